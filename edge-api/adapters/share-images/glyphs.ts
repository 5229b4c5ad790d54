/** Pixels of the square a character is tried in, and of its letters. */
export const CELL = 80;
export const LETTERS = 48;
/** Characters of one row of squares. */
export const COLUMNS = 16;

/** Unassigned for good or for long: no font has them, and what is drawn instead shows how a missing one looks here. */
export const ABSENT = ['\u0378', '\u{3fffd}'] as const;

/** Where the ink of a square is; null where there is none. */
export interface Ink {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The bounds of the ink in the square of a number, of one byte a pixel, 0 for black. */
export function inkOf(pixels: Uint8Array, index: number): Ink | null {
  const width = COLUMNS * CELL;
  const [x0, y0] = [(index % COLUMNS) * CELL, Math.floor(index / COLUMNS) * CELL];
  let [left, top, right, bottom] = [CELL, CELL, -1, -1];
  for (let y = 0; y < CELL; y += 1)
    for (let x = 0; x < CELL; x += 1) {
      if (pixels[(y0 + y) * width + x0 + x]! >= 200) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  return right < 0 ? null : { left, top, right, bottom };
}

const isNear = (one: Ink, other: Ink): boolean =>
  (['left', 'top', 'right', 'bottom'] as const).every((side) => Math.abs(one[side] - other[side]) <= 1);

/** Whether a character looks like one that is not there: like nothing, or of the very size of a box that stands for one. */
export const looksAbsent = (ink: Ink | null, absent: readonly (Ink | null)[]): boolean =>
  ink === null || absent.some((box) => box !== null && isNear(ink, box));

/** The characters of a text that need a glyph of their own: no white space, marks, or signs that only steer. */
export const drawnOf = (text: string): string[] => [...new Set(text.replaceAll(/[\s\p{M}\p{Cc}\p{Cf}]/gu, ''))];
