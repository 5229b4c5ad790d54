/** Notes that keys were used, without a request waiting for it. */
export interface KeyUses {
  /** `background` lets work go on after the answer. */
  note(keyId: string, background: (work: Promise<unknown>) => void): void;
  /** Writes down what is only in memory. */
  flush(): Promise<void>;
}

interface Options {
  /** Writes down when keys were used: UTC, ISO 8601, by id. */
  readonly touch: (uses: ReadonlyMap<string, string>) => Promise<void>;
  readonly now: () => number;
}

/** For a process that lives: uses are collected, and written together at each `flush`. A crash loses the last of them. */
export function collectedKeyUses({ touch, now }: Options): KeyUses {
  const uses = new Map<string, string>();
  return {
    note: (keyId) => void uses.set(keyId, new Date(now()).toISOString()),
    async flush() {
      const some = new Map(uses);
      uses.clear();
      await touch(some);
    },
  };
}

/** Most keys remembered as written down a moment ago. */
const MOST = 5000;

/** For an isolate that may end any time: a use is written behind the answer, for each key at most once in `everyMs`. */
export function promptKeyUses({
  touch,
  now,
  everyMs = 60_000,
  onTrouble,
}: Options & { everyMs?: number; onTrouble: (error: unknown) => void }): KeyUses {
  const written = new Map<string, number>();
  return {
    note(keyId, background) {
      const at = now();
      if (at - (written.get(keyId) ?? -Infinity) < everyMs) return;
      written.delete(keyId);
      written.set(keyId, at);
      for (const oldest of written.keys()) {
        if (written.size <= MOST) break;
        written.delete(oldest);
      }
      background(touch(new Map([[keyId, new Date(at).toISOString()]])).catch(onTrouble));
    },
    flush: async () => undefined,
  };
}
