import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { LayerName } from '../state/layers';
import type { Language } from '../text/say';
import { minuteScale, noFigure } from './palette';

/** A font of the system that has Chinese and Latin letters: labels are drawn from it, so none is fetched. */
export const labelFont = 'Noto Sans CJK SC';

/** Which switch of the layers panel a layer of the style obeys. */
export type StudioLayer = LayerSpecification & { metadata: { layer: LayerName | null } };

const source = 'run';
const ink = '#2b3440';
const paper = '#f5f3ec';

const byZoom = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as ExpressionSpecification;
const state = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];
const middleRoads = ['secondary', 'tertiary'];
const lanes = ['service', 'track', 'footway', 'steps', 'cycleway'];
const classIn = (classes: string[]): ExpressionSpecification => ['match', ['get', 'class'], classes, true, false];

type Plain = Omit<LayerSpecification, 'metadata' | 'source'>;
const of = (layer: LayerName | null, sourceLayer: string, rest: Plain): StudioLayer =>
  ({ source, 'source-layer': sourceLayer, metadata: { layer }, ...rest }) as unknown as StudioLayer;

function roadWidth(strong: number, street: number, lane: number): ExpressionSpecification {
  const width = (factor: number): ExpressionSpecification => [
    'match',
    ['get', 'class'],
    ['motorway', 'primary'],
    strong * factor,
    middleRoads,
    strong * 0.75 * factor,
    lanes,
    lane * factor,
    street * factor,
  ];
  return ['interpolate', ['exponential', 1.6], ['zoom'], 8, width(0.25), 12, width(0.6), 14, width(1), 17, width(4.5)];
}

const waterLayers: StudioLayer[] = [
  of('roads', 'water', {
    id: 'water',
    type: 'fill',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': '#bcd9ea' },
  } as Plain),
  of('roads', 'water', {
    id: 'streams',
    type: 'line',
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': '#9cc6df',
      'line-width': byZoom(8, ['match', ['get', 'class'], 'stream', 0.3, 0.8] as never, 15, [
        'match',
        ['get', 'class'],
        'stream',
        1.4,
        5,
      ] as never),
    },
  } as Plain),
];

const gridFill: StudioLayer = of('grids', 'grids', {
  id: 'grid-fill',
  type: 'fill',
  paint: {
    'fill-color': ['to-color', ['feature-state', 'colour'], noFigure],
    'fill-opacity': [
      'interpolate',
      ['linear'],
      ['zoom'],
      11,
      ['case', state('selected'), 0.95, state('hovered'), 0.9, 0.74],
      13.5,
      ['case', state('selected'), 0.62, state('hovered'), 0.58, 0.48],
      16,
      ['case', state('selected'), 0.45, state('hovered'), 0.42, 0.32],
    ],
    'fill-antialias': false,
  },
} as Plain);

const circleColour = '#0b7a75';
/** The name under which plan.gpkg holds the union of all circles. */
export const allPosts = ['all'];
export const circleOf = (posts: readonly string[]): ExpressionSpecification => ['in', ['get', 'post'], ['literal', [...posts]]];

const circleLayers: StudioLayer[] = [
  // The circle of all posts; where a grid is chosen, that of its own posts on top.
  of('circle', 'circles', {
    id: 'circle-fill',
    type: 'fill',
    filter: circleOf(allPosts),
    paint: { 'fill-color': circleColour, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 11, 0.12, 14, 0.07] },
  } as Plain),
  of('circle', 'circles', {
    id: 'circle-chosen',
    type: 'fill',
    filter: circleOf([]),
    paint: { 'fill-color': circleColour, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 11, 0.2, 14, 0.1] },
  } as Plain),
];

