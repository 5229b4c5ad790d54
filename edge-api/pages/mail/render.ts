import { headerText } from '../../adapters/mail/port.ts';
import type { OrderFacts, ReturnFacts } from '../../repositories/event-facts.ts';
import { ABOUT_ACCOUNT, type MailFacts, type MailKind, type RenderedMail, WANTED } from '../../services/mail-kinds.ts';
import { readInstructions } from '../instructions.ts';
import { lineOptions } from '../line-options.ts';
import { formatMoney } from '../money.ts';
import { shownAddress } from '../address-parts.ts';
import { mailText, type Block, type Line, type MailDocument, type Row } from './document.ts';
import { mailHtml } from './html.ts';
import { fill, REFERENCES, stringsFor, type MailStrings } from './strings.ts';

/** The colour of buttons where a shop has none. */
const ACCENT = '#1b1b1a';

/** Everything blocks are made with. */
interface Writing {
  readonly facts: MailFacts;
  readonly strings: MailStrings;
  /** BCP 47, of numbers and places. */
  readonly tag: string;
  readonly money: (minor: number) => string;
}

const LTR_MARK = '\u200e';
/** A number such as #1001 among words that run the other way. */
const whole = (text: string, rtl: boolean): string => (rtl ? `${LTR_MARK}${text}${LTR_MARK}` : text);

/** Mails never name a picture or a page by anything but http. */
function absolute(url: string | null | undefined, base: string | null): string | null {
  if (!url) return null;
  if (url.startsWith('/') && !url.startsWith('//')) return base === null ? null : base + url;
  return /^https?:\/\//i.test(url) ? url : null;
}

function moneyOf(currency: string | undefined, tag: string): (minor: number) => string {
  if (currency === undefined) return String;
  return (amountMinor) => formatMoney({ amountMinor, currency }, tag);
}

function addressText({ shippingAddress }: OrderFacts, { tag }: Writing): string {
  return shownAddress(shippingAddress, tag).join('\n');
}

function lineOf(line: OrderFacts['lines'][number], { facts, strings, money }: Writing, shipped?: number): Line {
  const { snapshot, quantity, totalMinor } = line;
  const count = shipped ?? quantity;
  return {
    title: snapshot.title,
    detail: lineOptions(snapshot.variantTitle, snapshot.options),
    quantity: fill(strings.quantity, { count: String(count) }),
    count,
    price: shipped === undefined ? money(totalMinor) : null,
    image: absolute(snapshot.image?.url, facts.base),
  };
}

function totals(order: OrderFacts, { strings, money }: Writing): Block {
  const rows: Row[] = [{ label: strings.subtotal, value: money(order.subtotalMinor) }];
  if (order.discountMinor > 0) rows.push({ label: strings.discount, value: `−${money(order.discountMinor)}` });
  const shipping = order.shippingMinor === 0 ? strings.free : money(order.shippingMinor);
  rows.push({ label: strings.delivery, value: shipping });
  if (order.taxMinor > 0 && !order.taxIncluded) rows.push({ label: strings.tax, value: money(order.taxMinor) });
  rows.push({ label: strings.total, value: money(order.totalMinor), strong: true });
  if (order.taxMinor > 0 && order.taxIncluded) rows.push({ label: strings.taxIncluded, value: money(order.taxMinor) });
  return { kind: 'totals', rows };
}

/** What is to be paid by hand, how, and by what name it is told apart; nothing where nothing is due. */
function howToPay(order: OrderFacts, { facts, strings, tag, money }: Writing): Block[] {
  if (order.paidMinor > 0 || order.totalMinor === 0) return [];
  const waits = order.payment.id !== 'cash_on_delivery';
  const { sentences, values } = readInstructions(order.payment.instructions, waits ? REFERENCES : []);
  if (!waits && sentences.length + values.length === 0) return [];
  const rtl = stringsFor(tag).rtl;
  const known = [
    { label: strings.amount, value: whole(money(order.totalMinor), rtl) },
    { label: strings.reference, value: whole(`${facts.shop.numberPrefix}${order.number}`, rtl) },
  ];
  const lines = [...values, ...(waits ? known : [])].map(({ label, value }) => `${label}: ${value}`);
  const text = [...(waits ? [strings.awaiting] : []), ...sentences, ...lines].join('\n');
  return [{ kind: 'notice', title: strings.howToPay, text }];
}

/** The whole order: what, for how much, where to. */
function orderBlocks(order: OrderFacts, writing: Writing, forMerchant: boolean): Block[] {
  const { strings } = writing;
  const rows: Row[] = [
    { label: strings.shipTo, value: addressText(order, writing) },
    { label: strings.deliveredBy, value: order.delivery.title },
    { label: strings.payment, value: order.payment.title },
    ...(forMerchant ? [{ label: strings.customer, value: order.email }] : []),
  ];
  return [
    { kind: 'lines', lines: order.lines.map((line) => lineOf(line, writing)) },
    totals(order, writing),
    { kind: 'facts', rows },
  ];
}

/** Some units of an order. */
function unitBlock(order: OrderFacts, units: ReturnFacts['lines'], writing: Writing): Block {
  const lines = units.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    return line ? [lineOf(line, writing, quantity)] : [];
  });
  return { kind: 'lines', lines };
}

