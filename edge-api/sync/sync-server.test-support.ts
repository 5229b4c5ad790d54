import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmbeddedSync, type EmbeddedSync, type EmbeddedSyncOptions } from './embedded.node.ts';

/** The embedded sync server on a port of its own, for tests and tools. */
export interface SyncServer {
  readonly sync: EmbeddedSync;
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the embedded sync server alone. */
export async function serveSync(options: EmbeddedSyncOptions, port = 0): Promise<SyncServer> {
  const sync = createEmbeddedSync(options);
  const server = createServer((incoming, outgoing) => {
    const url = `http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`;
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers))
        if (value !== undefined) headers.set(name, String(value));
      const method = incoming.method ?? 'GET';
      const hasBody = method !== 'GET' && method !== 'HEAD';
      const request = new Request(url, { method, headers, ...(hasBody ? { body: Buffer.concat(chunks) } : {}) });
      const response = (await sync.fetch(request)) ?? new Response(null, { status: 404 });
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      const reader = response.body?.getReader();
      outgoing.on('close', () => void reader?.cancel().catch(() => undefined));
      for (;;) {
        const part = await reader?.read();
        if (!part || part.done) break;
        outgoing.write(part.value);
      }
      outgoing.end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (!sync.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // A server that listens on a port has an address with a port.
  const bound = (server.address() as AddressInfo).port;
  return {
    sync,
    port: bound,
    origin: `http://127.0.0.1:${bound}`,
    async close() {
      await sync.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
