import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const brotli = promisify(brotliCompress);
/** As the shop's own server compresses pages (`compression.node.ts`). */
const QUALITY = 5;

/** What a server has answered, as it goes over the wire. */
interface Kept {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Attributes of a tag by their names in small letters. */
const attributesOf = (tag: string): Map<string, string> =>
  new Map(
    [...tag.matchAll(/\s([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)].map(
      ([, name = '', one, two, three]) => [name.toLowerCase(), (one ?? two ?? three ?? '').toLowerCase()],
    ),
  );

const isOfScripts = (tag: string): boolean => {
  const link = attributesOf(tag);
  const as = link.get('as') ?? '';
  return link.get('rel') === 'modulepreload' || (link.get('rel') === 'preload' && (as === 'script' || as === 'fetch'));
};

/** A page without its scripts, their data and what is fetched ahead for them; all else stays letter by letter. */
export const withoutScripts = (html: string): string =>
  html
    .replaceAll(/<script\b[^>]*>[^]*?<\/script\s*>/gi, '')
    .replaceAll(/<link\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi, (tag) => (isOfScripts(tag) ? '' : tag));

/** The value of a `Link` header without what it has fetched ahead for scripts; undefined when nothing is left. */
export function linksWithoutScripts(header: string | undefined): string | undefined {
  const left = (header ?? '')
    .split(/,\s*(?=<)/)
    .filter((link) => link && !/rel="?modulepreload|as="?(?:script|fetch)/i.test(link));
  return left.length ? left.join(', ') : undefined;
}

/** Headers that say what a body is and how long it may be kept; the page's own links in a form without scripts. */
function keptHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['content-type', 'content-encoding', 'cache-control', 'vary', 'timing-allow-origin']) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  const links = linksWithoutScripts(typeof headers.link === 'string' ? headers.link : undefined);
  return links ? { ...kept, link: links } : kept;
}

/** Asks the shop under its own host, which a resolver need not know. */
function ask(shop: string, path: string, headers: Record<string, string>): Promise<Kept> {
  const { host, port } = new URL(shop);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { ...headers, host } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 500,
          headers: keptHeaders(response.headers),
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/**
 * The shop's pages as files: each page is its answer without scripts, compressed as the shop does, and what it shows (style
 * sheets, pictures) is the shop's own answer, byte by byte. Everything is kept in memory from the first time it is asked for.
 */
export class StaticCopy {
  private readonly kept = new Map<string, Promise<Kept>>();
  private readonly shop: string;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  constructor(shop: string) {
    this.shop = shop;
  }

  /** Answers the address it listens on, without a slash at the end. */
  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://copy.localhost:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Takes a copy of a page; answers how many bytes of HTML it has, compressed. */
  async take(path: string): Promise<number> {
    const { status, headers, body } = await ask(this.shop, path, { accept: 'text/html' });
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    const plain = Buffer.from(withoutScripts(body.toString('utf8')));
    const bytes = await brotli(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    });
    this.kept.set(path, Promise.resolve({ status, headers: { ...headers, 'content-encoding': 'br' }, body: bytes }));
    return bytes.length;
  }

  private async answer({ url = '/', headers: asked }: IncomingMessage, response: ServerResponse): Promise<void> {
    let kept = this.kept.get(url);
    if (!kept) {
      const { accept = '*/*', 'accept-encoding': encoding = '' } = asked;
      kept = ask(this.shop, url, { accept, 'accept-encoding': `${encoding}` });
      this.kept.set(url, kept);
    }
    try {
      const { status, headers, body } = await kept;
      response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
    } catch {
      this.kept.delete(url);
      response.writeHead(502).end();
    }
  }
}
