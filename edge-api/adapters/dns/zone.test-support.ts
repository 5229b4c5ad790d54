import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a name answers: its TXT records, each in the strings it was split into; or how it fails. */
export type ZoneEntry = readonly (readonly string[])[] | 'SERVFAIL' | 'SILENT';
/** A zone by name, in lower case; names that are not in it do not exist. */
export type Zone = Map<string, ZoneEntry>;

/** A resolver over HTTPS that knows this zone, in the JSON Cloudflare answers. */
export async function startDoh(zone: Zone): Promise<{ url: string; asked: string[]; stop(): Promise<void> }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://doh.test');
    const name = searchParams.get('name')?.toLowerCase() ?? '';
    asked.push(name);
    const entry = zone.get(name);
    if (entry === 'SILENT') return;
    const quoted = (text: string) => `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
    const found = typeof entry === 'object' ? entry : [];
    const body = {
      Status: entry === 'SERVFAIL' ? 2 : entry ? 0 : 3,
      TC: false,
      RD: true,
      RA: true,
      Question: [{ name, type: 16 }],
      ...(found.length > 0
        ? {
            Answer: found.map((strings) => ({ name, type: 16, TTL: 60, data: strings.map(quoted).join(' ') })),
          }
        : {}),
    };
    response.writeHead(200, { 'content-type': 'application/dns-json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/dns-query`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}
