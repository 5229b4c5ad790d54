import { ulid } from 'ulid';
import type { StoreJob, StoreJobKind, StoreJobRepository } from '../../repositories/store-jobs.ts';
import { StoreError } from './store-error.ts';

/** How long an attempt holds a job after its last sign of life; then another may take it over. */
export const HOLD_MS = 10_000;

/** A job that this attempt holds. Every method throws `store_busy` when another attempt has taken it over. */
export interface JobLease {
  /** As it was written down last. */
  readonly job: StoreJob;
  /** Writes down that a step begins and what is known by now, then does it; however long that takes, the job stays held. */
  step<Result>(step: string, work: () => Promise<Result>, detail?: Readonly<Record<string, unknown>>): Promise<Result>;
  renew(): Promise<void>;
  /** Nothing is left to do, or to take back. */
  finish(): Promise<void>;
}

/** A job to begin. */
export interface NewJob {
  readonly kind: StoreJobKind;
  readonly storeId: string;
  readonly handle: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface JobSurroundings {
  readonly now?: () => Date;
  readonly holdMs?: number;
}

/** Begins work on a store; undefined when the handle has work under way, or the store is not as its kind needs it. */
export async function beginJob(
  jobs: StoreJobRepository,
  { kind, storeId, handle, detail = {} }: NewJob,
  how: JobSurroundings = {},
): Promise<JobLease | undefined> {
  const clock = clockOf(how);
  const now = clock.now();
  const job = { id: ulid(), storeId, handle, kind, step: 'begin', detail: { ...detail }, owner: ulid() };
  const written = { ...job, heldUntil: clock.heldUntil(now) };
  if (!(await jobs.begin(written, now.toISOString()))) return undefined;
  return lease(jobs, { ...written, createdAt: now.toISOString(), updatedAt: now.toISOString() }, clock);
}

/** Goes on with a job whose attempt was interrupted; undefined when it is held, done, or somebody was faster. */
export async function takeOverJob(
  jobs: StoreJobRepository,
  { id }: Pick<StoreJob, 'id'>,
  how: JobSurroundings = {},
): Promise<JobLease | undefined> {
  const clock = clockOf(how);
  const now = clock.now();
  const job = await jobs.takeOver({ id, owner: ulid() }, now.toISOString(), clock.heldUntil(now));
  return job && lease(jobs, job, clock);
}

interface Clock {
  readonly holdMs: number;
  now(): Date;
  heldUntil(now: Date): string;
}

const clockOf = ({ now = () => new Date(), holdMs = HOLD_MS }: JobSurroundings): Clock => ({
  holdMs,
  now,
  heldUntil: (at) => new Date(at.getTime() + holdMs).toISOString(),
});

function lease(jobs: StoreJobRepository, begun: StoreJob, { holdMs, now, heldUntil }: Clock): JobLease {
  let job = begun;
  const held = (still: boolean) => {
    if (!still) throw new StoreError('store_busy', `Another attempt has taken over the work on "${job.handle}".`);
  };
  const renew = async () => {
    const at = now();
    held(await jobs.renew(job, at.toISOString(), heldUntil(at)));
  };
  return {
    get job() {
      return job;
    },
    renew,
    async step(step, work, detail = job.detail) {
      const at = now();
      const until = heldUntil(at);
      held(await jobs.step(job, { step, detail }, at.toISOString(), until));
      job = { ...job, step, detail: { ...detail }, heldUntil: until, updatedAt: at.toISOString() };
      // A sign of life that fails is told by the one after the work.
      const alive = setInterval(() => void renew().catch(() => undefined), holdMs / 3);
      try {
        return await work();
      } finally {
        clearInterval(alive);
      }
    },
    async finish() {
      held(await jobs.finish(job));
    },
  };
}
