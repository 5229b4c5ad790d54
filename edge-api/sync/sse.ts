import type { SyncEngine } from './engine.ts';
import type { SyncFaults } from './faults.ts';
import type { Lines } from './lines.ts';
import { SyncSession } from './session.ts';
import { SyncError } from './sync-error.ts';

/** Sessions over server-sent events, for networks that let no socket through. */
export interface SseSessions {
  /** `GET /runtime/sse`: opens a session whose messages arrive as events, counted with the address (null: not counted). */
  open(appId: string, address: string | null): Response;
  /** How many there are. */
  readonly size: number;
  /** Ends them all. */
  closeAll(): void;
  /** `POST /runtime/sse`: messages from the client of such a session, which is one of this app's unless that is null. */
  push(body: Readonly<Record<string, unknown>>, onlyApp: string | null): void;
}

const KEEP_ALIVE_MS = 25_000;
const BUFFER = 64_000;
const MAX_BUFFERED = 16_000_000;

/** Keeps the sessions of one process by the secret that only their client was told. */
export function sseSessions(engine: SyncEngine, faults: SyncFaults, lines: Lines): SseSessions {
  const sessions = new Map<string, SyncSession>();
  return {
    get size() {
      return sessions.size;
    },
    closeAll() {
      for (const session of [...sessions.values()]) session.dismiss();
    },
    open(appId, address) {
      if (sessions.size >= engine.limits.sessions || faults.connecting?.() === 'refuse')
        return new Response(null, { status: 503 });
      const hangUp = lines.take(address);
      if (!hangUp) return new Response(null, { status: 429 });
      const token = crypto.randomUUID();
      const encoder = new TextEncoder();
      let end = (): void => undefined;
      const stream: UnderlyingDefaultSource<Uint8Array> = {
        start(controller) {
          const write = (text: string): void => controller.enqueue(encoder.encode(text));
          const alive = setInterval(() => write(': alive\n\n'), KEEP_ALIVE_MS);
          const session = new SyncSession(
            engine,
            appId,
            {
              send(text) {
                write(`data: ${text}\n\n`);
                // Somebody who does not read would have us keep everything for him.
                if ((controller.desiredSize ?? 0) < -MAX_BUFFERED) session.dismiss();
              },
              close() {
                end();
                controller.close();
              },
            },
            faults,
          );
          end = () => {
            clearInterval(alive);
            sessions.delete(token);
            hangUp();
            session.close();
          };
          sessions.set(token, session);
          write(
            `data: ${JSON.stringify({ op: 'sse-init', 'machine-id': 'embedded', 'session-id': session.id, 'sse-token': token })}\n\n`,
          );
        },
        cancel: () => end(),
      };
      const body = new ReadableStream(stream, new ByteLengthQueuingStrategy({ highWaterMark: BUFFER }));
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store, no-transform',
          'x-accel-buffering': 'no',
        },
      });
    },

    push(body, onlyApp) {
      const { sse_token: token, messages } = body;
      const session = typeof token === 'string' ? sessions.get(token) : undefined;
      if (!session || (onlyApp !== null && session.appId !== onlyApp))
        throw new SyncError('session-missing', 'The session is gone.');
      if (!Array.isArray(messages)) throw new SyncError('param-malformed', 'messages is a list.');
      session.receive(JSON.stringify(messages));
    },
  };
}
