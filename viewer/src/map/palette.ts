import type { GridFigures } from '../api';
import { circleMinutes, targetMinutes, type Run } from '../state/run';
import type { ThemeName } from '../state/theme';
import { percent, whole } from '../text/numbers';
import { say, type Language } from '../text/say';

/** Colours of neighbouring grids, by the tone that the server gives each grid. */
export const tones = ['#f4cfa2', '#bcdcab', '#c9c0e6', '#f6ea9d', '#eeb7c2', '#aed9cf', '#d9c7a6', '#b5cbe8'];
export const noFigure = '#dedbd3';

/** Classes of one figure: `bounds` rise; class i holds bounds[i-1] <= value < bounds[i]. One colour more than bounds. */
export interface Scale {
  bounds: number[];
  colours: string[];
}

const fewToMany = ['#e3f0f6', '#bcdcea', '#8dc0da', '#5a9cc4', '#2f74a6'];
const goodToBad = ['#1f66a6', '#3f9ccb', '#85cfc4', '#f3bf45', '#e5752f', '#b0252d'];
const badToGood = ['#b0252d', '#e5752f', '#f3bf45', '#85cfc4', '#3f9ccb', '#1f66a6'];
const calmToBusy = ['#e6f2e3', '#b9dcb4', '#f5d66f', '#ec9a45', '#c4472f'];

const tidy = (value: number): number => Math.round(value * 10) / 10;

/** Thirds of the target, then beyond it. */
export function minuteScale(target: number): Scale {
  return { bounds: [target / 3, (2 * target) / 3, target, (4 * target) / 3, 2 * target].map(tidy), colours: goodToBad };
}

/** Fifths of the values, with bounds that are multiples of `step`; the colours are the last or the first of a ramp. */
export function fifths(values: readonly number[], step: number, colours: readonly string[], end: 'first' | 'last'): Scale {
  const sorted = [...values].sort((a, b) => a - b);
  const bounds: number[] = [];
  for (let fifth = 1; fifth < 5 && sorted.length > 0; fifth += 1) {
    const value = sorted[Math.floor((fifth * (sorted.length - 1)) / 5)] ?? 0;
    const bound = Number((Math.round(value / step) * step).toPrecision(12));
    if (bound > (bounds[bounds.length - 1] ?? 0)) bounds.push(bound);
  }
  const count = bounds.length + 1;
  return { bounds, colours: end === 'last' ? colours.slice(colours.length - count) : colours.slice(0, count) };
}

/** Classes with a meaning of their own where the grids fall into several; where all are in one, fifths tell them apart. */
function telling(fixed: Scale, values: readonly number[], step: number, end: 'first' | 'last'): Scale {
  const classes = new Set(values.map((value) => classify(fixed, value)));
  return classes.size === 1 && values.length > 1 ? fifths(values, step, fixed.colours, end) : fixed;
}

export function scaleOf(theme: ThemeName, run: Run): Scale | null {
  const values = run.grids.map((grid) => figureOf(theme, grid)).filter((value) => value !== undefined);
  switch (theme) {
    case 'grids':
      return null;
    case 'households':
      return fifths(values, 10, fewToMany, 'last');
    case 'response':
      return telling(minuteScale(targetMinutes(run)), values, 1, 'first');
    case 'coverage':
      return telling({ bounds: [0.5, 0.7, 0.85, 0.95, 0.995], colours: badToGood }, values, 0.001, 'last');
    case 'utilisation':
      return telling({ bounds: [0.2, 0.4, 0.6, 0.8], colours: calmToBusy }, values, 0.01, 'first');
  }
}

export function figureOf(theme: ThemeName, grid: GridFigures): number | undefined {
  switch (theme) {
    case 'grids':
      return undefined;
    case 'households':
      return grid.households;
    case 'response':
      return grid.simulation?.response_mean;
    case 'coverage':
      return grid.coverage?.households_share;
    case 'utilisation':
      return grid.simulation?.utilisation;
  }
}

export function classify(scale: Scale, value: number): string {
  const above = scale.bounds.filter((bound) => value >= bound).length;
  return scale.colours[above] ?? noFigure;
}

export function colourOf(theme: ThemeName, run: Run, grid: GridFigures): string {
  const scale = scaleOf(theme, run);
  if (scale === null) return tones[grid.tone % tones.length] ?? noFigure;
  const value = figureOf(theme, grid);
  return value === undefined ? noFigure : classify(scale, value);
}

/** A figure of a theme as words. */
export function inWords(theme: ThemeName, language: Language, value: number): string {
  if (theme === 'coverage' || theme === 'utilisation')
    return percent(language, value, Number.isInteger(tidy(value * 100)) ? 0 : 1);
  if (theme === 'response') return say(language, 'minutes', { value: tidy(value) });
  return whole(language, value);
}

export interface LegendEntry {
  colour: string;
  words: string;
}

/** The classes of a theme that occur, lowest first; a last entry for grids without the figure. */
export function legendOf(theme: ThemeName, run: Run, language: Language): LegendEntry[] {
  const scale = scaleOf(theme, run);
  if (scale === null) return [];
  const say_ = (value: number): string => inWords(theme, language, value);
  const entries = scale.colours.map((colour, i) => {
    const low = scale.bounds[i - 1];
    const high = scale.bounds[i];
    if (low === undefined) return { colour, words: high === undefined ? '' : say(language, 'under', { value: say_(high) }) };
    if (high === undefined)
      return { colour, words: theme === 'coverage' ? `≥ ${say_(low)}` : say(language, 'over', { value: say_(low) }) };
    return { colour, words: say(language, 'between', { low: say_(low), high: say_(high) }) };
  });
  if (run.grids.some((grid) => figureOf(theme, grid) === undefined))
    entries.push({ colour: noFigure, words: say(language, 'noFigure') });
  return entries;
}

export function legendTitle(theme: ThemeName, run: Run, language: Language): string {
  return say(language, `legend_${theme}`, { minutes: circleMinutes(run) });
}