/** What is in a parcel, and where the parcel is. */
function parcelBlocks(order: OrderFacts, writing: Writing, button: readonly Block[]): Block[] {
  const { facts, strings } = writing;
  const { fulfilment } = facts;
  if (!fulfilment) return [...button];
  const track = absolute(fulfilment.trackingUrl, null);
  const rows: Row[] = [];
  if (fulfilment.carrier) rows.push({ label: strings.carrier, value: fulfilment.carrier });
  if (fulfilment.trackingNumber) rows.push({ label: strings.trackingNumber, value: fulfilment.trackingNumber });
  return [
    ...(track && !fulfilment.deliveredAt
      ? [{ kind: 'button', label: strings.track, url: track, or: null } satisfies Block]
      : button),
    ...(rows.length > 0 ? [{ kind: 'facts', rows } satisfies Block] : []),
    unitBlock(order, fulfilment.lines, writing),
    { kind: 'facts', rows: [{ label: strings.shipTo, value: addressText(order, writing) }] },
  ];
}

/** Where and why a block failed last. */
function failureText(block: MailFacts['block']): string | undefined {
  const failure = block?.failure;
  if (!failure) return undefined;
  const place = [failure.line, failure.column].filter((number) => number !== null).join(':');
  return [place, failure.message || failure.reason].filter(Boolean).join(' ');
}

/** What follows the words of a mail, by its kind; `button` leads to the order or wherever the event says. */
function detailsOf(kind: MailKind, writing: Writing, button: readonly Block[]): Block[] {
  const { facts, strings } = writing;
  const { order, returned, refund, customer, endpoint, variant, block } = facts;
  const row = (label: string, value: string | undefined): Block[] =>
    value ? [{ kind: 'facts', rows: [{ label, value }] }] : [];
  if (kind === 'merchant_new_customer')
    return row(strings.customer, [customer?.name, customer?.email].filter(Boolean).join('\n'));
  if (kind === 'merchant_webhook_off') return row(strings.endpoint, endpoint?.url);
  if (kind === 'merchant_block_off')
    return [...row(strings.block, block?.name), ...row(strings.reason, failureText(block))];
  if (kind === 'merchant_low_stock') return row(strings.sku, variant?.sku);
  if (!order) return [...button];
  switch (kind) {
    case 'order_confirmation': {
      return [...howToPay(order, writing), ...button, ...orderBlocks(order, writing, false)];
    }
    case 'order_edited':
    case 'payment_received':
    case 'payment_failed':
      return [...button, ...orderBlocks(order, writing, false)];
    case 'merchant_new_order':
      return orderBlocks(order, writing, true);
    case 'order_shipped':
    case 'order_delivered':
      return parcelBlocks(order, writing, button);
    case 'return_requested':
    case 'return_received':
      if (!returned) return [...button];
      return [...button, unitBlock(order, returned.lines, writing), ...row(strings.reason, returned.reason)];
    case 'order_cancelled':
      return [...button, { kind: 'lines', lines: order.lines.map((line) => lineOf(line, writing)) }];
    case 'merchant_refund_failed':
      return row(strings.reason, refund?.error);
    default:
      return [...button];
  }
}

/** Whether the other words of a kind fit better. */
function isOtherwise(kind: MailKind, { order }: MailFacts): boolean {
  if (kind === 'order_confirmation') return order !== null && order.paidMinor > 0;
  return kind === 'order_cancelled' && order?.cancelReason === 'payment_expired';
}

function footerOf(kind: MailKind, { shop }: MailFacts, strings: MailStrings): string[] {
  const why = ABOUT_ACCOUNT.has(kind)
    ? strings.whyAccount
    : kind.startsWith('merchant_')
      ? strings.whyMerchant
      : WANTED.has(kind)
        ? strings.whyWanted
        : strings.whyOrder;
  return [fill(why, { shop: shop.name }), ...(shop.imprint === '' ? [] : [shop.imprint])];
}

/** A mail of a kind, in HTML and text. */
export async function renderMail(kind: MailKind, facts: MailFacts): Promise<RenderedMail> {
  const { strings, tag, rtl } = stringsFor(facts.locale);
  const { order, refund, variant, block, shop, link, unsubscribe, base } = facts;
  const writing: Writing = { facts, strings, tag, money: moneyOf(order?.currency, tag) };
  const amount = refund?.amountMinor ?? order?.totalMinor ?? 0;
  const values = {
    shop: shop.name,
    number: order ? whole(`${shop.numberPrefix}${order.number}`, rtl) : '',
    amount: order ? whole(writing.money(amount), rtl) : '',
    product: variant ? [variant.title, ...variant.options].filter(Boolean).join(' · ') : '',
    left: String(variant?.left ?? 0),
    block: block?.title ?? '',
  };
  const said = strings.kinds[kind];
  const text = isOtherwise(kind, facts) ? (said.otherwise ?? said.text) : said.text;
  const url = absolute(link, base);
  const or = ABOUT_ACCOUNT.has(kind) ? strings.orOpen : null;
  const button: Block[] = said.button && url ? [{ kind: 'button', label: said.button, url, or }] : [];
  const document: MailDocument = {
    locale: tag,
    rtl,
    shop: { name: shop.name, accent: shop.accent ?? ACCENT, logo: absolute(shop.logo, base) },
    subject: headerText(fill(said.subject, values)),
    heading: fill(said.heading, values),
    blocks: [{ kind: 'text', text: fill(text, values) }, ...detailsOf(kind, writing, button)],
    footer: footerOf(kind, facts, strings),
    unsubscribe: unsubscribe === null ? null : { label: strings.unsubscribe, url: unsubscribe },
  };
  return { subject: document.subject, html: await mailHtml(document), text: mailText(document) };
}
