import { describe, expect, it } from 'vitest';
import type { GridFigures } from '../api';
import type { Run } from '../state/run';
import { classify, colourOf, fifths, legendOf, minuteScale, noFigure, scaleOf, tones } from './palette';

function grid(code: string, households: number, response?: number): GridFigures {
  return {
    code,
    name: code,
    parent: '1',
    kind: 'comprehensive',
    households,
    residents: 2 * households,
    buildings: 10,
    area_m2: 1e5,
    compactness: 0.5,
    valid: true,
    tone: 3,
    posts: [],
    ...(response === undefined ? {} : { simulation: { response_mean: response } }),
  };
}

function runOf(grids: GridFigures[]): Run {
  return {
    summary: {
      name: 'r',
      language: 'en',
      reference: { name: '' },
      levels: [],
      grids: grids.length,
      posts: 0,
      circles: [],
      attributions: [],
      max_zoom: 16,
      tones: 8,
      target_minutes: 15,
    },
    metrics: {},
    grids,
    excused: new Set(),
    gridOfCode: new Map(grids.map((each) => [each.code, each])),
  };
}

describe('palette', () => {
  it('puts a value on a bound into the class above it', () => {
    const scale = { bounds: [10, 20], colours: ['a', 'b', 'c'] };
    expect([9.9, 10, 19.9, 20, 1000].map((value) => classify(scale, value))).toEqual(['a', 'b', 'b', 'c', 'c']);
  });

  it('has one colour more than bounds in every theme', () => {
    const run = runOf([1, 2, 3, 4, 5, 6, 7].map((i) => grid(String(i), 400 + 97 * i, i)));
    for (const theme of ['households', 'response', 'coverage', 'utilisation'] as const) {
      const scale = scaleOf(theme, run);
      expect(scale?.colours.length).toBe((scale?.bounds.length ?? 0) + 1);
      expect([...(scale?.bounds ?? [])].sort((a, b) => a - b)).toEqual(scale?.bounds);
    }
  });

  it('takes fewer classes where values repeat', () => {
    expect(fifths([500, 500, 500], 10, ['a', 'b', 'c', 'd', 'e'], 'last')).toEqual({ bounds: [500], colours: ['d', 'e'] });
    expect(fifths([], 10, ['a', 'b', 'c', 'd', 'e'], 'last').bounds).toEqual([]);
    expect(fifths([0.011, 0.02, 0.03, 0.04, 0.05, 0.06], 0.01, ['a', 'b', 'c', 'd', 'e'], 'first').bounds).toEqual([
      0.02, 0.03, 0.04, 0.05,
    ]);
  });

  it('tells grids apart that are all in one class', () => {
    const run = runOf([231, 240, 252, 260, 268, 275].map((response, i) => grid(String(i), 500, response)));
    expect(new Set(run.grids.map((each) => colourOf('response', run, each))).size).toBe(5);
    expect(legendOf('response', run, 'en')[0]?.words).toBe('under 240 min');
  });

  it('makes thirds of the target', () => expect(minuteScale(15).bounds).toEqual([5, 10, 15, 20, 30]));

  it('shows a missing figure as missing, not as zero', () => {
    const run = runOf([grid('1', 500), grid('2', 600, 4)]);
    expect(colourOf('response', run, run.grids[0]!)).toBe(noFigure);
    expect(colourOf('response', run, run.grids[1]!)).toBe(minuteScale(15).colours[0]);
    expect(legendOf('response', run, 'en').at(-1)).toEqual({ colour: noFigure, words: 'no figure' });
    expect(legendOf('households', run, 'en').at(-1)?.colour).not.toBe(noFigure);
  });

  it('colours neighbours by their tone', () => expect(colourOf('grids', runOf([]), grid('1', 1))).toBe(tones[3]));

  it('says the classes in both languages', () => {
    const run = runOf([grid('1', 500, 3)]);
    expect(legendOf('response', run, 'en').map((entry) => entry.words)).toEqual([
      'under 5 min',
      '5 min – 10 min',
      '10 min – 15 min',
      '15 min – 20 min',
      '20 min – 30 min',
      'over 30 min',
    ]);
    expect(legendOf('response', run, 'zh')[0]?.words).toBe('低于 5 分钟');
  });
});
