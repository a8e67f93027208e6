import type { Text } from '../api';
import { en, type Dictionary } from './en';
import { zh } from './zh';

export type Language = 'zh' | 'en';
export type Key = keyof Dictionary;

export const dictionaries: Record<Language, Dictionary> = { zh, en };

/** The words of a key in a language, with `{name}` filled in. */
export function say(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  return dictionaries[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A word of the run's own data, such as a level's name: translated where it is known, else as it stands. */
export function term(language: Language, family: 'level' | 'kind' | 'mode', word: string): string {
  const key = `${family}_${word}`;
  return key in dictionaries[language] ? dictionaries[language][key as Key] : word;
}

export const inLanguage = (language: Language, text: Text): string => text[language] || text.en || text.zh;
