import { AttributionControl, Map as MapLibreMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { language } from '../state/language';
import { visibleLayers } from '../state/layers';
import { targetMinutes, type Run } from '../state/run';
import { hovered, select, selection } from '../state/selection';
import { theme } from '../state/theme';
import { say } from '../text/say';
import { colourOf } from './palette';
import { buildingMinutes, circleOf, labelFont, placeName, plainBuilding, studioLayers, studioStyle } from './style';

setWorkerUrl(new URL(workerUrl, location.href).href);

type Bounds = [number, number, number, number];
const around = (bounds: Bounds): [[number, number], [number, number]] => [
  [bounds[0], bounds[1]],
  [bounds[2], bounds[3]],
];
const gridState = (code: string) => ({ source: 'run', sourceLayer: 'grids', id: code });

function watchColours(map: MapLibreMap, run: Run): void {
  for (const code of run.excused) {
    for (const sourceLayer of ['grids', 'grid_labels'])
      map.setFeatureState({ ...gridState(code), sourceLayer }, { excused: true });
  }
  theme.watch((name) => {
    for (const grid of run.grids) map.setFeatureState(gridState(grid.code), { colour: colourOf(name, run, grid) });
    const buildings = name === 'response' ? buildingMinutes(targetMinutes(run)) : plainBuilding;
    map.setPaintProperty('buildings', 'fill-color', buildings);
    map.setPaintProperty('building-points', 'circle-color', buildings);
  });
}

/** Keeps one grid at a time in a state such as "selected". */
function oneInState(map: MapLibreMap, name: string): (code: string | null) => void {
  let marked: string | null = null;
  return (code) => {
    if (code === marked) return;
    if (marked !== null) map.setFeatureState(gridState(marked), { [name]: false });
    if (code !== null) map.setFeatureState(gridState(code), { [name]: true });
    marked = code;
  };
}

function watchPointer(map: MapLibreMap): void {
  const gridAt = (event: { features?: { properties: Record<string, unknown> }[] }): string | null => {
    const code = event.features?.[0]?.properties.code;
    return typeof code === 'string' ? code : null;
  };
  map.on('mousemove', 'grid-fill', (event) => {
    map.getCanvas().style.cursor = 'pointer';
    hovered.set(gridAt(event));
  });
  map.on('mouseleave', 'grid-fill', () => {
    map.getCanvas().style.cursor = '';
    hovered.set(null);
  });
  map.on('click', (event) => {
    const features = map.queryRenderedFeatures(event.point, { layers: ['grid-fill'] });
    void select(gridAt({ features }));
  });
}

function watchLayers(map: MapLibreMap): void {
  visibleLayers.watch((visible) => {
    for (const layer of studioLayers(language.get())) {
      const name = layer.metadata.layer;
      if (name !== null) map.setLayoutProperty(layer.id, 'visibility', visible.has(name) ? 'visible' : 'none');
    }
  });
}

function watchLanguage(map: MapLibreMap): void {
  language.watch((now) => {
    map.setLayoutProperty('places', 'text-field', placeName(now));
    map.getCanvas().setAttribute('aria-label', say(now, 'mapLabel'));
    for (const [part, key] of [
      ['zoom-in', 'zoomIn'],
      ['zoom-out', 'zoomOut'],
    ] as const) {
      const button = map.getContainer().querySelector(`.maplibregl-ctrl-${part}`);
      button?.setAttribute('title', say(now, key));
      button?.setAttribute('aria-label', say(now, key));
    }
  });
}

/** Draws the run into `container` and keeps map and stores in step. Resolves once the style is there. */
export function mountMap(container: HTMLElement, run: Run): Promise<MapLibreMap> {
  const bounds = run.summary.bounds ?? [-180, -60, 180, 75];
  const home = { bounds: around(bounds), fitBoundsOptions: { padding: 28 } };
  const map = new MapLibreMap({
    container,
    style: studioStyle(location.origin, run.summary.max_zoom, language.get()),
    localIdeographFontFamily: `'${labelFont}', 'Noto Sans SC', 'Source Han Sans SC', sans-serif`,
    ...home,
    maxZoom: 19,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left');
  map.addControl(
    new AttributionControl({ compact: false, customAttribution: run.summary.attributions.map(escaped) }),
    'bottom-right',
  );
  return new Promise((resolve) => {
    map.on('load', () => {
      watchColours(map, run);
      watchPointer(map);
      watchLayers(map);
      watchLanguage(map);
      const showSelected = oneInState(map, 'selected');
      const showHovered = oneInState(map, 'hovered');
      selection.watch((chosen) => {
        showSelected(chosen?.code ?? null);
        const posts = chosen === null ? [] : (run.gridOfCode.get(chosen.code)?.posts ?? []);
        map.setFilter('circle-chosen', circleOf(posts.map((post) => post.post)));
      });
      hovered.watch(showHovered);
      resolve(map);
    });
  });
}

/** The attribution control reads its text as HTML. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function showBounds(map: MapLibreMap, bounds: Bounds): void {
  map.fitBounds(around(bounds), {
    padding: 60,
    maxZoom: 15.5,
    duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 500,
  });
}
