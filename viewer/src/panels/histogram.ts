import type { Metrics } from '../api';
import { el, svg } from '../dom';
import { percent } from '../text/numbers';
import { say, type Language } from '../text/say';

type Bars = NonNullable<NonNullable<Metrics['simulation']>['histogram']>;

const width = 272;
const height = 66;

/** Bars of the response times, those within the target in one colour and those beyond it in another. */
export function histogram(bars: Bars, target: number, now: Language): HTMLElement {
  const last = bars[bars.length - 1]?.from ?? 1;
  const step = Math.max(1, (bars[1]?.from ?? 1) - (bars[0]?.from ?? 0));
  const end = last + step;
  const tallest = Math.max(...bars.map((bar) => bar.share), 1e-9);
  const x = (value: number): number => (Math.min(value, end) / end) * width;
  const rects = bars.map((bar) => {
    const to = bar.to ?? end;
    const words =
      bar.to === undefined
        ? say(now, 'histogramLast', { from: bar.from, share: percent(now, bar.share) })
        : say(now, 'histogramBar', { from: bar.from, to, share: percent(now, bar.share) });
    const tall = (bar.share / tallest) * height;
    return svg(
      'rect',
      {
        x: x(bar.from) + 0.5,
        y: height - tall,
        width: Math.max(1, x(to) - x(bar.from) - 1),
        height: tall,
        class: bar.from < target ? 'within' : 'beyond',
      },
      svg('title', {}, words),
    );
  });
  const ticks = [0, target, ...(end >= 2 * target ? [2 * target] : [])].filter((tick) => tick <= end);
  const labels = ticks.map((tick) =>
    svg(
      'text',
      { x: Math.min(x(tick), width - 8), y: height + 13, 'text-anchor': tick === 0 ? 'start' : 'middle' },
      String(tick),
    ),
  );
  return el(
    'figure',
    { class: 'histogram' },
    el('figcaption', {}, say(now, 'histogram')),
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${height + 16}`, role: 'img', 'aria-label': say(now, 'histogram') },
      ...rects,
      svg('line', { x1: 0, y1: height, x2: width, y2: height, class: 'axis' }),
      svg('line', { x1: x(target), y1: 0, x2: x(target), y2: height, class: 'target' }),
      svg('text', { x: x(target) + 4, y: 9, class: 'mark' }, say(now, 'targetMark')),
      svg('text', { x: width, y: height + 13, 'text-anchor': 'end' }, say(now, 'histogramAxis')),
      ...labels,
    ),
  );
}
