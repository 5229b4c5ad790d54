import type { CartKey } from './cart.strings.ts';

/** What the parts of the cart that come later say, in English. */
export const english = {
  ok: 'OK',
  save: 'Save',
  cancel: 'Cancel',
  savedLines: { one: 'Saved for later ({count})', other: 'Saved for later ({count})' },
  moveToCart: 'Move to cart',
  moveToCartLine: 'Move to cart: {title}',
  giftWrap: 'Wrap as a gift',
  giftMessage: 'Message on the card',
  giftHint: 'Written by hand. No price in the parcel.',
  codeTitle: 'Discount code',
  codeApply: 'Apply',
  codeRemove: 'Remove code {code}',
  code_unknown: 'There is no such code.',
  code_expired: 'This code is not valid now.',
  code_used_up: 'This code has been used up.',
  code_minimum_not_met: 'Your order is too small for this code.',
  code_no_matching_items: 'This code is not for these items.',
  code_no_matching_delivery: 'This code is not for this delivery.',
  code_not_combinable: 'This code cannot be combined with another discount.',
  currency: 'Currency',
  priceChanged: '{title} now costs {to} instead of {from}.',
  nowGone: '{title} has sold out since you last looked.',
  news_restored:
    'Your cart was here longer than the shop keeps it. We have put everything back; prices and stock are as of now.',
  news_joined: 'This is the cart from your other device.',
  news_merged: 'This is the cart from your other device, together with what you had here.',
  news_refused:
    'That link to a cart no longer works: it can be used once, for ten minutes. Your cart here is as it was.',
  handoverText: 'Scan the code with your phone, or open the link on the other device. Your cart is then on both.',
  handoverHint: 'Works once, for ten minutes. Whoever opens it sees your cart, so keep it to yourself.',
  handoverLink: 'Link to your cart',
  handoverFailed: 'We can’t reach the shop just now. Your cart is safe here.',
  handoverOver: 'This link has had its time.',
  qrCode: 'QR code that opens your cart',
  copyLink: 'Copy',
  linkCopied: 'Copied',
} as const;

/** Texts of the whole cart. */
export type BesideKey = CartKey | keyof typeof english;
