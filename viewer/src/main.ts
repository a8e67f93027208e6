import type { Map as MapLibreMap } from 'maplibre-gl';
import { askRun, ServerError, type Text } from './api';
import { el, fillWith } from './dom';
import { mountMap, showBounds } from './map/studio_map';
import { gridPanel } from './panels/grid_figures';
import { gridList } from './panels/grid_list';
import { headerPanel } from './panels/header';
import { keyFigures } from './panels/key_figures';
import { hoverNote, stamp } from './panels/map_notes';
import { mapSettings } from './panels/map_settings';
import { language, startLanguage } from './state/language';
import { loadRun, type Run } from './state/run';
import { select, selection } from './state/selection';
import { theme } from './state/theme';
import { say, type Language } from './text/say';
import './look/frame.css';
import './look/left_panel.css';
import './look/map.css';
import './look/right_panel.css';

function leftPanel(run: Run): HTMLElement {
  const panel = el('aside', { class: 'panel left' });
  let end = (): void => {};
  language.watch((now: Language) => {
    end();
    const settings = mapSettings(run, now);
    end = settings.end;
    panel.replaceChildren(keyFigures(run, now), settings.element);
  });
  return panel;
}

function rightPanel(run: Run, showGrid: (bounds: [number, number, number, number]) => void): HTMLElement {
  const panel = el('aside', { class: 'panel right', 'aria-live': 'polite' });
  const find = { words: '' };
  let shown: string | null = null;
  const render = (): void => {
    const now = language.get();
    const chosen = selection.get();
    const held = panel.contains(document.activeElement);
    panel.replaceChildren(
      chosen === null
        ? gridList(run, theme.get(), now, find)
        : gridPanel(chosen, run, now, (grid) => grid.bounds && showGrid(grid.bounds)),
    );
    // Who works by keyboard stays where the choice was made.
    const next = chosen === null ? `[data-code="${CSS.escape(shown ?? '')}"]` : '.back';
    if (held) panel.querySelector<HTMLElement>(next)?.focus();
    shown = chosen?.code ?? null;
  };
  language.watch(render);
  selection.watch(render);
  theme.watch(() => selection.get() === null && render());
  return panel;
}

function showProblem(root: HTMLElement, problem: Text): void {
  root.replaceChildren(el('p', { class: 'problem', role: 'alert' }, problem.zh, el('br'), problem.en));
}

async function start(root: HTMLElement): Promise<void> {
  const { language: ofServer } = await askRun();
  startLanguage(location.search, ofServer);
  language.watch((now) => document.documentElement.setAttribute('lang', now === 'zh' ? 'zh-CN' : 'en'));
  root.replaceChildren(el('p', { class: 'problem' }, say(language.get(), 'loading')));
  const run = await loadRun();
  let map: MapLibreMap | null = null;
  const canvas = el('div', { class: 'canvas' });
  const whole = el('button', {
    type: 'button',
    class: 'whole',
    onclick: () => map && run.summary.bounds && showBounds(map, run.summary.bounds),
  });
  language.watch((now) => {
    whole.title = say(now, 'wholeArea');
    whole.setAttribute('aria-label', say(now, 'wholeArea'));
  });
  fillWith(
    root,
    headerPanel(run),
    leftPanel(run),
    el('main', { class: 'map' }, canvas, stamp(run), hoverNote(run), whole),
    rightPanel(run, (bounds) => map && showBounds(map, bounds)),
  );
  addEventListener('keydown', (event) => event.key === 'Escape' && void select(null));
  map = await mountMap(canvas, run);
  map.on('idle', () => document.body.setAttribute('data-map', 'idle'));
  map.on('movestart', () => document.body.setAttribute('data-map', 'moving'));
}

const root = document.getElementById('studio');
if (root) {
  start(root).catch((error: unknown) => {
    if (error instanceof ServerError) showProblem(root, error.text);
    else {
      const words = error instanceof Error ? error.message : String(error);
      showProblem(root, { zh: say('zh', 'failed', { words }), en: say('en', 'failed', { words }) });
      throw error;
    }
  });
}
