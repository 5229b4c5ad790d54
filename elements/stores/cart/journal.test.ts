import { expect } from '@open-wc/testing';
import { tick } from '../../../edge-api/contract/cart-log.ts';
import { openCartDatabase } from './database.ts';
import { openJournal, type JournalRow } from './journal.ts';
import { newEntryId } from './entry-id.ts';

let clock = '';
function row(more: Partial<JournalRow> = {}): JournalRow {
  clock = tick(clock, 0, 'test');
  const id = newEntryId();
  return { id, kind: 'add', variantId: 'mug', options: {}, quantity: 1, text: '', clock, cart: 'c1', ...more };
}

/** Opens a journal as a page does that has just been loaded. */
const open = (prefix: string) => openJournal(prefix, openCartDatabase(`${prefix}cart`));
const localKeys = (prefix: string) => Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}row:`));
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

/** Waits until IndexedDB has what was written to localStorage first. */
async function untilStored(prefix: string): Promise<void> {
  while (localKeys(prefix).length) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the journal of a cart', () => {
  let prefix: string;
  const originalOpen = IDBFactory.prototype.open;
  const originalSet = Storage.prototype.setItem;
  beforeEach(() => {
    prefix = `vitrine:test-${newEntryId()}:`;
  });
  afterEach(() => {
    IDBFactory.prototype.open = originalOpen;
    Storage.prototype.setItem = originalSet;
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
    indexedDB.deleteDatabase(`${prefix}cart`);
  });

  it('has a row in localStorage before anything asynchronous happens, and in IndexedDB alone soon after', async () => {
    const kept = row();
    void open(prefix).keep([kept]);
    expect(localKeys(prefix)).to.deep.equal([`${prefix}row:${kept.id}`]);
    await untilStored(prefix);
    expect(await open(prefix).read()).to.deep.equal([kept]);
  });

  it('gives the next page every row, each by itself, and none that was dropped', async () => {
    const journal = open(prefix);
    const rows = [row(), row(), row()];
    await journal.keep(rows.slice(0, 2));
    await journal.keep(rows.slice(2));
    await untilStored(prefix);
    journal.drop([rows[0]!.id]);
    await journal.readSeen();
    expect(ids(await open(prefix).read())).to.deep.equal(ids(rows.slice(1)));
  });

  it('does not bring a row back that is dropped while it is being written', async () => {
    const journal = open(prefix);
    const kept = row();
    void journal.keep([kept]);
    journal.drop([kept.id]);
    await journal.readSeen();
    expect(await open(prefix).read()).to.deep.equal([]);
  });

  for (const [how, fail] of [
    [
      'throws',
      () => {
        throw new DOMException('Denied.', 'SecurityError');
      },
    ],
    [
      'answers with an error',
      () => {
        const request = new EventTarget();
        setTimeout(() => request.dispatchEvent(new Event('error')));
        return request;
      },
    ],
    ['never answers', () => new EventTarget()],
  ] as const) {
    it(`keeps rows in localStorage when IndexedDB ${how}, and says so within two seconds`, async () => {
      IDBFactory.prototype.open = fail as typeof originalOpen;
      const journal = open(prefix);
      const kept = row();
      const started = performance.now();
      expect(await journal.read()).to.deep.equal([]);
      await journal.keep([kept]);
      expect(await journal.read()).to.deep.equal([kept]);
      expect(performance.now() - started).to.be.lessThan(2000);
      expect(await open(prefix).read()).to.deep.equal([kept]);
    });
  }

  it('keeps rows in IndexedDB when localStorage is denied, and resolves only then', async () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('Full.', 'QuotaExceededError');
    };
    const kept = row();
    await open(prefix).keep([kept]);
    expect(await open(prefix).read()).to.deep.equal([kept]);
  });

  it('resolves when nothing can be kept at all', async () => {
    IDBFactory.prototype.open = (() => new EventTarget()) as unknown as typeof originalOpen;
    Storage.prototype.setItem = () => {
      throw new DOMException('Full.', 'QuotaExceededError');
    };
    await open(prefix).keep([row()]);
  });

  it('adds to what was seen of a cart instead of replacing it, without what no longer matters', async () => {
    const [first, second, set] = [row(), row(), row({ kind: 'set', quantity: 5 })];
    await open(prefix).settle({ cart: 'c1', entries: [first, second] }, []);
    await open(prefix).settle({ cart: 'c1', entries: [set] }, []);
    const seen = await open(prefix).readSeen();
    expect(ids(seen?.entries ?? [])).to.deep.equal(ids([first, set]));
  });

  it('forgets what was seen of another cart', async () => {
    const journal = open(prefix);
    await journal.settle({ cart: 'c1', entries: [row()] }, []);
    const theirs = row();
    await journal.settle({ cart: 'c2', entries: [theirs] }, []);
    expect(ids((await open(prefix).readSeen())?.entries ?? [])).to.deep.equal([theirs.id]);
  });

  it('leaves alone what is not a row', async () => {
    localStorage.setItem(`${prefix}row:strange`, '{"id":7}');
    localStorage.setItem(`${prefix}row:broken`, '{');
    expect(await open(prefix).read()).to.deep.equal([]);
  });
});
