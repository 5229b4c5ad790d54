import type { StoreServices } from '../compose.ts';

/** What middleware puts into a request for the routes. */
export interface AppEnv {
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
