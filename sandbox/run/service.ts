/** Has blocks rendered by another Worker, behind a service binding: `sandbox-worker.ts`. */
import type { BlockRenderer, RenderResult, StopReason } from './port.ts';

/** A service binding, or what answers like one. */
export interface Service {
  fetch(address: string, init: RequestInit): Promise<Response>;
}

const WALL_MS = 1000;

const stopped = (reason: StopReason, message: string): RenderResult => ({
  usage: { fuel: 0, memoryBytes: 0 },
  console: [],
  status: 'stopped',
  stop: { reason, message },
});

/** A renderer that waits so long for an answer; without one, the block has stopped. */
export const renderedBy = (service: Service, { wallMs = WALL_MS } = {}): BlockRenderer => ({
  async render(request) {
    try {
      const answer = await service.fetch('https://blocks.internal/', {
        method: 'POST',
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(wallMs),
      });
      if (answer.ok) return (await answer.json()) as RenderResult;
      await answer.body?.cancel();
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError')
        return stopped('out_of_time', `The block took longer than ${wallMs} ms.`);
    }
    return stopped('engine_failed', 'The engine failed.');
  },
});
