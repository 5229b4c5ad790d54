import type { ByteStream } from '../adapters/backups/port.ts';
import { ApiError } from './errors.ts';

/** Archives of one store, and of all stores, that a process makes at the same time: each holds a connection and its files. */
const PER_STORE = 1;
const PER_PROCESS = 4;
/** What whoever was refused is told to wait, in seconds. */
const RETRY_S = 10;

/** Milliseconds without a sign of life after which a turn is lost: a runtime may drop a request without a word. */
const LOST_MS = 120_000;

/** A turn that was taken. */
export interface ArchiveTurn {
  /** Says that the archive goes on. */
  alive(): void;
  /** Gives the turn back; once more does nothing. */
  end(): void;
}

/** Which stores an archive is being made of. `now` is milliseconds. */
export class ArchiveTurns {
  /** Each turn's store and its last sign of life. */
  readonly #held = new Map<ArchiveTurn, { readonly storeId: string; at: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Takes a turn. Throws `store_busy` where as many as there may be are under way. */
  take(storeId: string): ArchiveTurn {
    for (const [turn, { at }] of this.#held) if (at + LOST_MS < this.#now()) this.#held.delete(turn);
    const mine = [...this.#held.values()].filter((held) => held.storeId === storeId).length;
    if (mine >= PER_STORE) throw busy('An export or a backup of this store is under way. Try again when it is done.');
    if (this.#held.size >= PER_PROCESS)
      throw busy('As many exports and backups as there may be at once are under way.');
    const held = { storeId, at: this.#now() };
    const turn: ArchiveTurn = {
      alive: () => void (held.at = this.#now()),
      end: () => void this.#held.delete(turn),
    };
    this.#held.set(turn, held);
    return turn;
  }
}

const busy = (message: string): ApiError => new ApiError('store_busy', message, { retryAfterS: RETRY_S });

/**
 * The same bytes, for a reader who goes on reading: who takes nothing for `stallMs`, or is not done when `late` says so, is
 * cut off. The turn ends when nothing is held for this reader any more: all was read, it went away, or it was cut off.
 */
export function whileRead(
  bytes: ByteStream,
  { stallMs, late, turn }: { stallMs: number; late: AbortSignal; turn: ArchiveTurn },
): ByteStream {
  const reader = bytes.getReader();
  let stalled: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const finish = async (letGo: Promise<unknown>) => {
    over = true;
    clearTimeout(stalled);
    late.removeEventListener('abort', tooLate);
    await letGo.catch(() => undefined);
    turn.end();
  };
  let fail: (reason: unknown) => void = () => undefined;
  const cut = (reason: unknown) => {
    if (over) return;
    fail(reason);
    void finish(reader.cancel(reason));
  };
  const tooLate = () => cut(late.reason);
  const watch = () => {
    turn.alive();
    clearTimeout(stalled);
    if (!over) stalled = setTimeout(() => cut(new Error('Nobody has read on for too long.')), stallMs);
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        fail = (reason) => controller.error(reason);
        late.addEventListener('abort', tooLate);
        watch();
      },
      async pull(controller) {
        try {
          const { value, done } = await reader.read();
          if (over) return;
          if (!done) {
            controller.enqueue(value);
            watch();
            return;
          }
          controller.close();
          await finish(Promise.resolve());
        } catch (error) {
          if (!over) await finish(Promise.resolve());
          throw error;
        }
      },
      cancel: (reason) => finish(reader.cancel(reason)),
    },
    // Nothing is made ahead of whoever reads.
    { highWaterMark: 0 },
  );
}
