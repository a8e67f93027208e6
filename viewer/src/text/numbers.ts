import { say, type Language } from './say';

const locale: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

function fixed(language: Language, value: number, digits: number): string {
  return new Intl.NumberFormat(locale[language], { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

export const whole = (language: Language, value: number): string => fixed(language, value, 0);
export const decimal = (language: Language, value: number, digits = 1): string => fixed(language, value, digits);
/** Tenths of a minute up to 100. */
export const minutes = (language: Language, value: number): string =>
  say(language, 'minutes', { value: fixed(language, value, value < 100 ? 1 : 0) });

/** A share of 0 to 1 as per cent. A share below 1 is never shown as 100 %, nor one above 0 as 0 %. */
export function percent(language: Language, share: number, digits = 1): string {
  const step = 10 ** -digits;
  let value = share * 100;
  if (share < 1 && value > 100 - step) value = 100 - step;
  if (share > 0 && value < step) value = step;
  return `${fixed(language, value, digits)}${language === 'zh' ? '' : ' '}%`;
}

/** Hectares for what is smaller than a square kilometre. */
export function area(language: Language, squareMetres: number): string {
  if (squareMetres < 1e6) return say(language, 'hectares', { value: fixed(language, squareMetres / 1e4, 1) });
  return say(language, 'squareKilometres', { value: fixed(language, squareMetres / 1e6, 2) });
}