const closeUpLayers: StudioLayer[] = [
  of('cells', 'cells', {
    id: 'cells',
    type: 'line',
    minzoom: 14,
    paint: { 'line-color': '#7d6f58', 'line-opacity': 0.55, 'line-width': byZoom(14, 0.3, 17, 1.2) },
  } as Plain),
  of('buildings', 'buildings', {
    id: 'buildings',
    type: 'fill',
    minzoom: 13,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: {
      'fill-color': '#8b8376',
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.55, 15, 0.85],
      'fill-outline-color': '#6d665b',
    },
  } as Plain),
  of('buildings', 'buildings', {
    id: 'building-points',
    type: 'circle',
    minzoom: 14,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: { 'circle-radius': 2.5, 'circle-color': '#8b8376' },
  } as Plain),
];

const roadLayers: StudioLayer[] = [
  of('roads', 'roads', {
    id: 'lanes',
    type: 'line',
    minzoom: 13,
    filter: classIn(lanes),
    layout: { 'line-join': 'round' },
    paint: { 'line-color': '#ffffff', 'line-opacity': 0.9, 'line-width': roadWidth(3, 2, 0.9) },
  } as Plain),
  of('roads', 'roads', {
    id: 'road-casing',
    type: 'line',
    filter: ['!', ['match', ['get', 'class'], [...lanes, 'rail'], true, false]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': '#a79b86',
      'line-width': roadWidth(4.2, 2.6, 1.2),
      'line-opacity': ['interpolate', ['linear'], ['zoom'], 9, 0.35, 13, 0.8],
    },
  } as Plain),
  of('roads', 'roads', {
    id: 'roads',
    type: 'line',
    minzoom: 10,
    filter: ['!', ['match', ['get', 'class'], [...lanes, 'rail'], true, false]],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': ['match', ['get', 'class'], 'motorway', '#f6c987', 'primary', '#fbe0a6', 'secondary', '#fdf0cb', '#ffffff'],
      'line-width': roadWidth(3, 1.8, 0.9),
    },
  } as Plain),
  of('roads', 'roads', {
    id: 'rail',
    type: 'line',
    filter: ['==', ['get', 'class'], 'rail'],
    paint: { 'line-color': '#6b6f78', 'line-width': byZoom(8, 0.6, 15, 2.2), 'line-dasharray': [4, 2] },
  } as Plain),
];

/** Of grids that do not keep the rules, with and without an excuse. */
export const outlines = { excused: '#c98a1b', invalid: '#b0252d' };
const borderLayers: StudioLayer[] = [
  of('grids', 'grids', {
    id: 'grid-line',
    type: 'line',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': '#5b6472', 'line-opacity': 0.9, 'line-width': byZoom(8, 0.4, 12, 1, 16, 2.2) },
  } as Plain),
  of('levels', 'levels', {
    id: 'level-line',
    type: 'line',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': '#6a3d7c',
      'line-opacity': 0.85,
      'line-width': byZoom(8, ['match', ['get', 'rank'], 0, 1.6, 0.9] as never, 16, [
        'match',
        ['get', 'rank'],
        0,
        5,
        3.4,
      ] as never),
    },
  } as Plain),
  of('grids', 'grids', {
    id: 'grid-invalid',
    type: 'line',
    filter: ['==', ['get', 'valid'], false],
    paint: {
      'line-color': ['case', state('excused'), outlines.excused, outlines.invalid],
      'line-width': byZoom(8, 1.8, 12, 2.8, 16, 4.5),
      'line-dasharray': [2.2, 1.6],
    },
  } as Plain),
  of('circle', 'circles', {
    id: 'circle-line',
    type: 'line',
    filter: circleOf(allPosts),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': circleColour,
      'line-width': byZoom(9, 0.5, 15, 2),
      'line-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0.15, 13, 0.85],
    },
  } as Plain),
  of('grids', 'grids', {
    id: 'grid-chosen',
    type: 'line',
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': '#0d2f52',
      'line-width': ['case', state('selected'), 3.6, 0],
      'line-opacity': ['case', state('selected'), 1, 0],
    },
  } as Plain),
];

