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

function cards(run: Run, now: Language): HTMLElement[] {
  const { metrics, summary, grids } = run;
  const invalid = grids.filter((grid) => !grid.valid).length;
  const sum = (figure: 'households' | 'residents'): number =>
    metrics.territory?.[figure] ?? grids.reduce((total, grid) => total + grid[figure], 0);
  const result = [
    card(
      'grids',
      say(now, 'grids'),
      whole(now, summary.grids),
      invalid === 0 ? say(now, 'allValid') : say(now, 'someInvalid', { count: whole(now, invalid) }),
    ),
    card(
      'households',
      say(now, 'households'),
      whole(now, sum('households')),
      say(now, 'residentsCount', { count: whole(now, sum('residents')) }),
    ),
  ];
  const simulation = metrics.simulation;
  const within = simulation?.within_target_share;
  if (within?.value !== undefined) {
    result.push(
      card(
        'within',
        say(now, 'withinTarget', { minutes: targetMinutes(run) }),
        percent(now, within.value),
        say(now, 'withinTargetSimulated'),
        interval(now, within, (value) => decimal(now, 100 * value)),
      ),
    );
  }
  const response = simulation?.response_minutes;
  if (response?.mean !== undefined) {
    result.push(
      card(
        'response',
        say(now, 'meanResponse'),
        minutes(now, response.mean),
        say(now, `target_${summary.target ?? 'arrive'}`),
        interval(now, response, (value) => decimal(now, value)),
      ),
    );
  }
  if (metrics.coverage?.households_share !== undefined) {
    const { mode } = metrics.coverage;
    const note = mode ? say(now, 'staticShareMode', { mode: term(now, 'mode', mode) }) : say(now, 'staticShareNote');
    result.push(
      card(
        'circle',
        say(now, 'staticShare', { minutes: circleMinutes(run) }),
        percent(now, metrics.coverage.households_share),
        note,
      ),
    );
  }
  if (simulation?.utilisation?.value !== undefined) {
    result.push(
      card('utilisation', say(now, 'utilisation'), percent(now, simulation.utilisation.value), say(now, 'utilisationNote')),
    );
  }
  return result;
}

/** The figures of the whole run. */
export function keyFigures(run: Run, now: Language): HTMLElement {
  const bars = run.metrics.simulation?.histogram;
  return el(
    'section',
    { 'aria-labelledby': 'key-figures' },
    el('h2', { id: 'key-figures' }, say(now, 'keyFigures')),
    el('dl', { class: 'cards' }, ...cards(run, now)),
    bars?.length ? histogram(bars, targetMinutes(run), now) : null,
  );
}
