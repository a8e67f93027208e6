import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { layerNames } from '../state/layers';
import { buildingMinutes, labelFont, studioLayers, studioStyle } from './style';

const style = studioStyle('http://127.0.0.1:8741', 16, 'zh');

describe('style', () => {
  it('keeps the rules of the style specification in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(validateStyleMin(studioStyle('http://127.0.0.1:8741', 16, language) as never)).toEqual([]);
    }
  });

  it('asks for nothing but tiles of its own server', () => {
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    const addresses = JSON.stringify(style).match(/https?:\/\/[^"]*/g);
    expect(addresses).toEqual(['http://127.0.0.1:8741/tiles/{z}/{x}/{y}.pbf']);
  });

  it('draws every label in a font of the system', () => {
    const labels = style.layers.filter((layer) => layer.type === 'symbol');
    expect(labels.length).toBeGreaterThan(1);
    for (const label of labels) expect(label.layout?.['text-font']).toEqual([labelFont]);
  });

  it('has layers for every switch', () => {
    const used = new Set(studioLayers('en').map((layer) => layer.metadata.layer));
    for (const name of layerNames) expect(used).toContain(name);
  });

  it('names every layer once', () => {
    const ids = style.layers.map((layer) => layer.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('colours buildings by their minutes with rising bounds', () => {
    const steps = JSON.parse(JSON.stringify(buildingMinutes(15))) as [string, unknown, [string, unknown, ...unknown[]], string];
    const bounds = steps[2].filter((part): part is number => typeof part === 'number');
    expect(bounds).toEqual([5, 10, 15, 20, 30]);
  });
});
