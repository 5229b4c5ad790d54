/** Has blocks run and cleaned by another Worker, behind a service binding: `sandbox-worker.ts`. */
import type { SanitisedBlock } from '../sanitize/sanitise.ts';
import type { BlockEngine, Errand, RenderResult, Stop } from './port.ts';

/** A service binding, or what answers like one. */
export interface Service {
  fetch(address: string, init: RequestInit): Promise<Response>;
}

const WALL_MS = 1000;

/** An engine that waits so long for an answer; without one, the block has stopped. */
export function renderedBy(service: Service, { wallMs = WALL_MS } = {}): BlockEngine {
  async function send<Result>(errand: Errand): Promise<Result | Stop> {
    try {
      const answer = await service.fetch('https://blocks.internal/', {
        method: 'POST',
        body: JSON.stringify(errand),
        signal: AbortSignal.timeout(wallMs),
      });
      if (answer.ok) return (await answer.json()) as Result;
      await answer.body?.cancel();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError')
        return { reason: 'out_of_time', message: `The block took longer than ${wallMs} ms.` };
    }
    return { reason: 'engine_failed', message: 'The engine failed.' };
  }

  return {
    async render(request) {
      const result = await send<RenderResult>(request);
      return 'reason' in result
        ? { usage: { fuel: 0, memoryBytes: 0 }, console: [], status: 'stopped', stop: result }
        : result;
    },
    async clean(html, options) {
      const result = await send<SanitisedBlock>({ clean: html, options });
      return 'reason' in result ? { ok: false, code: result.reason, message: result.message } : result;
    },
  };
}
