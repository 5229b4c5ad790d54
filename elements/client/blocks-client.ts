import type {
  AdminBlock,
  BlockComparison,
  BlockInputAnswer,
  BlockInputWish,
  BlockList,
  BlockPreview,
  BlockVersionList,
  ChangeBlock,
  NewBlock,
  PreviewBlock,
} from '../../edge-api/contract/blocks-admin.ts';
import type { ErrorAnswer } from '../../edge-api/contract/errors.ts';
import type { StoreAnswer } from '../../edge-api/contract/stores.ts';
import { ApiError } from './api-client.ts';

/** How long an answer may take, in milliseconds: a preview may wait for a place. */
const TIMEOUT_MS = 20_000;

/** Something a setting may name, as a picker shows it. */
export interface Choice {
  readonly handle: string;
  readonly title: string;
}

type Answer = { readonly block: AdminBlock };
export type Side = 'draft' | number;

/** The blocks of one store, for who writes them. Every method rejects with `ApiError` and nothing else. */
export interface BlocksClient {
  list(): Promise<BlockList>;
  get(name: string): Promise<Answer>;
  create(block: NewBlock): Promise<Answer>;
  /** `version` is the one that was read; another one in the store is refused with 412 or `block_changed`. */
  change(name: string, change: ChangeBlock, version?: number): Promise<Answer>;
  remove(name: string, version: number): Promise<void>;
  publish(name: string, note: string, version: number): Promise<Answer>;
  rollBack(name: string, to: number, note: string, version: number): Promise<Answer>;
  versions(name: string): Promise<BlockVersionList>;
  compare(name: string, from: Side, to: Side): Promise<BlockComparison>;
  preview(wish: PreviewBlock, signal?: AbortSignal): Promise<BlockPreview>;
  input(wish: BlockInputWish, signal?: AbortSignal): Promise<BlockInputAnswer>;
  /** The shop's looks as a style sheet; '' where it has none. */
  theme(): Promise<string>;
  shop(): Promise<StoreAnswer['store']>;
  products(search: string): Promise<readonly Choice[]>;
  collections(): Promise<readonly Choice[]>;
}

/** The body of a note that may be empty: what is not there is not sent. */
const noted = (note: string) => (note.trim() === '' ? {} : { note: note.trim() });

/** Makes the client of one store. `api` is the API's origin and path, `key` a secret key that may write blocks. */
export function createBlocksClient(api: string, store: string, key: string): BlocksClient {
  const shop = `${api}/v1/stores/${encodeURIComponent(store)}`;
  const blocks = `${api}/v1/admin/stores/${encodeURIComponent(store)}/blocks`;
  const one = (name: string) => `${blocks}/${encodeURIComponent(name)}`;

  async function ask(url: string, options: RequestInit = {}): Promise<Response> {
    try {
      const { signal } = options;
      const signals = [AbortSignal.timeout(TIMEOUT_MS), ...(signal ? [signal] : [])];
      return await fetch(url, { ...options, signal: AbortSignal.any(signals), credentials: 'omit' });
    } catch (error) {
      if (options.signal?.aborted) throw new ApiError('aborted', 'Given up.');
      throw (error as Error | undefined)?.name === 'TimeoutError'
        ? new ApiError('timeout', 'The shop did not answer in time.')
        : new ApiError('network', 'The shop could not be reached.');
    }
  }

  async function read<T>(response: Response): Promise<T> {
    const answer = (await response.json().catch(() => ({}))) as unknown;
    if (response.ok) return answer as T;
    const { error } = answer as Partial<ErrorAnswer>;
    const message = error?.message ?? `The shop answered ${response.status}.`;
    throw new ApiError(error?.code ?? 'internal', message, response.status, error?.issues);
  }

  async function send<T>(
    method: string,
    url: string,
    { body, version, signal }: { body?: unknown; version?: number | undefined; signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    const headers: Record<string, string> = { authorization: `Bearer ${key}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (version !== undefined) headers['if-match'] = `"${version}"`;
    const sent = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await ask(url, { ...sent, ...(signal ? { signal } : {}) });
    return response.status === 204 ? (undefined as T) : read<T>(response);
  }

  return {
    list: () => send('GET', blocks),
    get: (name) => send('GET', one(name)),
    create: (body) => send('POST', blocks, { body }),
    change: (name, body, version) => send('PATCH', one(name), { body, version }),
    remove: (name, version) => send('DELETE', one(name), { version }),
    publish: (name, note, version) => send('POST', `${one(name)}/publish`, { body: noted(note), version }),
    rollBack: (name, to, note, version) =>
      send('POST', `${one(name)}/roll-back`, { body: { version: to, ...noted(note) }, version }),
    versions: (name) => send('GET', `${one(name)}/versions`),
    compare: (name, from, to) =>
      send('GET', `${one(name)}/compare?${new URLSearchParams({ from: `${from}`, to: `${to}` })}`),
    preview: (body, signal) => send('POST', `${blocks}/preview`, { body, signal }),
    input: (body, signal) => send('POST', `${blocks}/input`, { body, signal }),
    theme: async () => {
      const response = await ask(`${shop}/theme.css`);
      return response.ok ? response.text() : '';
    },
    shop: async () => (await read<StoreAnswer>(await ask(shop))).store,
    products: async (search) => {
      const found = search.trim()
        ? await read<{ products: Choice[] }>(
            await ask(`${shop}/search?${new URLSearchParams({ q: search, limit: '20' })}`),
          )
        : await read<{ products: Choice[] }>(await ask(`${shop}/products?limit=50`));
      return found.products.map(({ handle, title }) => ({ handle, title }));
    },
    collections: async () =>
      (await read<{ collections: Choice[] }>(await ask(`${shop}/collections`))).collections.map(
        ({ handle, title }) => ({
          handle,
          title,
        }),
      ),
  };
}
