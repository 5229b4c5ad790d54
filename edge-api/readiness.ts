import { causeOf, type Log } from './log.ts';

/** Looks whether one thing is as it has to be; rejects when it is not. */
export type Check = () => Promise<unknown>;

/** Whether requests can be served, and by what it is known. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly ms: number }>>;
}

/** How long one check may take: whoever asks gives up as well. */
const PATIENCE_MS = 2000;
/** How long an answer holds, so that asking costs nothing however often it is done. */
const HOLDS_MS = 500;

/**
 * Makes the check of everything. What failed is named, and why is in the log alone: whoever asks may be anybody. While one
 * look is under way, others wait for it.
 */
export function readiness(
  checks: Readonly<Record<string, Check>>,
  { log, now, patienceMs = PATIENCE_MS }: { log: Log; now: () => number; patienceMs?: number },
): () => Promise<Readiness> {
  let last: { at: number; look: Promise<Readiness> } | undefined;

  async function run(name: string, check: Check): Promise<[string, Readiness['checks'][string]]> {
    const started = performance.now();
    const taken = () => Math.round(performance.now() - started);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
    });
    try {
      await Promise.race([check(), late]);
      return [name, { ok: true, ms: taken() }];
    } catch (error) {
      log('warn', `not ready: ${name}`, { cause: causeOf(error) });
      return [name, { ok: false, ms: taken() }];
    } finally {
      clearTimeout(timer);
    }
  }

  async function look(): Promise<Readiness> {
    const all = await Promise.all(Object.entries(checks).map(([name, check]) => run(name, check)));
    const results: Readiness['checks'] = Object.fromEntries(all);
    return { ready: Object.values(results).every(({ ok }) => ok), checks: results };
  }

  return () => {
    if (!last || now() - last.at > HOLDS_MS) last = { at: now(), look: look() };
    return last.look;
  };
}
