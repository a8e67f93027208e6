import { createStore } from '../store';
import type { Language } from '../text/say';

/** The language of the page: that of the address (?lang=), else the one chosen last, else the server's. */
export const language = createStore<Language>('zh');

const remembered = 'wangge.language';

const known = (word: string | null): Language | null => (word === 'zh' || word === 'en' ? word : null);

function lastChosen(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null; // a browser that keeps nothing
  }
}

export function startLanguage(search: string, ofServer: Language): void {
  language.set(known(new URLSearchParams(search).get('lang')) ?? known(lastChosen()) ?? ofServer);
}

export function chooseLanguage(next: Language): void {
  language.set(next);
  try {
    localStorage.setItem(remembered, next);
  } catch {
    // Chosen for this page only.
  }
}
