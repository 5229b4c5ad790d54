import { toJson } from '../../client/to-json.ts';
import { isRow, type JournalRow } from './journal.ts';
import { writeLocal } from './local.ts';
import type { KeptSession } from './vault.ts';

/** What one tab tells the others at once: rows it has kept, or the session it now uses. */
export interface TabNews {
  readonly rows?: readonly JournalRow[];
  readonly session?: KeptSession;
}

/** The other tabs of this origin and store. */
export interface Tabs {
  tell(news: TabNews): void;
  close(): void;
}

/** Listens to the other tabs: by BroadcastChannel, or by storage events where there is none. */
export function openTabs(prefix: string, hear: (news: TabNews) => void): Tabs {
  const key = `${prefix}tabs`;
  const receive = (news: TabNews | null): void => {
    if (!news) return;
    hear({ rows: (news.rows ?? []).filter(isRow), ...(news.session ? { session: news.session } : {}) });
  };

  if (typeof BroadcastChannel === 'function') {
    try {
      const channel = new BroadcastChannel(key);
      channel.addEventListener('message', ({ data }: MessageEvent<TabNews | null>) => receive(data));
      return { tell: channel.postMessage.bind(channel), close: () => channel.close() };
    } catch {
      // Denied to this origin; storage events may still work.
    }
  }

  const onStorage = ({ key: changed, newValue }: StorageEvent): void => {
    if (changed === key && newValue) receive((JSON.parse(newValue) as { news: TabNews }).news);
  };
  addEventListener('storage', onStorage);
  return {
    // The time makes each message a change, which is what the event needs.
    tell: (news) => writeLocal(key, toJson({ news, at: performance.now() })),
    close: () => removeEventListener('storage', onStorage),
  };
}
