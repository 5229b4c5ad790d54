import { z } from 'zod';
import { PaymentMethodId } from '../contract/stores.ts';
import { PresentmentCurrencies, ShippingRules, TaxRules } from './selling-rules.ts';

/** Who takes the money: nobody but the merchant, Stripe, or the bank that tests pay at. */
export const PaymentProviderName = z.enum(['manual', 'stripe', 'test']);
export type PaymentProviderName = z.infer<typeof PaymentProviderName>;

/** One way to pay. */
export const PaymentMethod = z.object({
  id: PaymentMethodId,
  provider: PaymentProviderName.default('manual'),
  /** Whether shoppers pay on the provider's own page, which keeps the host page out of the card industry's audits, or in the page they are on. */
  mode: z.enum(['redirect', 'element']).default('redirect'),
  title: z.string().min(1).max(120),
  description: z.string().max(500).default(''),
  /** What a shopper does after ordering; plain text. */
  instructions: z.string().max(4000).default(''),
});
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** What the merchant may be told by mail. */
export const MailAlert = z.enum([
  'new_order',
  'low_stock',
  'payment_problem',
  'webhook_off',
  'block_off',
  'new_customer',
]);
export type MailAlert = z.infer<typeof MailAlert>;

const MailLink = z
  .string()
  .max(1000)
  .regex(
    /^https?:\/\/[^\s"<>\\]*\{token\}[^\s"<>\\]*$/,
    'It begins with https:// and says where the token goes: {token}.',
  );

const ids = (items: readonly { id: string }[]) => new Set(items.map((item) => item.id)).size === items.length;

/** A link in a menu of the store's own pages. */
const MenuLink = z.object({
  title: z.string().trim().min(1).max(60),
  path: z
    .string()
    .max(1000)
    .regex(/^(?:https:\/\/|\/(?![/\\]))[^\s"<>\\]*$/, 'It begins with / or https://.'),
});

/** The settings a store keeps as JSON in `store_state.settings`; `{}` is a shop that works. */
export const StoreSettings = z.object({
  branding: z
    .object({
      accent: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i, 'A colour is written #rrggbb.')
        .nullable()
        .default(null),
      logo: z.string().max(2000).nullable().default(null),
      font: z.string().max(300).nullable().default(null),
      radiusPx: z.number().min(0).max(64).nullable().default(null),
    })
    .prefault({}),
  /** BCP 47 tags a shopper may choose; empty means the store's own locale alone. */
  languages: z.array(z.string().min(2).max(35)).default([]),
  paymentMethods: z
    .array(PaymentMethod)
    .min(1)
    .refine(ids, 'Two payment methods share an id.')
    .prefault([
      {
        id: 'bank_transfer',
        title: 'Bank transfer',
        description: 'Pay by bank transfer. We send the goods when the money has arrived.',
        instructions: 'Please transfer the total and give your order number as the reference.',
      },
    ]),
  shipping: ShippingRules.prefault({}),
  tax: TaxRules.prefault({}),
  /** What shoppers may pay in besides the store's own currency. */
  currencies: PresentmentCurrencies,
  /** Whose pictures come in any width, besides the services that are known to do it: the first rule that fits an address. */
  images: z
    .object({
      sizes: z
        .array(
          z.object({
            /** Beginning of the addresses meant, such as https://img.example/. */
            startsWith: z.string().min(1).max(500),
            /** The address at a width: `{width}` stands for the pixels, `{url}` for the whole address, `{path}` for what follows its host, `{rest}` for what follows `startsWith`. */
            address: z
              .string()
              .max(1000)
              .regex(/^(?:https:\/\/|\/(?!\/)|\{url\})[^\s"<>\\]*$/, 'It begins with https://, / or {url}.')
              .regex(/\{width\}/, 'It says where the width goes: {width}.'),
          }),
        )
        .max(20)
        .default([]),
    })
    .prefault({}),
  /** Mails to shoppers and to the merchant. */
  mail: z
    .object({
      /** Who they are from; null for the name of the shop. */
      fromName: z.string().trim().min(1).max(120).nullable().default(null),
      /** Where answers go; null for the merchant's address. */
      replyTo: z.email().max(254).nullable().default(null),
      /** The merchant's own address, for alerts; null for none. */
      address: z.email().max(254).nullable().default(null),
      /** What it is told of; of new customers only where this says so. */
      alerts: z.array(MailAlert).default(MailAlert.options.filter((alert) => alert !== 'new_customer')),
      /** Who the shop is by law, under every mail; plain text. */
      imprint: z.string().max(1000).default(''),
      /** Page of the merchant's own site that shows an order; `{token}` stands for the order's token. */
      orderPage: MailLink.nullable().default(null),
    })
    .prefault({}),
  stock: z
    .object({
      /** Units from which on a shopper is told that few are left; 0 for never. */
      lowAt: z.int().min(0).max(10_000).default(5),
    })
    .prefault({}),
  checkout: z
    .object({
      /** Page the checkout is on, where reminders lead; the page it began on when null, if the store lists its origin. */
      url: z
        .url({ protocol: /^https?$/ })
        .max(1000)
        .nullable()
        .default(null),
      /** Whether shoppers may ask to be reminded of a checkout they leave. */
      recoveryMails: z.boolean().default(true),
      /** Hours without a change after which a checkout counts as left. */
      abandonedAfterHours: z.int().min(1).max(168).default(6),
      /** Days after the last change until what was typed is erased. */
      keepDays: z.int().min(1).max(90).default(14),
      /** Whether shoppers are asked if they want news of the shop. */
      marketingConsent: z.boolean().default(true),
    })
    .prefault({}),
  cart: z.object({ expiryDays: z.int().min(1).max(365).default(7) }).prefault({}),
  order: z
    .object({
      firstNumber: z.int().min(1).max(1_000_000_000).default(1001),
      numberPrefix: z.string().max(10).default('#'),
      /** How long stock waits for a payment that a provider takes. */
      reservationMinutes: z.int().min(5).max(10_080).default(30),
    })
    .prefault({}),
  /** Menus of the store's own pages; null for those that follow from its collections, its blog and the pages about it. */
  menu: z
    .object({
      header: z.array(MenuLink).max(12).nullable().default(null),
      footer: z.array(MenuLink).max(24).nullable().default(null),
    })
    .prefault({}),
});
export type StoreSettings = z.infer<typeof StoreSettings>;

/** Settings as a merchant may write them: everything optional. */
export type StoreSettingsInput = z.input<typeof StoreSettings>;

/** Reads the column `store_state.settings`. */
export function parseSettings(json: string): StoreSettings {
  return StoreSettings.parse(JSON.parse(json));
}