/** Village names in the language of the page where the data has them. */
export const placeName = (language: Language): ExpressionSpecification =>
  language === 'zh' ? ['coalesce', ['get', 'name_zh'], ['get', 'name']] : ['get', 'name'];

const settlements = ['city', 'town', 'village', 'suburb', 'hamlet', 'neighbourhood', 'isolated_dwelling'];

/** Above come first when labels compete for room: settlements, large ones first, then grids. */
const labelLayers = (language: Language): StudioLayer[] => [
  of('posts', 'posts', {
    id: 'posts',
    type: 'circle',
    paint: {
      'circle-radius': byZoom(8, 2.2, 12, 4.5, 16, 8),
      'circle-color': '#c2410c',
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': byZoom(8, 0.8, 14, 2),
    },
  } as Plain),
  of('labels', 'grid_labels', {
    id: 'grid-label',
    type: 'symbol',
    layout: {
      'text-field': ['get', 'code'],
      'text-font': [labelFont],
      'text-size': ['interpolate', ['linear'], ['zoom'], 9, 9.5, 11, 11, 13, 12.5, 16, 16],
      'text-padding': 2,
      'text-variable-anchor': ['center', 'top', 'bottom', 'right', 'left'],
      'text-radial-offset': 0.7,
    },
    paint: {
      'text-color': ['case', ['get', 'valid'], ink, state('excused'), '#8a5a00', '#9b1c24'],
      'text-halo-color': 'rgba(255,255,255,0.92)',
      'text-halo-width': 1.8,
    },
  } as Plain),
  of('labels', 'places', {
    id: 'places',
    type: 'symbol',
    filter: ['in', ['get', 'kind'], ['literal', settlements]],
    layout: {
      'text-field': placeName(language),
      'text-font': [labelFont],
      'text-size': ['match', ['get', 'kind'], ['city', 'town'], 15.5, 'village', 12.5, 11],
      'symbol-sort-key': ['index-of', ['get', 'kind'], ['literal', settlements]],
      'text-padding': 4,
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.6,
    },
    paint: {
      'text-color': ['match', ['get', 'kind'], ['city', 'town'], '#3a2c1c', '#5c4a35'],
      'text-halo-color': 'rgba(255,255,255,0.9)',
      'text-halo-width': 1.6,
    },
  } as Plain),
];

/** All layers, from the bottom to the top. */
export function studioLayers(language: Language): StudioLayer[] {
  const ground = {
    id: 'ground',
    type: 'background',
    metadata: { layer: null },
    paint: { 'background-color': paper },
  } as StudioLayer;
  return [
    ground,
    gridFill,
    ...circleLayers,
    ...waterLayers,
    ...closeUpLayers,
    ...roadLayers,
    ...borderLayers,
    ...labelLayers(language),
  ];
}

/** Colours of buildings by their travel minutes, for the response theme. */
export function buildingMinutes(target: number): ExpressionSpecification {
  const scale = minuteScale(target);
  const steps = scale.bounds.flatMap((bound, i) => [bound, scale.colours[i + 1] ?? noFigure]);
  return [
    'case',
    ['has', 'minutes'],
    ['step', ['get', 'minutes'], scale.colours[0] ?? noFigure, ...steps],
    '#77736d',
  ] as ExpressionSpecification;
}
export const plainBuilding = '#8b8376';

/** The style of the map: tiles of this server only; no `glyphs` and no `sprite`, so nothing else is asked for. */
export function studioStyle(origin: string, maxZoom: number, language: Language): StyleSpecification {
  return {
    version: 8,
    sources: {
      [source]: {
        type: 'vector',
        tiles: [`${origin}/tiles/{z}/{x}/{y}.pbf`],
        minzoom: 0,
        maxzoom: maxZoom,
        promoteId: { grids: 'code', grid_labels: 'code' },
      },
    },
    layers: studioLayers(language),
  };
}
