import { darken } from '../colour.ts';
import { GOLD } from '../perfumery.ts';
import { Sheet } from '../sheet.ts';
import { vessel } from '../vessels.ts';

export const SILVER = '#b9bcc0';
export const BLACK = '#33302f';
export const TONE = {
  night: '#2c3450',
  plum: '#54344a',
  sand: '#d9c3a0',
  rose: '#dcb9ae',
  emerald: '#2f564c',
  stone: '#cfc3b2',
  oud: '#5a4034',
  sky: '#b9c4cc',
  saffron: '#d8a860',
} as const;
export type Backdrop = (sheet: Sheet, tone: string) => void;

export const pictures = new Map<string, () => Sheet>();

export function picture(
  name: string,
  backdrop: Backdrop,
  tone: string,
  draw: (sheet: Sheet) => void,
  zoom = 1.06,
): void {
  pictures.set(name, () => {
    const sheet = new Sheet();
    backdrop(sheet, tone);
    draw(sheet);
    return sheet.zoom(zoom);
  });
}

/** A shallow dish of brass to heap things on. */
export function dish(sheet: Sheet, colour = GOLD, base = 810): void {
  vessel(sheet, 'bowl', 90, 220, colour, { base, tilt: 0.2, finish: 'metal', inside: darken(colour, 0.45) });
}
