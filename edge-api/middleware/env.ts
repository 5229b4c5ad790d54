import type { PlatformServices } from '../compose-platform.ts';
import type { StoreServices } from '../compose.ts';
import type { Actor } from '../services/audit.ts';
import type { KeyHolder } from '../services/scopes.ts';
import type { KeyUses } from '../key-uses.ts';
import type { Caller } from './client-address.ts';
import type { Deferred } from './deferred.ts';
import type { Site } from './find-site.ts';
import type { RegisteredStore } from './open-store.ts';
import type { Allowance } from './rate-limits.ts';
import type { RequestFacts } from './request-facts.ts';

/** What middleware puts into a request for the routes. */
export interface AppEnv {
  /** What the runtime gives with each request. */
  Bindings: {
    /** Lets work go on after the answer; it must not reject. */
    waitUntil(work: Promise<unknown>): void;
    /** Who calls, by what the runtime knows and not by what the caller says; nobody, where it is not known. */
    readonly caller?: Caller;
    /** Is told what became of the request. */
    answered?(facts: RequestFacts): void;
  };
  Variables: {
    requestId: string;
    /** Scheme and host the browser reached us under. */
    origin: string;
    /** What answers under the host of the request. */
    site: Site;
    services: StoreServices;
    /** What the platform can do; under `/v1/admin/` and `/v1/platform/`. */
    platform: PlatformServices;
    /** What the request is counted against. */
    allowance: Allowance;
    /** The store in the path, once it was found, or once a key has opened it; under `/v1/admin/stores/:store/`. */
    store: RegisteredStore;
    /** Whose key it is, and what it may do; under `/v1/admin/` and `/v1/platform/`. */
    holder: KeyHolder;
    /** Where the use of a key is noted; under `/v1/admin/` and `/v1/platform/`. */
    keyUses: KeyUses;
    /** Whose key it is, for the log; under `/v1/admin/` and `/v1/platform/`. */
    actor: Actor;
    storeId: string;
    /** Id of the customer who is signed in, by the token the request shows; null for a guest. */
    customer: string | null;
    /** See `StoreDirectory.stamp`. */
    stamp: () => string | undefined;
    /** Set by a route of the catalogue: the version its answer shows. */
    catalogueVersion: number;
    /** Whether that version may come to have a better answer, so that nobody is to keep this one. */
    provisional?: boolean;
    /** Begins work after the answer, and keeps the store open for it. */
    defer: Deferred['defer'];
  };
}

type Everywhere = 'requestId' | 'origin' | 'site' | 'allowance';
type BehindKeys = 'platform' | 'holder' | 'keyUses' | 'actor';

/** What every route may know. The rest is there only behind the middleware that puts it there, and does not compile elsewhere. */
export interface PlainEnv {
  Bindings: AppEnv['Bindings'];
  Variables: Pick<AppEnv['Variables'], Everywhere>;
}

/** Under `/v1/stores/:store`, where the store in the path was opened. */
export interface StoreEnv {
  Bindings: AppEnv['Bindings'];
  Variables: Omit<AppEnv['Variables'], BehindKeys>;
}

/** Behind a key of the platform. */
export interface PlatformEnv {
  Bindings: AppEnv['Bindings'];
  Variables: Pick<AppEnv['Variables'], Everywhere | BehindKeys>;
}

/** Behind a key that may do something to the store in the path. */
export interface AdminEnv {
  Bindings: AppEnv['Bindings'];
  Variables: Pick<AppEnv['Variables'], Everywhere | BehindKeys | 'store'>;
}

/** Where a store's own services were opened, besides. */
export interface ServicesEnv {
  Bindings: AppEnv['Bindings'];
  Variables: Pick<AppEnv['Variables'], Everywhere | 'services' | 'store' | 'defer'>;
}
