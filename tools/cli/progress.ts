import type { WriteStream } from 'node:tty';
import { printableInLine } from './terminal.ts';

/** A line at the foot of a terminal that says how far something is; silent where there is no terminal. */
export interface Progress {
  show(share: number, text: string): void;
  /** Takes the line away, so that other text can be written. */
  clear(): void;
}

const WIDTH = 24;
const EVERY_MS = 80;

/** Draws progress on a terminal, no more often than an eye can follow. */
export function progressOn(stream: WriteStream, wanted: boolean): Progress {
  if (!wanted || !stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let shown = false;
  let last = 0;
  return {
    show(share, text) {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      shown = true;
      const done = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
      const line = `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${String(Math.floor(share * 100)).padStart(3)} %  ${printableInLine(text)}`;
      stream.write(`\r\u001B[2K${line.slice(0, stream.columns - 1)}`);
    },
    clear() {
      if (shown) stream.write('\r\u001B[2K');
      shown = false;
    },
  };
}
