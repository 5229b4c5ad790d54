import type { StoreServices } from '../compose.ts';

/** What middleware puts into a request for the routes. */
export interface AppEnv {
  /** What the runtime gives with each request. */
  Bindings: {
    /** Lets work go on after the answer; it must not reject. */
    waitUntil(work: Promise<unknown>): void;
  };
  Variables: {
    requestId: string;
    /** Scheme and host the browser reached us under. */
    origin: string;
    services: StoreServices;
    storeId: string;
    /** Set by a route of the catalogue: the version its answer shows. */
    catalogueVersion: number;
    /** Keeps the store open for work that goes on after the answer. */
    defer: (work: Promise<unknown>) => void;
  };
}
