import { createStore } from '../store';

export const themeNames = ['grids', 'households', 'response', 'coverage', 'utilisation'] as const;
export type ThemeName = (typeof themeNames)[number];

/** What the colours of the grids mean. */
export const theme = createStore<ThemeName>('grids');
