import { tick, type CartEntry } from './cart-log.ts';

/** Random numbers from 0 to 1 that a seed determines (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The list in another order. */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}

const uuid = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(random() * 16).toString(16));

const KINDS = ['add', 'add', 'add', 'set', 'take', 'later', 'note', 'code'] as const;

/** A log as three devices whose clocks are up to a day apart would write it, seeing each other's rows now and then. */
export function randomLog(random: () => number): CartEntry[] {
  const log: CartEntry[] = [];
  const clocks = ['', '', ''];
  const skews = clocks.map(() => (random() * 2 - 1) * 86_400_000);
  const length = 5 + Math.floor(random() * 40);
  for (let at = 0; at < length; at++) {
    const device = Math.floor(random() * clocks.length);
    if (random() < 0.3) for (const { clock } of log) if (clock > clocks[device]!) clocks[device] = clock;
    const clock = tick(clocks[device]!, 1_795_000_000_000 + at * 50 + skews[device]!, `d${device}`);
    clocks[device] = clock;
    const kind = KINDS[Math.floor(random() * KINDS.length)]!;
    const note = kind === 'note' || kind === 'code';
    const flag = kind === 'later' || kind === 'code';
    log.push({
      id: uuid(random),
      kind,
      variantId: note ? '' : ['mug', 'bowl', 'vase'][Math.floor(random() * 3)]!,
      options: !note && random() < 0.2 ? { Engraving: 'Ada' } : {},
      quantity: flag
        ? Math.floor(random() * 2)
        : note
          ? 0
          : kind === 'set'
            ? Math.floor(random() * 5)
            : 1 + Math.floor(random() * 4),
      text:
        kind === 'code'
          ? `SAVE${Math.floor(random() * 3)}`
          : note
            ? `note ${at}`
            : kind === 'add' && random() < 0.2
              ? `word ${Math.floor(random() * 3)}`
              : '',
      clock,
    });
  }
  return log;
}
