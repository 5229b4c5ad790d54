import type { MailKind } from '../../services/mail-kinds.ts';
import { ar } from './strings.ar.ts';
import { de } from './strings.de.ts';
import { en } from './strings.en.ts';

/** What a mail of a kind says; `{number}`, `{shop}`, `{amount}`, `{product}`, `{left}`, `{block}` stand for what they name. */
export interface KindStrings {
  readonly subject: string;
  readonly heading: string;
  readonly text: string;
  /** In place of `text` where something else is so: the order is paid; nothing was paid in time. */
  readonly otherwise?: string;
  readonly button?: string;
}

/** Everything mails say, in one language. */
export interface MailStrings {
  readonly kinds: Readonly<Record<MailKind, KindStrings>>;
  readonly quantity: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly delivery: string;
  readonly tax: string;
  readonly taxIncluded: string;
  readonly total: string;
  readonly free: string;
  readonly howToPay: string;
  /** Told with how to pay, where money is to come before goods go. */
  readonly awaiting: string;
  readonly amount: string;
  /** What a transfer is to name. */
  readonly reference: string;
  readonly shipTo: string;
  readonly deliveredBy: string;
  readonly payment: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly track: string;
  readonly customer: string;
  readonly reason: string;
  readonly sku: string;
  /** The address of a merchant's own system. */
  readonly endpoint: string;
  /** A piece of the shop that its merchant has written. */
  readonly block: string;
  /** Above the address of a button, for readers whose mail program shows none. */
  readonly orOpen: string;
  readonly whyOrder: string;
  readonly whyAccount: string;
  readonly whyWanted: string;
  readonly whyMerchant: string;
  readonly unsubscribe: string;
  readonly unsubscribeAsk: string;
  readonly unsubscribed: string;
}

const LANGUAGES: Readonly<Record<string, MailStrings>> = { en, de, ar };

/** What the reference of a transfer is called, in every language. */
export const REFERENCES: readonly string[] = [en, de, ar].map(({ reference }) => reference);

/** The strings of a language, English where there are none, and the tag that numbers and dates are written by. */
export function stringsFor(locale: string): {
  readonly strings: MailStrings;
  readonly tag: string;
  readonly rtl: boolean;
} {
  const language = locale.toLowerCase().split(/[-_]/, 1)[0] ?? 'en';
  const strings = LANGUAGES[language];
  const tag = strings && isTag(locale) ? locale : strings ? language : 'en';
  return { strings: strings ?? en, tag, rtl: strings === ar };
}

function isTag(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

/** Puts values into a text. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
