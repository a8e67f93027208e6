import type { GridFigures } from '../api';
import { el, swatch } from '../dom';
import { colourOf, figureOf, inWords } from '../map/palette';
import type { Run } from '../state/run';
import { hovered, select } from '../state/selection';
import type { ThemeName } from '../state/theme';
import { whole } from '../text/numbers';
import { say, type Language } from '../text/say';

/** Code or name holds the words, in any case. */
export function matching(grids: readonly GridFigures[], words: string): GridFigures[] {
  const wanted = words.trim().toLowerCase();
  return grids.filter((grid) => `${grid.code} ${grid.name} ${grid.parent_name ?? ''}`.toLowerCase().includes(wanted));
}

/** Up and down go from grid to grid. */
function moveFocus(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
}

const verdictOf = (run: Run, grid: GridFigures): 'excused' | 'invalid' => (run.excused.has(grid.code) ? 'excused' : 'invalid');

function row(run: Run, grid: GridFigures, theme: ThemeName, now: Language): HTMLElement {
  const figure = figureOf(theme, grid);
  const words =
    theme === 'grids' || theme === 'households'
      ? say(now, 'householdsCount', { count: whole(now, grid.households) })
      : figure === undefined
        ? say(now, 'noFigure')
        : inWords(theme, now, figure);
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: 'grid-row',
        'data-code': grid.code,
        onclick: () => void select(grid.code),
        onmouseenter: () => hovered.set(grid.code),
        onmouseleave: () => hovered.set(null),
        onfocus: () => hovered.set(grid.code),
        onblur: () => hovered.set(null),
      },
      swatch(colourOf(theme, run, grid)),
      el(
        'span',
        { class: 'code' },
        grid.code,
        grid.valid ? null : el('span', { class: `warn ${verdictOf(run, grid)}`, title: say(now, verdictOf(run, grid)) }, '!'),
      ),
      el('span', { class: 'name' }, grid.parent_name ?? grid.name),
      el('span', { class: 'figure' }, words),
    ),
  );
}

/** All grids, to find and choose one without the mouse. `find` holds the words looked for and outlives the list. */
export function gridList(run: Run, theme: ThemeName, now: Language, find: { words: string }): HTMLElement {
  const list = el('ul', { class: 'grid-rows', onkeydown: (event) => moveFocus(event as KeyboardEvent) });
  const show = (): void => {
    const found = matching(run.grids, find.words);
    list.replaceChildren(
      ...(found.length > 0
        ? found.map((grid) => row(run, grid, theme, now))
        : [el('li', { class: 'hint' }, say(now, 'noGridFound'))]),
    );
  };
  const input = el('input', {
    type: 'search',
    class: 'find',
    placeholder: say(now, 'findGrid'),
    'aria-label': say(now, 'findGrid'),
    value: find.words,
    oninput: () => {
      find.words = input.value;
      show();
    },
  });
  show();
  return el(
    'section',
    { class: 'grid-list', 'aria-labelledby': 'grid-list' },
    el('h2', { id: 'grid-list' }, say(now, 'gridList')),
    el('p', { class: 'hint' }, say(now, 'gridListHint')),
    input,
    list,
  );
}
