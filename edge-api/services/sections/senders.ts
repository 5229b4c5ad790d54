import { ulid } from 'ulid';
import type { Sealer } from '../../adapters/provisioning/sealing.ts';
import { isoTime } from '../../contract/iso-time.ts';
import type {
  NewSectionSender,
  RotateSectionSender,
  SectionSender,
  SectionSenderList,
  SectionSenderSecret,
} from '../../contract/section-senders.ts';
import type { SenderRepository, StoredSender } from '../../repositories/section-senders.ts';
import type { KeptSecret } from '../../repositories/webhooks.ts';
import { ApiError, invalidRequest } from '../errors.ts';
import { newSecret } from '../webhook-signature.ts';

/** Most senders of a store. */
const MOST_SENDERS = 20;
const HOUR_MS = 3_600_000;

export interface SenderDependencies {
  readonly store: { readonly id: string; readonly handle?: string };
  readonly senders: SenderRepository;
  readonly sealer: Sealer | null;
  readonly now: () => number;
}

export interface SenderService {
  list(): Promise<SectionSenderList>;
  /** The answer is one of two places where a secret ever appears. */
  add(wish: NewSectionSender): Promise<SectionSenderSecret>;
  /** Makes a new secret; the one before counts as well for some hours. */
  rotate(id: string, wish: RotateSectionSender): Promise<SectionSenderSecret>;
  remove(id: string): Promise<void>;
}

/** Of one that was just made. */
const UNUSED = { oldSecret: null, oldKeyId: null, oldUntil: null, usedAt: null };
const notFound = (): ApiError => new ApiError('section_sender_not_found', 'No sender of sections has this id.');
/** What is sealed for one sender of one store opens for no other. */
const subject = (storeId: string, id: string): string => `section sender ${storeId} ${id}`;

/** The secrets by which a sender may sign now, the newest first. */
export async function secretsOf(
  sender: StoredSender,
  { store, sealer, now }: Pick<SenderDependencies, 'store' | 'sealer' | 'now'>,
): Promise<string[]> {
  const opened = async ({ secret, keyId }: KeptSecret): Promise<string> => {
    if (keyId === null) return secret;
    if (!sealer) throw new Error('Nothing here opens the secrets of senders.');
    return sealer.open({ text: secret, keyId }, subject(store.id, sender.id));
  };
  const current = await opened(sender);
  const { oldSecret, oldKeyId, oldUntil } = sender;
  if (oldSecret === null || oldUntil === null || oldUntil <= now()) return [current];
  return [current, await opened({ secret: oldSecret, keyId: oldKeyId })];
}

/** Who may send sections to a store by signed webhook. */
export function senderService({ store, senders, sealer, now }: SenderDependencies): SenderService {
  async function kept(secret: string, id: string): Promise<KeptSecret> {
    if (!sealer?.keyId) return { secret, keyId: null };
    const { text, keyId } = await sealer.seal(secret, subject(store.id, id));
    return { secret: text, keyId };
  }
  const shown = ({ id, name, pageId, oldUntil, createdAt, usedAt }: StoredSender): SectionSender => ({
    id,
    name,
    path: `/v1/stores/${store.handle ?? store.id}/section-events/${id}`,
    pageId,
    previousSecretUntil: oldUntil !== null && oldUntil > now() ? isoTime(oldUntil) : null,
    createdAt: isoTime(createdAt),
    usedAt: usedAt === null ? null : isoTime(usedAt),
  });
  const found = async (id: string): Promise<StoredSender> => {
    const sender = await senders.find(id);
    if (!sender) throw notFound();
    return sender;
  };

  return {
    list: async () => ({ senders: (await senders.list()).map(shown) }),
    async add({ name, pageId }) {
      if (pageId !== null && !(await senders.hasPage(pageId)))
        throw invalidRequest('pageId', 'is no page of the store');
      const at = now();
      const id = `snd_${ulid(at)}`;
      const secret = newSecret();
      const sender = { id, name, pageId, createdAt: at, ...(await kept(secret, id)) };
      if (!(await senders.add(sender, MOST_SENDERS)))
        throw new ApiError('limit_reached', `A store has at most ${MOST_SENDERS} senders of sections.`);
      return { sender: shown({ ...sender, ...UNUSED }), secret };
    },
    async rotate(id, { keepHours }) {
      await found(id);
      const secret = newSecret();
      if (!(await senders.rotate(id, await kept(secret, id), now() + keepHours * HOUR_MS))) throw notFound();
      return { sender: shown(await found(id)), secret };
    },
    async remove(id) {
      if (!(await senders.remove(id))) throw notFound();
    },
  };
}
