import type { PageNewsAnswer } from '../../edge-api/contract/page-news.ts';
import type { ApiClient } from '../client/api-client.ts';
import { renewTheme } from './theme-news.ts';

/** A line that was lost is tried again after this, twice as long each time, up to the second; in milliseconds. */
const FIRST_WAIT_MS = 3000;
const MOST_WAIT_MS = 300_000;

type News = PageNewsAnswer['news'];
interface Follower {
  readonly listeners: Set<() => void>;
  /** Whether the line is there, so that nobody will be told what has changed until now. */
  readonly isListening: () => boolean;
  readonly stop: () => void;
}

const followers = new WeakMap<ApiClient, Follower>();

/**
 * Speaks as much of InstantDB's protocol (`edge-api/sync/session.ts`) as one question of nobody needs: a hundredth of what its client
 * weighs. A page that nobody looks at has no line; what has changed meanwhile is asked for when it is looked at again.
 */
function follow(client: ApiClient): Follower {
  const listeners = new Set<() => void>();
  const tell = (): void => {
    listeners.forEach((listener) => listener());
    void renewTheme(client.base);
  };
  let where: Promise<News> | undefined;
  let socket: WebSocket | undefined;
  let waitMs = FIRST_WAIT_MS;
  let again: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let isListening = false;

  function connect({ websocketUri, appId, query }: NonNullable<News>): void {
    const line = (socket = new WebSocket(`${websocketUri}?app_id=${appId}`));
    const say = (message: object): void => line.send(JSON.stringify(message));
    line.addEventListener('open', () => say({ op: 'init', 'app-id': appId, lean: true }));
    line.addEventListener('message', ({ data }) => {
      const { op } = JSON.parse(data as string) as { op: string };
      if (op === 'init-ok') say({ op: 'add-query', q: query });
      if (op === 'add-query-ok') {
        waitMs = FIRST_WAIT_MS;
        isListening = socket === line;
      }
      if (op === 'error') line.close();
      // What has changed before we listened is news as well.
      if (op === 'add-query-ok' || op === 'refresh-ok') tell();
    });
    line.addEventListener('close', () => {
      if (socket !== line) return;
      isListening = false;
      socket = undefined;
      again = setTimeout(look, waitMs * (1 + Math.random()));
      waitMs = Math.min(waitMs * 2, MOST_WAIT_MS);
    });
  }

  function look(): void {
    clearTimeout(again);
    if (document.hidden || isStopped) {
      const line = socket;
      socket = undefined;
      isListening = false;
      return line?.close();
    }
    where ??= client.request<PageNewsAnswer>('/page-news').then(({ news }) => news);
    where
      .then((news) => {
        if (news && !socket && !isStopped && !document.hidden) connect(news);
      })
      .catch(() => (where = undefined));
  }

  document.addEventListener('visibilitychange', look);
  look();
  return {
    listeners,
    isListening: () => isListening,
    stop() {
      isStopped = true;
      document.removeEventListener('visibilitychange', look);
      look();
    },
  };
}

/** Calls back whenever something on the pages of a store may have changed, over one line for all who ask; until what it answers is called. */
export function followPages(client: ApiClient, changed: () => void): () => void {
  let follower = followers.get(client);
  if (!follower) followers.set(client, (follower = follow(client)));
  const { listeners, isListening, stop } = follower;
  listeners.add(changed);
  if (isListening()) changed();
  return () => {
    if (!listeners.delete(changed) || listeners.size > 0) return;
    stop();
    followers.delete(client);
  };
}
