/**
 * Has blocks run and cleaned in Workers that the platform loads when they are needed: Cloudflare's Dynamic Workers. Each is the Worker of
 * `sandbox-worker.ts`, so it gives the same bytes for the same fuel; it has no network and nothing bound to it, and what ends one ends
 * no other.
 */
import type { BlockEngine } from './port.ts';
import { renderedBy, type Service } from './service.ts';

interface Limits {
  readonly cpuMs: number;
  readonly subRequests: number;
}

/** A binding of `worker_loaders`. */
export interface WorkerLoader {
  get(
    id: string,
    code: () => Promise<{
      readonly compatibilityDate: string;
      readonly mainModule: string;
      readonly modules: Readonly<Record<string, { readonly js: string } | { readonly wasm: ArrayBuffer }>>;
      readonly env: Readonly<Record<string, never>>;
      readonly globalOutbound: null;
      readonly limits: Limits;
    }>,
  ): { getEntrypoint(name: null, options: { readonly limits: Limits }): Service };
}

/** What a Worker is loaded from. */
export interface SandboxCode {
  /** Another with each build: what is loaded under one name stays what it was. */
  readonly version: string;
  readonly worker: string;
  readonly engine: ArrayBuffer;
}

const LIMITS: Limits = { cpuMs: 1000, subRequests: 0 };
const COMPATIBILITY_DATE = '2026-10-01';
/** Workers that share the load. Each name costs a little every day it is used, so that there are few, and not one for each store. */
const ISOLATES = 8;

/** Answers nothing: what is loaded could not be read. */
const NOBODY: Service = { fetch: async () => new Response(null, { status: 503 }) };

export function inIsolates(
  loader: WorkerLoader,
  load: () => Promise<SandboxCode>,
  { isolates = ISOLATES, chance = Math.random } = {},
): BlockEngine {
  async function one(): Promise<BlockEngine> {
    const code = await load().catch(() => null);
    if (!code) return renderedBy(NOBODY);
    const { version, worker, engine } = code;
    const loaded = loader.get(`blocks-${version}-${Math.floor(chance() * isolates)}`, async () => ({
      compatibilityDate: COMPATIBILITY_DATE,
      mainModule: 'worker.js',
      modules: { 'worker.js': { js: worker }, 'engine.wasm': { wasm: engine } },
      env: {},
      globalOutbound: null,
      limits: LIMITS,
    }));
    return renderedBy(loaded.getEntrypoint(null, { limits: LIMITS }));
  }

  return {
    render: async (request) => (await one()).render(request),
    clean: async (html, options) => (await one()).clean(html, options),
  };
}
