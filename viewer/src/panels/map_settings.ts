import { el, swatch } from '../dom';
import { figureOf, legendOf, legendTitle, tones } from '../map/palette';
import { outlines } from '../map/style';
import { layerNames, toggleLayer, visibleLayers, type LayerName } from '../state/layers';
import type { Run } from '../state/run';
import { theme, themeNames, type ThemeName } from '../state/theme';
import { say, type Language } from '../text/say';

function legend(run: Run, name: ThemeName, now: Language): HTMLElement {
  const entries = legendOf(name, run, now).map((entry) => el('li', {}, swatch(entry.colour), entry.words));
  if (name === 'grids') entries.push(el('li', { class: 'tones' }, ...tones.map((tone) => swatch(tone))));
  const outside = run.grids.filter((grid) => !grid.valid);
  const outline = (colour: string, words: string): HTMLLIElement => el('li', {}, swatch(colour, 'dashed'), words);
  if (outside.some((grid) => !run.excused.has(grid.code))) entries.push(outline(outlines.invalid, say(now, 'invalidOutline')));
  if (outside.some((grid) => run.excused.has(grid.code))) entries.push(outline(outlines.excused, say(now, 'excusedOutline')));
  return el(
    'div',
    { class: 'legend', 'aria-live': 'polite' },
    el('p', {}, legendTitle(name, run, now)),
    el('ul', {}, ...entries),
    name === 'response' ? el('p', { class: 'hint' }, say(now, 'legendBuildings')) : null,
  );
}

/** Figures that the run has not computed are not offered. */
const offered = (run: Run): ThemeName[] =>
  themeNames.filter((name) => name === 'grids' || run.grids.some((grid) => figureOf(name, grid) !== undefined));

function themeSwitch(run: Run, chosen: ThemeName, now: Language): HTMLElement {
  const choices = offered(run).map((name) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type: 'radio', name: 'theme', value: name, checked: name === chosen, onchange: () => theme.set(name) }),
      el('span', {}, say(now, `theme_${name}`)),
    ),
  );
  return el('fieldset', { class: 'choices' }, el('legend', {}, say(now, 'theme')), ...choices);
}

const marks: Partial<Record<LayerName, [string, string]>> = {
  levels: ['#6a3d7c', 'line'],
  grids: ['#5b6472', 'line'],
  posts: ['#c2410c', 'dot'],
  circle: ['#9cc9c7', 'box'],
  roads: ['#c9a45f', 'line'],
  buildings: ['#8b8376', 'box'],
  cells: ['#b5a98f', 'line'],
};

function layerSwitches(visible: ReadonlySet<LayerName>, now: Language): HTMLElement {
  const boxes = layerNames.map((name) => {
    const mark = marks[name];
    const close = name === 'buildings' || name === 'cells';
    return el(
      'label',
      { class: 'switch' },
      el('input', {
        type: 'checkbox',
        name: 'layer',
        value: name,
        checked: visible.has(name),
        onchange: () => toggleLayer(name),
      }),
      mark ? swatch(...mark) : swatch('transparent'),
      say(now, `layer_${name}`),
      close ? el('small', {}, say(now, 'closeUp')) : null,
    );
  });
  return el('fieldset', { class: 'switches' }, el('legend', {}, say(now, 'layers')), ...boxes);
}

/** Colour of the grids with its legend, and which layers are drawn. */
export function mapSettings(run: Run, now: Language): { element: HTMLElement; end: () => void } {
  const legendPlace = el('div');
  const ends = [theme.watch((name) => legendPlace.replaceChildren(legend(run, name, now)))];
  const element = el('section', {}, themeSwitch(run, theme.get(), now), legendPlace, layerSwitches(visibleLayers.get(), now));
  return { element, end: () => ends.forEach((end) => end()) };
}
