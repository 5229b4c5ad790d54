import { inIsolates, type SandboxCode, type WorkerLoader } from '../../../sandbox/run/isolates.ts';
import type { BlockEngine } from '../../../sandbox/run/port.ts';
import { renderedBy, type Service } from '../../../sandbox/run/service.ts';

/** What a Worker may have that blocks run in. */
export interface BlockBindings {
  /** The Worker of `wrangler.blocks.toml`. */
  readonly BLOCKS?: Service;
  /** Loads Workers when they are needed; used where an account has it. */
  readonly LOADER?: WorkerLoader;
  /** The build, with what is loaded. */
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
}

/** Reads the Worker that runs blocks from the build, and keeps it: what is read, never the reading, which is one request's own. */
function sandboxIn(assets: BlockBindings['ASSETS']): () => Promise<SandboxCode> {
  let kept: SandboxCode | undefined;
  const file = async (name: string): Promise<ArrayBuffer> => {
    const answer = await assets.fetch(new Request(`https://assets.internal/sandbox/${name}`));
    if (!answer.ok) throw new Error(`The build has no sandbox/${name}: run \`npm run build\`.`);
    return answer.arrayBuffer();
  };
  return async () => {
    if (kept) return kept;
    const [worker, engine] = await Promise.all([file('worker.js'), file('engine.wasm')]);
    const digests = await Promise.all([worker, engine].map((bytes) => crypto.subtle.digest('SHA-256', bytes)));
    const version = digests
      .flatMap((digest) => [...new Uint8Array(digest, 0, 6)])
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
    return (kept = { version, worker: new TextDecoder().decode(worker), engine });
  };
}

/** What runs blocks on Workers: Workers loaded for it where that may be, else one behind a service binding; null where there is neither. */
export function chooseBlocks({ BLOCKS, LOADER, ASSETS }: BlockBindings): BlockEngine | null {
  if (LOADER) return inIsolates(LOADER, sandboxIn(ASSETS));
  return BLOCKS ? renderedBy(BLOCKS) : null;
}
