/** What the page, the frame and the Worker of a preview say to one another. */
import type { Errand } from '../run/port.ts';

/** What the page hands into the frame, once, together with a port: all that runs in there. */
export interface SetUp {
  /** The bytes of the engine. */
  readonly engine: ArrayBuffer;
  /** The Worker's script. */
  readonly code: string;
  /** What a pass, or cleaning, may take, in milliseconds. */
  readonly wallMs: number;
}

/** What the page asks for, one at a time, and the Worker through the frame. */
export interface Asked {
  readonly id: number;
  readonly errand: Errand;
}

/** What the frame tells: a Worker has come up, could not, was ended, or has answered. What it answers is checked by the page. */
export type Told =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'late'; readonly id: number }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown };

/** What the Worker answers. */
export interface Answered {
  readonly id: number;
  readonly result: unknown;
}

/** What the Worker says when it has booted. */
export const BOOTED = 'booted';
