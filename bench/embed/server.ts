import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';

/** A file as the bench serves it. */
export interface Served {
  readonly type: string;
  readonly body: Buffer;
  readonly encoded: Buffer;
  readonly immutable?: boolean;
}

export const served = (type: string, text: string | Buffer, immutable = false): Served => {
  const body = Buffer.from(text);
  return { type, body, encoded: brotliCompressSync(body), immutable };
};

/** What one page load asked of the server. */
export interface Tally {
  scriptBytes: number;
  apiRequests: number;
  preflights: number;
  readonly scripts: string[];
}

/** Serves files by path, everything compressed the same, and counts what each page load fetches. */
export class BenchServer {
  readonly files = new Map<string, Served>();
  tally: Tally = { scriptBytes: 0, apiRequests: 0, preflights: 0, scripts: [] };
  private readonly server: Server = createServer((request, response) => this.answer(request, response));

  /** Listens on a port, any free one for 0; answers the address. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  begin(): void {
    this.tally = { scriptBytes: 0, apiRequests: 0, preflights: 0, scripts: [] };
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://bench').pathname;
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('timing-allow-origin', '*');
    if (request.method === 'OPTIONS') {
      this.tally.preflights++;
      response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.writeHead(204).end();
      return;
    }
    if (/^\/(v1|api)\//.test(path)) this.tally.apiRequests++;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const file = this.find(path, Buffer.concat(chunks).toString());
      if (!file) {
        response.writeHead(404).end();
        return;
      }
      if (file.type.includes('javascript')) {
        this.tally.scriptBytes += file.encoded.length;
        this.tally.scripts.push(path);
      }
      response.writeHead(200, {
        'content-type': file.type,
        'content-encoding': 'br',
        'content-length': file.encoded.length,
        vary: 'accept-encoding',
        'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
      });
      response.end(file.encoded);
    });
  }

  /** Answers POSTs of the Shopify fixture; set by the contestant. */
  answerPost: ((path: string, body: string) => Served | undefined) | undefined;

  private find(path: string, body: string): Served | undefined {
    return body ? this.answerPost?.(path, body) : this.files.get(path);
  }
}
