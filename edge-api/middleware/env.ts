import type { PlatformServices } from '../compose-platform.ts';
import type { StoreServices } from '../compose.ts';
import type { Actor } from '../services/audit.ts';
import type { Caller } from './client-address.ts';
import type { RegisteredStore } from './open-store.ts';

/** What middleware puts into a request for the routes. */
export interface AppEnv {
  /** What the runtime gives with each request. */
  Bindings: {
    /** Lets work go on after the answer; it must not reject. */
    waitUntil(work: Promise<unknown>): void;
    /** Who calls, by what the runtime knows and not by what the caller says; nobody, where it is not known. */
    readonly caller?: Caller;
  };
  Variables: {
    requestId: string;
    /** Scheme and host the browser reached us under. */
    origin: string;
    services: StoreServices;
    /** What the platform can do; under `/v1/admin/` and `/v1/platform/`. */
    platform: PlatformServices;
    /** The store a key opened; under `/v1/admin/stores/:store/`. */
    store: RegisteredStore;
    /** Whose key it is; under `/v1/admin/` and `/v1/platform/`. */
    actor: Actor;
    storeId: string;
    /** Set by a route of the catalogue: the version its answer shows. */
    catalogueVersion: number;
    /** Keeps the store open for work that goes on after the answer. */
    defer: (work: Promise<unknown>) => void;
  };
}
