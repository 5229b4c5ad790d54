import {
  headerText,
  MailRefused,
  type MailAddress,
  type MailProvider,
  type OutgoingMail,
} from '../adapters/mail/port.ts';
import type { Message, MessageAnswer, MessageList, ListMessages } from '../contract/messages.ts';
import type { MessageRepository, StoredMessage } from '../repositories/messages.ts';
import type { StateRepository } from '../repositories/state.ts';
import type { StoreSettings } from '../repositories/settings.ts';
import { MAIL_WAITS, nextTry } from './back-off.ts';
import { ApiError } from './errors.ts';
import type { Links } from './fan-out.ts';
import { reasonOf, type LeasedQueue } from './leased.ts';

/** How long mails are kept. */
const KEPT_MS = 90 * 86_400_000;
const SWEEP = 500;

export interface MailDependencies {
  readonly messages: MessageRepository;
  readonly state: StateRepository;
  readonly provider: MailProvider;
  /** Whom mails are from; the name is the shop's. */
  readonly from: MailAddress;
  readonly links: Links;
  readonly now: () => number;
  readonly random: () => number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

export interface MailService {
  /** Mails to send, for whoever works through the queues. */
  readonly queue: LeasedQueue<StoredMessage>;
  list(filter: ListMessages): Promise<MessageList>;
  /** A mail with what it says, except where that is its reader's alone. */
  get(id: string): Promise<MessageAnswer>;
  /** Sends a mail once more. */
  resend(id: string): Promise<MessageAnswer>;
  /** Ends mails of a sort for the reader of one; false when the token opens nothing. */
  unsubscribe(token: string): Promise<boolean>;
  /** A mail as it goes out, for the mailbox of a developer. */
  outgoing(id: string): Promise<OutgoingMail | undefined>;
  /** Forgets old mails. */
  sweep(): Promise<void>;
}

const shown = ({ html: _html, text: _text, unsubscribeToken: _token, dueAt, ...message }: StoredMessage): Message => ({
  ...message,
  nextTryAt: message.status === 'queued' ? new Date(dueAt).toISOString() : null,
});

const messageNotFound = (): ApiError => new ApiError('message_not_found', 'No mail has this id.');

export function mailService(dependencies: MailDependencies): MailService {
  const { messages, state, provider, from, links, now, random, onTrouble } = dependencies;

  function addressed(message: StoredMessage, shop: { name: string; settings: StoreSettings }): OutgoingMail {
    const { id, resends, unsubscribeToken } = message;
    const { mail } = shop.settings;
    // A mail that is sent once more on purpose is a new one to the servers on its way.
    const key = resends === 0 ? id : `${id}.${resends}`;
    const out = unsubscribeToken === null ? null : links.unsubscribe(unsubscribeToken);
    return {
      idempotencyKey: key,
      messageId: `<${key}@${from.address.split('@')[1] ?? 'localhost'}>`,
      from: { name: headerText(mail.fromName ?? shop.name, 120), address: from.address },
      to: message.recipient,
      replyTo: mail.replyTo ?? mail.address,
      subject: headerText(message.subject),
      html: message.html,
      text: message.text,
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...(out === null
          ? {}
          : { 'List-Unsubscribe': `<${out}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      },
    };
  }

  const found = async (id: string): Promise<StoredMessage> => {
    const message = await messages.find(id);
    if (!message) throw messageNotFound();
    return message;
  };
  const answer = (message: StoredMessage): MessageAnswer => ({
    message: shown(message),
    html: message.private ? null : message.html,
    text: message.private ? null : message.text,
  });

  return {
    queue: {
      due: (at, limit) => messages.due(at, limit),
      take: (id, at, until) => messages.take(id, at, until),
      lane: ({ id }) => id,
      async perform(message) {
        if (message.unsubscribeToken !== null && (await messages.hasOptedOut(message.recipient)))
          return messages.giveUp(message.id, 'failed', 'The recipient wants no such mails any more.');
        const { ref } = await provider.send(addressed(message, await state.get()));
        return messages.sent(message.id, new Date(now()).toISOString(), provider.name, ref);
      },
      async failed({ id, kind, attempts }, error) {
        if (error instanceof MailRefused) return messages.giveUp(id, 'failed', reasonOf(error));
        onTrouble(`send a mail (${kind})`, error);
        const at = nextTry(MAIL_WAITS, attempts + 1, now(), random());
        return at === null ? messages.giveUp(id, 'dead', reasonOf(error)) : messages.again(id, at, reasonOf(error));
      },
    },
    async list({ limit, ...filter }) {
      const rows = await messages.list({ ...filter, limit: limit + 1 });
      const page = rows.slice(0, limit);
      return { messages: page.map(shown), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
    },
    get: async (id) => answer(await found(id)),
    async resend(id) {
      const message = await found(id);
      if (message.status !== 'queued' && !(await messages.resend(id, now())))
        throw new ApiError('message_not_kept', 'What this mail said is not kept, so it cannot be sent again.');
      return answer(await found(id));
    },
    async unsubscribe(token) {
      const email = await messages.optOut(token, new Date(now()).toISOString());
      return email !== undefined;
    },
    async outgoing(id) {
      const message = await messages.find(id);
      return message && addressed(message, await state.get());
    },
    async sweep() {
      await messages.forget(new Date(now() - KEPT_MS).toISOString(), SWEEP);
    },
  };
}
