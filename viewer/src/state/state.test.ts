import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '../store';
import { matching } from '../panels/grid_list';
import { layerNames, toggleLayer, visibleLayers } from './layers';
import { language, startLanguage } from './language';
import { select, selection } from './selection';

afterEach(() => {
  vi.unstubAllGlobals();
  selection.set(null);
});

describe('store', () => {
  it('tells watchers of other values only, until they stop', () => {
    const store = createStore(1);
    const heard: number[] = [];
    const end = store.watch((value) => heard.push(value));
    store.set(1);
    store.set(2);
    end();
    store.set(3);
    expect(heard).toEqual([1, 2]);
  });
});

describe('layers', () => {
  it('switch one at a time', () => {
    const before = new Set(visibleLayers.get());
    toggleLayer('cells');
    expect(visibleLayers.get().has('cells')).toBe(!before.has('cells'));
    toggleLayer('cells');
    expect([...visibleLayers.get()].sort()).toEqual([...before].sort());
    expect(layerNames).toContain('circle');
  });
});

describe('language', () => {
  it('follows the address before the server', () => {
    startLanguage('?lang=en', 'zh');
    expect(language.get()).toBe('en');
    startLanguage('?lang=fr', 'zh');
    expect(language.get()).toBe('zh');
  });
});

describe('selection', () => {
  const answer = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

  it('holds the figures of the grid that was asked for', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async (path: string) => answer({ code: path.split('/').at(-1) })),
    );
    await select('7001');
    expect(selection.get()).toEqual({ code: '7001', figures: { code: '7001' }, problem: null });
  });

  it('ignores an answer that comes after a later choice', async () => {
    const waiting: (() => void)[] = [];
    vi.stubGlobal(
      'fetch',
      (path: string) => new Promise<Response>((resolve) => waiting.push(() => resolve(answer({ code: path.split('/').at(-1) })))),
    );
    const first = select('a');
    const second = select('b');
    waiting[1]?.();
    await second;
    waiting[0]?.();
    await first;
    expect(selection.get()?.figures?.code).toBe('b');
  });

  it('keeps the words of the server when it refuses', async () => {
    vi.stubGlobal('fetch', async () => answer({ zh: '没有', en: 'none' }, 404));
    await select('x');
    expect(selection.get()?.problem).toEqual({ zh: '没有', en: 'none' });
  });

  it('says in both languages that the server is gone', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('refused');
    });
    await select('y');
    expect(selection.get()?.problem?.zh).toContain('wangge serve');
    expect(selection.get()?.problem?.en).toContain('wangge serve');
  });
});

describe('finding grids', () => {
  const grids = [
    { code: '7001001', name: 'One', parent_name: 'Vaduz' },
    { code: '7002001', name: 'Two', parent_name: 'Planken' },
  ] as never;
  it('looks at code, name and area in any case', () => {
    expect(matching(grids, 'vad').length).toBe(1);
    expect(matching(grids, '001').length).toBe(2);
    expect(matching(grids, ' TWO ').length).toBe(1);
    expect(matching(grids, 'nothing')).toEqual([]);
  });
});
