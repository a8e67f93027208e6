import type { Metrics } from '../api';
import { el, svg } from '../dom';
import { percent } from '../text/numbers';
import { say, type Language } from '../text/say';

type Bar = NonNullable<NonNullable<Metrics['simulation']>['histogram']>[number];

const width = 272;
const height = 62;
const top = 11;
/** What lies beyond the last bound stands apart at the right, in a bar of its own. */
const openWidth = 30;
const openGap = 8;

function described(bar: Bar, now: Language): string {
  const share = percent(now, bar.share);
  if (bar.to === undefined) return say(now, 'histogramLast', { from: bar.from, share });
  return say(now, 'histogramBar', { from: bar.from, to: bar.to, share });
}

function rect(bar: Bar, x: number, wide: number, tall: number, target: number, now: Language): SVGElement {
  const kind = bar.from < target ? 'within' : 'beyond';
  return svg(
    'rect',
    { x, y: top + height - tall, width: wide, height: tall, class: kind },
    svg('title', {}, described(bar, now)),
  );
}

/** Bars of the response times, those within the target in one colour and those beyond it in another. */
export function histogram(bars: readonly Bar[], target: number, now: Language): HTMLElement {
  const closed = bars.filter((bar) => bar.to !== undefined);
  const open = bars.find((bar) => bar.to === undefined);
  const end = Math.max(...closed.map((bar) => bar.to ?? 0), 1);
  const room = open ? width - openWidth - openGap : width;
  const tallest = Math.max(...closed.map((bar) => bar.share), 1e-9);
  const x = (value: number): number => (value / end) * room;
  const base = top + height;
  const shapes = closed.map((bar) => {
    const wide = Math.max(1, x(bar.to ?? end) - x(bar.from) - 1);
    return rect(bar, x(bar.from) + 0.5, wide, (bar.share / tallest) * height, target, now);
  });
  const marks: SVGElement[] = [];
  const label = (at: number, words: string, anchor: string): void => {
    marks.push(svg('text', { x: at, y: base + 13, 'text-anchor': anchor }, words));
  };
  for (let tick = 0; tick < end; tick += target) label(x(tick), String(tick), tick === 0 ? 'start' : 'middle');
  if (open) {
    const left = width - openWidth;
    shapes.push(rect(open, left, openWidth, Math.min(1, open.share / tallest) * height, target, now));
    label(left + openWidth / 2, `≥ ${open.from}`, 'middle');
    marks.push(svg('text', { x: width, y: 8, 'text-anchor': 'end', class: 'share' }, percent(now, open.share, 0)));
  }
  return el(
    'figure',
    { class: 'histogram' },
    el('figcaption', {}, say(now, 'histogram')),
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${base + 16}`, role: 'img', 'aria-label': say(now, 'histogram') },
      ...shapes,
      svg('line', { x1: 0, y1: base, x2: room, y2: base, class: 'axis' }),
      open ? svg('line', { x1: width - openWidth, y1: base, x2: width, y2: base, class: 'axis' }) : null,
      svg('line', { x1: x(target), y1: 0, x2: x(target), y2: base, class: 'target' }),
      svg('text', { x: x(target) + 4, y: 8, class: 'mark' }, say(now, 'targetMark')),
      ...marks,
    ),
  );
}
