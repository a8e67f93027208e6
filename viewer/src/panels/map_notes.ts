import { el, fillWith } from '../dom';
import { figureOf, inWords } from '../map/palette';
import { language } from '../state/language';
import type { Run } from '../state/run';
import { hovered } from '../state/selection';
import { theme } from '../state/theme';
import { whole } from '../text/numbers';
import { inLanguage, say } from '../text/say';

/** The stamp that every sheet bears: internal use, unless the map has a review number. */
export function stamp(run: Run): HTMLElement {
  const node = el('div', { class: 'stamp' });
  language.watch((now) => {
    const number = run.summary.review_number;
    node.replaceChildren(
      number
        ? say(now, 'reviewNumber', { number })
        : inLanguage(now, { zh: say('zh', 'internalUse'), en: `${say('zh', 'internalUse')} · ${say('en', 'internalUse')}` }),
    );
    node.classList.toggle('reviewed', Boolean(number));
  });
  return node;
}

/** A line on the grid under the pointer. */
export function hoverNote(run: Run): HTMLElement {
  const node = el('div', { class: 'hover', hidden: true });
  const show = (code: string | null): void => {
    const grid = code === null ? undefined : run.gridOfCode.get(code);
    node.hidden = grid === undefined;
    if (!grid) return;
    const now = language.get();
    const value = figureOf(theme.get(), grid);
    const themed =
      theme.get() !== 'households' && value !== undefined
        ? ` · ${say(now, `theme_${theme.get()}`)} ${inWords(theme.get(), now, value)}`
        : '';
    fillWith(
      node,
      el('strong', {}, grid.code),
      ` ${grid.parent_name ?? ''} · ${say(now, 'householdsCount', { count: whole(now, grid.households) })}${themed}`,
    );
  };
  hovered.watch(show);
  return node;
}
