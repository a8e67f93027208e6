import type { Interval } from '../api';
import { el } from '../dom';
import { circleMinutes, targetMinutes, type Run } from '../state/run';
import { decimal, minutes, percent, whole } from '../text/numbers';
import { say, term, type Language } from '../text/say';
import { histogram } from './histogram';

function card(id: string, label: string, value: string, ...notes: (string | null)[]): HTMLElement {
  return el(
    'div',
    { class: 'card', 'data-figure': id },
    el('dt', {}, label),
    el('dd', { class: 'value' }, value),
    ...notes.filter((note) => note).map((note) => el('dd', { class: 'note' }, note)),
  );
}

function interval(now: Language, of: Interval | undefined, words: (value: number) => string): string | null {
  if (!of?.ci95) return null;
  return say(now, 'interval', { low: words(of.ci95[0]), high: words(of.ci95[1]) });
}

function gridsNote(run: Run, now: Language): string {
  const invalid = run.grids.filter((grid) => !grid.valid);
  if (invalid.length === 0) return say(now, 'allValid');
  const allExcused = invalid.every((grid) => run.excused.has(grid.code));
  return say(now, allExcused ? 'someExcused' : 'someInvalid', { count: whole(now, invalid.length) });
}

function areaCards(run: Run, now: Language): HTMLElement[] {
  const { territory } = run.metrics;
  const sum = (figure: 'households' | 'residents'): number =>
    territory?.[figure] ?? run.grids.reduce((total, grid) => total + grid[figure], 0);
  const residents = { count: whole(now, sum('residents')) };
  return [
    card('grids', say(now, 'grids'), whole(now, run.summary.grids), gridsNote(run, now)),
    card(
      'households',
      say(now, 'households'),
      whole(now, sum('households')),
      say(now, territory?.population_modelled_share ? 'residentsModelled' : 'residentsCount', residents),
    ),
  ];
}

/** `inShift` is the figure of requests made while somebody is on duty. */
function inShift(now: Language, figure: number | undefined, words: (value: number) => string): string | null {
  return figure === undefined ? null : say(now, 'inShift', { value: words(figure) });
}

function serviceCards(run: Run, now: Language): HTMLElement[] {
  const { simulation, coverage } = run.metrics;
  const cards: HTMLElement[] = [];
  const share = (value: number): string => percent(now, value);
  const time = (value: number): string => minutes(now, value);
  const within = simulation?.within_target_share;
  if (within?.value !== undefined) {
    const range = interval(now, within, (value) => decimal(now, 100 * value));
    const duty = inShift(now, simulation?.within_shift?.within_target_share?.value, share);
    const label = say(now, 'withinTarget', { minutes: targetMinutes(run) });
    cards.push(card('within', label, share(within.value), say(now, 'withinTargetSimulated'), range, duty));
  }
  const response = simulation?.response_minutes;
  if (response?.mean !== undefined) {
    const range = interval(now, response, (value) => decimal(now, value, value < 100 ? 1 : 0));
    const duty = inShift(now, simulation?.within_shift?.response_minutes?.mean, time);
    const meant = say(now, `target_${run.summary.target ?? 'arrive'}`);
    cards.push(card('response', say(now, 'meanResponse'), time(response.mean), meant, range, duty));
  }
  if (coverage?.households_share !== undefined) {
    const { mode } = coverage;
    const note = mode ? say(now, 'staticShareMode', { mode: term(now, 'mode', mode) }) : say(now, 'staticShareNote');
    cards.push(card('circle', say(now, 'staticShare', { minutes: circleMinutes(run) }), share(coverage.households_share), note));
  }
  if (simulation?.utilisation?.value !== undefined) {
    cards.push(card('utilisation', say(now, 'utilisation'), share(simulation.utilisation.value), say(now, 'utilisationNote')));
  }
  return cards;
}

/** The figures of the whole run. */
export function keyFigures(run: Run, now: Language): HTMLElement {
  const bars = run.metrics.simulation?.histogram;
  return el(
    'section',
    { 'aria-labelledby': 'key-figures' },
    el('h2', { id: 'key-figures' }, say(now, 'keyFigures')),
    el('dl', { class: 'cards' }, ...areaCards(run, now), ...serviceCards(run, now)),
    bars?.length ? histogram(bars, targetMinutes(run), now) : null,
  );
}
