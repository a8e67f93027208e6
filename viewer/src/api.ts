import { say } from './text/say';

/** What the server answers; the same nouns as in plan.gpkg and metrics.json. A figure that was not computed is absent. */
export interface Text {
  zh: string;
  en: string;
}

export interface RunSummary {
  name: string;
  language: 'zh' | 'en';
  title?: Text;
  date?: string;
  bounds?: [number, number, number, number];
  reference: { name: string; epsg?: number };
  levels: { level: string; areas: number; name?: string }[];
  grids: number;
  posts: number;
  circles: { minutes: number; mode: string }[];
  attributions: string[];
  synthetic?: boolean;
  modelled?: { what: Text; how?: Text; source?: Text | string }[];
  target?: 'accept' | 'arrive' | 'resolve';
  target_minutes?: number;
  review_number?: string;
  version?: string;
  max_zoom: number;
  tones: number;
}

export interface Interval {
  value?: number;
  mean?: number;
  ci95?: [number, number];
}

export interface Metrics {
  territory?: { households?: number; residents?: number; population_modelled_share?: number };
  plan?: { violations?: { grid: string; excused?: boolean }[] };
  coverage?: { minutes?: number; mode?: string; households_share?: number };
  simulation?: {
    replications?: number;
    response_minutes?: Interval;
    within_target_share?: Interval;
    utilisation?: Interval;
    within_shift?: { response_minutes?: Interval; within_target_share?: Interval };
    histogram?: { from: number; to?: number; share: number }[];
  };
}

export interface Post {
  post: string;
  kind: string;
  name: string;
  level: string;
  parent: string;
}

export interface GridFigures {
  code: string;
  name: string;
  parent: string;
  parent_name?: string;
  kind: string;
  households: number;
  residents: number;
  buildings: number;
  area_m2: number;
  compactness: number;
  valid: boolean;
  reason?: Text;
  tone: number;
  bounds?: [number, number, number, number];
  posts: Post[];
  coverage?: { households_share?: number; minutes_mean?: number; minutes_max?: number };
  simulation?: {
    requests?: number;
    response_mean?: number;
    within_target_share?: number;
    utilisation?: number;
    helped_share?: number;
  };
}

/** Carries the server's words in both languages. */
export class ServerError extends Error {
  constructor(readonly text: Text) {
    super(text.en);
  }
}

const unreachable: Text = { zh: say('zh', 'unreachable'), en: say('en', 'unreachable') };

async function ask<T>(path: string): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path);
  } catch {
    throw new ServerError(unreachable);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as T;
  throw new ServerError(answer !== null && typeof answer === 'object' && 'zh' in answer ? (answer as Text) : unreachable);
}

export const askRun = (): Promise<RunSummary> => ask('/api/run');
export const askMetrics = (): Promise<Metrics> => ask('/api/metrics');
export const askGrids = (): Promise<GridFigures[]> => ask('/api/grids');
export const askGrid = (code: string): Promise<GridFigures> => ask(`/api/grid/${encodeURIComponent(code)}`);
