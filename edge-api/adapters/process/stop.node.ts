import type { Server } from 'node:http';

/** How often connections that have become idle are let go. */
const LOOK_MS = 50;

/**
 * Stops listening and lets requests under way end, at most for a while; answers whether all of them did. Connections that
 * are kept alive between requests go as soon as their request is answered.
 */
export async function endRequests(server: Server, graceMs: number): Promise<boolean> {
  let cut = false;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS);
  const late = setTimeout(() => {
    cut = true;
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
  return !cut;
}

/** Resolves when all of this work has settled, or a while has passed; answers which. */
export async function settled(work: Iterable<Promise<unknown>>, withinMs: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  const done = await Promise.race([Promise.allSettled(work).then(() => true), late]);
  clearTimeout(timer);
  return done;
}
