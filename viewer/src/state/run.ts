import { askGrids, askMetrics, askRun, type GridFigures, type Metrics, type RunSummary } from '../api';
import { createStore } from '../store';

/** The run on show: loaded once, never changed. */
export interface Run {
  summary: RunSummary;
  metrics: Metrics;
  grids: GridFigures[];
  gridOfCode: Map<string, GridFigures>;
  /** Grids outside the size range that no partition could bring into it. */
  excused: ReadonlySet<string>;
}

export const run = createStore<Run | null>(null);

export const targetMinutes = (of: Run): number => of.summary.target_minutes ?? of.metrics.coverage?.minutes ?? 15;
export const circleMinutes = (of: Run): number =>
  of.metrics.coverage?.minutes ?? of.summary.circles[0]?.minutes ?? targetMinutes(of);

export async function loadRun(): Promise<Run> {
  const [summary, metrics, grids] = await Promise.all([askRun(), askMetrics(), askGrids()]);
  const violations = metrics.plan?.violations ?? [];
  const excused = new Set(violations.filter((each) => each.excused).map((each) => each.grid));
  for (const each of violations) if (!each.excused) excused.delete(each.grid);
  const loaded = { summary, metrics, grids, gridOfCode: new Map(grids.map((grid) => [grid.code, grid])), excused };
  run.set(loaded);
  return loaded;
}
