import type { GridFigures, Post } from '../api';
import { el } from '../dom';
import { circleMinutes, targetMinutes, type Run } from '../state/run';
import { select, type Selection } from '../state/selection';
import { area, decimal, minutes, percent, whole } from '../text/numbers';
import { inLanguage, say, term, type Key, type Language } from '../text/say';

export interface FigureRow {
  id: string;
  label: Key;
  words: string;
  values?: Record<string, string | number>;
}

/** The rows of the panel; a figure that was not computed says so. */
export function figureRows(grid: GridFigures, run: Run, now: Language): { people: FigureRow[]; service: FigureRow[] } {
  const or = (value: number | undefined, words: (value: number) => string): string =>
    value === undefined || value === null ? say(now, 'notComputed') : words(value);
  const people: FigureRow[] = [
    { id: 'households', label: 'households', words: whole(now, grid.households) },
    { id: 'residents', label: 'residents', words: whole(now, grid.residents) },
    { id: 'buildings', label: 'buildings', words: whole(now, grid.buildings) },
    { id: 'area_m2', label: 'area', words: area(now, grid.area_m2) },
    { id: 'compactness', label: 'compactness', words: decimal(now, grid.compactness, 2) },
  ];
  const service: FigureRow[] = [
    {
      id: 'households_share',
      label: 'share15',
      values: { minutes: circleMinutes(run) },
      words: or(grid.coverage?.households_share, (value) => percent(now, value)),
    },
    { id: 'minutes_mean', label: 'travelMean', words: or(grid.coverage?.minutes_mean, (value) => minutes(now, value)) },
    { id: 'response_mean', label: 'response', words: or(grid.simulation?.response_mean, (value) => minutes(now, value)) },
    {
      id: 'within_target_share',
      label: 'withinTargetGrid',
      values: { minutes: targetMinutes(run) },
      words: or(grid.simulation?.within_target_share, (value) => percent(now, value)),
    },
    { id: 'utilisation', label: 'utilisation', words: or(grid.simulation?.utilisation, (value) => percent(now, value)) },
    { id: 'helped_share', label: 'helped', words: or(grid.simulation?.helped_share, (value) => percent(now, value)) },
    { id: 'requests', label: 'requests', words: or(grid.simulation?.requests, (value) => whole(now, value)) },
  ];
  return { people, service };
}

function table(title: Key, rows: FigureRow[], now: Language): HTMLElement {
  return el(
    'section',
    {},
    el('h3', {}, say(now, title)),
    el(
      'dl',
      { class: 'rows' },
      ...rows.flatMap((row) => [el('dt', {}, say(now, row.label, row.values)), el('dd', { 'data-figure': row.id }, row.words)]),
    ),
  );
}

function postList(posts: readonly Post[], now: Language): HTMLElement {
  const items = posts.map((post) =>
    el('li', {}, post.name || post.post, el('small', {}, `${term(now, 'kind', post.kind)} · ${term(now, 'level', post.level)}`)),
  );
  return el(
    'section',
    {},
    el('h3', {}, say(now, 'posts')),
    el(
      'ul',
      { class: 'posts', 'data-figure': 'posts' },
      ...(items.length > 0 ? items : [el('li', { class: 'hint' }, say(now, 'none'))]),
    ),
  );
}

function verdict(grid: GridFigures, run: Run, now: Language): HTMLElement {
  const reason = grid.reason ? inLanguage(now, grid.reason) : '';
  const kind = grid.valid ? 'valid' : run.excused.has(grid.code) ? 'excused' : 'invalid';
  return el(
    'div',
    { class: `verdict ${kind}`, 'data-figure': 'valid' },
    el('strong', {}, say(now, kind)),
    reason ? el('p', {}, reason) : null,
  );
}

/** The panel of the chosen grid. `show` moves the map to it. */
export function gridPanel(chosen: Selection, run: Run, now: Language, show: (grid: GridFigures) => void): HTMLElement {
  const back = el('button', { type: 'button', class: 'back', onclick: () => void select(null) }, `← ${say(now, 'back')}`);
  const grid = chosen.figures;
  if (grid === null)
    return el(
      'section',
      { class: 'grid-panel' },
      back,
      el('h2', {}, say(now, 'grid', { code: chosen.code })),
      el('p', { class: 'hint' }, chosen.problem ? inLanguage(now, chosen.problem) : '…'),
    );
  const { people, service } = figureRows(grid, run, now);
  return el(
    'section',
    { class: 'grid-panel', 'data-code': grid.code },
    back,
    el('h2', {}, say(now, 'grid', { code: grid.code })),
    el(
      'p',
      { class: 'where' },
      grid.name && grid.name !== grid.code ? `${grid.name} · ` : '',
      say(now, 'partOf', { name: grid.parent_name ?? grid.parent }),
    ),
    verdict(grid, run, now),
    table('people', people, now),
    table('service', service, now),
    postList(grid.posts, now),
    grid.bounds ? el('button', { type: 'button', class: 'primary', onclick: () => show(grid) }, say(now, 'zoomToGrid')) : null,
  );
}
