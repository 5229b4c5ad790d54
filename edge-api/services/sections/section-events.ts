import { SectionEvent, type SectionEventAnswer, type SectionEventResult } from '../../contract/section-senders.ts';
import { depthOf } from '../../json-depth.ts';
import type { SenderRepository, StoredSender } from '../../repositories/section-senders.ts';
import { ApiError, invalidRequest } from '../errors.ts';
import { sha256 } from '../secrets.ts';
import { isSigned } from '../webhook-signature.ts';
import { secretsOf, type SenderDependencies } from './senders.ts';
import type { StoreSections } from './store-sections.ts';

/** How far ahead a sender's clock may be, in milliseconds: what is sent from further ahead would keep later changes out. */
const AHEAD_MS = 300_000;
/** How long messages and deletions are remembered. No message that is older than that by its own word is taken. */
const KEPT_MS = 30 * 86_400_000;
const SWEEP = 500;
/** The use of a sender is noted once in so long. */
const NOTED_MS = 60_000;
const MOST_DEPTH = 40;
/** Notes on a section that are told: all of them are with the section. */
const MOST_NOTES = 20;
/** What may be otherwise when the same is sent again. */
const PASSING = new Set(['page_changed', 'section_changed']);

/** A message as it came. */
export interface SentMessage {
  readonly sender: string;
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  readonly body: Uint8Array;
}

export interface SectionEvents {
  /**
   * Takes what a sender has signed. The same message again changes nothing and has the same answer; in which order messages come
   * makes no difference, for what is older than what is there changes nothing. Throws `section_event_invalid` for what nobody here
   * can have signed, whatever is wrong with it.
   */
  receive(message: SentMessage): Promise<SectionEventAnswer>;
  /** Forgets what came long ago. */
  sweep(): Promise<void>;
}

export interface SectionEventDependencies extends SenderDependencies {
  readonly senders: SenderRepository;
  readonly sections: Pick<StoreSections, 'put' | 'remove' | 'get'>;
}

const unsigned = (): ApiError =>
  new ApiError('section_event_invalid', 'This was not signed by anybody who may send sections here, or not lately.');

function jsonOf(body: string): unknown {
  if (depthOf(body) > MOST_DEPTH)
    throw new ApiError('invalid_json', `The body is nested more than ${MOST_DEPTH} levels deep.`);
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new ApiError('invalid_json', 'The body is not JSON.');
  }
}

function eventOf(body: string): SectionEvent {
  const parsed = SectionEvent.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ApiError('invalid_request', `The request is not right: ${issues[0]!.path}: ${issues[0]!.message}`, {
    issues,
  });
}

/** The sections of an event, and the page that those go to which name none. */
function sent({ data }: Extract<SectionEvent, { type: 'section.created' | 'section.updated' }>, sender: StoredSender) {
  if (!('sections' in data) || !Array.isArray(data.sections)) return { items: [data], pageId: sender.pageId };
  const { sections, pageId } = data;
  return { items: sections as unknown[], pageId: pageId === undefined ? sender.pageId : (pageId as string | null) };
}

/** What sections without an id are called: the same in each try, so that none is made twice. */
const nameOf = async (sender: string, message: string, index: number): Promise<string> =>
  `sec_${(await sha256(`${sender} ${message} ${index}`)).slice(0, 26)}`;

export function sectionEvents(dependencies: SectionEventDependencies): SectionEvents {
  const { senders, sections, now } = dependencies;

  async function put(items: readonly unknown[], sentAt: number, by: By): Promise<SectionEventResult[]> {
    const named = await Promise.all(
      items.map(async (item, index) =>
        typeof item === 'object' && item !== null && !Array.isArray(item) && !('id' in item)
          ? { ...item, id: await nameOf(by.sender.id, by.message, index) }
          : item,
      ),
    );
    const results = await sections.put(named, {
      actor: by.actor,
      sentAt,
      pageId: by.pageId,
      metadata: { sender: by.sender.id, message: by.message },
    });
    // Deleted by a later word while they were made.
    const late = await senders.removals(
      results.flatMap(({ id, outcome }) => (id && outcome === 'created' ? [id] : [])),
    );
    for (const [id, at] of late) if (at >= sentAt) await sections.remove(id, by).catch(ignoreMissing);
    return results.map((result) => ({ ...result, notes: result.notes.slice(0, MOST_NOTES) }));
  }

  async function remove(ids: readonly string[], sentAt: number, { actor }: By): Promise<SectionEventResult[]> {
    // First of all, so that what is on its way with an earlier word finds it.
    await senders.noteRemovals(ids, sentAt, now());
    const results: SectionEventResult[] = [];
    for (const [index, id] of ids.entries()) {
      const section = await sections.get(id).catch(ignoreMissing);
      const isNewer = Date.parse(section?.sentAt ?? '') > sentAt;
      if (section && !isNewer) await sections.remove(id, { actor }).catch(ignoreMissing);
      const outcome = isNewer ? 'ignored' : section ? 'deleted' : 'unchanged';
      results.push({ index, id, outcome, version: null, notes: [] });
    }
    return results;
  }

  async function perform(event: SectionEvent, sender: StoredSender, message: string): Promise<SectionEventAnswer> {
    const sentAt = Date.parse(event.timestamp);
    if (sentAt > now() + AHEAD_MS) throw invalidRequest('timestamp', 'is in the future');
    if (sentAt < now() - KEPT_MS) throw invalidRequest('timestamp', 'is more than 30 days ago');
    const by = { actor: `sender ${sender.id}`, sender, message, pageId: sender.pageId };
    if (event.type === 'section.deleted') {
      const { id, ids = [] } = event.data;
      const all = [...new Set(id === undefined ? ids : [id, ...ids])];
      if (all.length === 0) throw invalidRequest('data.id', 'is missing');
      return { results: await remove(all, sentAt, by) };
    }
    const { items, pageId } = sent(event, sender);
    return { results: await put(items, sentAt, { ...by, pageId }) };
  }

  return {
    async receive({ sender: senderId, id, timestamp, signature, body: bytes }) {
      if (!id || id.length > 200 || !timestamp || !signature) throw unsigned();
      const sender = await senders.find(senderId);
      const body = textOf(bytes);
      if (!sender || body === undefined) throw unsigned();
      if (!(await isSigned(await secretsOf(sender, dependencies), body, { id, timestamp, signature })))
        throw unsigned();

      const digest = await sha256(body);
      const before = await senders.message(sender.id, id);
      if (before && before.digest !== digest)
        throw new ApiError('idempotency_key_reused', 'Another message with this webhook-id was taken before.');
      // What is kept was an answer of this very kind.
      if (before) return before.answer as SectionEventAnswer;

      const answer = await perform(eventOf(body), sender, id);
      if (answer.results.some(({ error }) => error && PASSING.has(error.code)))
        throw new ApiError('store_unavailable', 'Others are changing the same page. Please send this again.', {
          retryAfterS: 5,
        });
      await senders.keep(sender.id, { id, digest, answer }, now());
      await senders.used(sender.id, now(), now() - NOTED_MS);
      return answer;
    },
    sweep: () => senders.forget(now() - KEPT_MS, SWEEP),
  };
}

/** By whom, and with which message, something is done. */
interface By {
  readonly actor: string;
  readonly sender: StoredSender;
  readonly message: string;
  readonly pageId: string | null;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof ApiError && error.code === 'section_not_found') return undefined;
  throw error;
}
