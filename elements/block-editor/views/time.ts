import type { Say } from '../texts/say.ts';

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago a moment was, in words of a language. */
export function ago(iso: string, locale: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  if (Number.isNaN(seconds)) return iso;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of STEPS)
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  return words.format(Math.min(0, Math.round(seconds)), 'second');
}

/** Who did something, in words: of a key the end of its id, which is enough to tell two apart. */
export const actorOf = (say: Say, actor: string): string =>
  actor.startsWith('key:') ? say('byKey', { end: actor.slice(-4) }) : actor;
