import { describe, expect, it } from 'vitest';
import { en } from './en';
import { area, decimal, minutes, percent, whole } from './numbers';
import { say, term } from './say';
import { zh } from './zh';

const sources = import.meta.glob('../**/*.ts', { query: '?raw', import: 'default', eager: true }) as Record<string, string>;
const blanks = (words: string): string[] => (words.match(/\{\w+\}/g) ?? []).sort();

describe('dictionaries', () => {
  it('have the same keys', () => expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort()));

  it('have the same blanks to fill', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(blanks(zh[key]), key).toEqual(blanks(en[key]));
  });

  it('say something in every entry, Chinese in the Chinese one', () => {
    for (const [key, words] of Object.entries(en)) {
      expect(words.trim(), key).not.toBe('');
      if (key !== 'otherLanguage') expect(words, key).not.toMatch(/\p{Script=Han}/u);
    }
    const latin = Object.entries(zh).filter(
      ([key, words]) => !/\p{Script=Han}/u.test(words) && !['otherLanguage', 'between'].includes(key),
    );
    expect(latin).toEqual([]);
  });

  it('hold every Chinese word of the program', () => {
    for (const [path, source] of Object.entries(sources)) {
      if (
        path.endsWith('.test.ts') ||
        path.endsWith('/zh.ts') ||
        path.endsWith('/en.ts') ||
        path === './zh.ts' ||
        path === './en.ts'
      )
        continue;
      expect(source.match(/\p{Script=Han}+/gu), path).toBeNull();
    }
  });

  it('are used: no entry is left over', () => {
    const program = Object.entries(sources)
      .filter(([path]) => !path.endsWith('.test.ts') && !/(^|\/)(zh|en)\.ts$/.test(path))
      .map(([, source]) => source)
      .join('\n');
    const composed = /^(theme|legend|layer|target|level|kind|mode)_/;
    const left = Object.keys(en).filter((key) => !composed.test(key) && !program.includes(`'${key}'`));
    expect(left).toEqual([]);
  });
});

describe('say', () => {
  it('fills blanks and leaves unknown ones to be seen', () => {
    expect(say('en', 'someInvalid', { count: 3 })).toBe('3 outside the rules');
    expect(say('en', 'someInvalid')).toBe('{count} outside the rules');
  });

  it('translates the words of a run it knows and keeps the others', () => {
    expect(term('zh', 'level', 'community')).toBe('社区');
    expect(term('zh', 'level', 'canton')).toBe('canton');
  });
});

describe('numbers', () => {
  it('are written as each language does', () => {
    expect(whole('en', 17727)).toBe('17,727');
    expect(decimal('zh', 11.42)).toBe('11.4');
    expect(percent('en', 0.874)).toBe('87.4 %');
    expect(percent('zh', 0.874)).toBe('87.4%');
    expect(minutes('en', 9.06)).toBe('9.1 min');
    expect(minutes('zh', 232.02)).toBe('232 分钟');
  });

  it('never round a share to all or to nothing', () => {
    expect(percent('en', 0.99999)).toBe('99.9 %');
    expect(percent('en', 0.00001)).toBe('0.1 %');
    expect(percent('en', 1)).toBe('100.0 %');
    expect(percent('en', 0)).toBe('0.0 %');
  });

  it('measure small places in hectares', () => {
    expect(area('en', 64000)).toBe('6.4 ha');
    expect(area('zh', 2_345_678)).toBe('2.35 平方公里');
  });
});
