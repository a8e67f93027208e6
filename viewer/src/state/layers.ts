import { createStore } from '../store';

export const layerNames = ['grids', 'levels', 'posts', 'circle', 'labels', 'roads', 'buildings', 'cells'] as const;
export type LayerName = (typeof layerNames)[number];

/** Which layers the map draws. */
export const visibleLayers = createStore<ReadonlySet<LayerName>>(new Set(layerNames.filter((name) => name !== 'cells')));

export function toggleLayer(name: LayerName): void {
  const next = new Set(visibleLayers.get());
  if (!next.delete(name)) next.add(name);
  visibleLayers.set(next);
}
