import { el, fillWith } from '../dom';
import { chooseLanguage, language } from '../state/language';
import type { Run } from '../state/run';
import { inLanguage, say, type Language } from '../text/say';

function badge(words: string, note: string, kind: string): HTMLElement {
  return el('span', { class: `badge ${kind}`, title: note, tabindex: 0 }, words);
}

function modelledNote(run: Run, now: Language): string {
  const items = run.summary.modelled ?? [];
  const lines = items.map((item) => {
    const how = item.how ? inLanguage(now, item.how) : '';
    return `· ${inLanguage(now, item.what)}${how ? (now === 'zh' ? `：${how}` : `: ${how}`) : ''}`;
  });
  return [say(now, 'modelledNote'), ...lines].join('\n');
}

/** Name of the program and of the run, what is made up or modelled, and the switch of language. */
export function headerPanel(run: Run): HTMLElement {
  const header = el('header', { class: 'header' });
  language.watch((now) => {
    const { summary } = run;
    const title = summary.title ? inLanguage(now, summary.title) : summary.name;
    document.title = `${title} · ${say(now, 'product')}`;
    const other: Language = now === 'zh' ? 'en' : 'zh';
    const toggle = el(
      'button',
      {
        class: 'language',
        type: 'button',
        lang: other,
        'aria-label': `${say(now, 'language')}: ${say(now, 'otherLanguage')}`,
        onclick: () => chooseLanguage(other),
      },
      say(now, 'otherLanguage'),
    );
    const held = header.contains(document.activeElement);
    fillWith(
      header,
      el('img', { class: 'mark', src: '/icon.svg', alt: '', width: 28, height: 28 }),
      el('span', { class: 'brand' }, say(now, 'product'), el('small', {}, say(now, 'productTagline'))),
      el('h1', {}, title),
      summary.date ? el('span', { class: 'date' }, say(now, 'date', { date: summary.date })) : null,
      el('span', { class: 'gap' }),
      summary.synthetic ? badge(say(now, 'synthetic'), say(now, 'syntheticNote'), 'synthetic') : null,
      summary.modelled?.length ? badge(say(now, 'modelled'), modelledNote(run, now), 'modelled') : null,
      toggle,
    );
    if (held) toggle.focus();
  });
  return header;
}
