/** Options of a line that are ours and not the merchant's: their names begin so, and they are never shown as they are. */
const RESERVED = '_';
export const GIFT_WRAP = '_gift';
export const GIFT_MESSAGE = '_gift_message';

type Options = Readonly<Record<string, string>>;

/** What the shopper wrote for a line, by name, without what is ours. */
export const writtenOptions = (options: Options): [name: string, text: string][] =>
  Object.entries(options).filter(([name]) => !name.startsWith(RESERVED));

/** Whether a line is to be wrapped as a gift, and what its card says. */
export const giftOf = (options: Options): { readonly wrap: boolean; readonly message: string } => ({
  wrap: !!options[GIFT_WRAP],
  message: options[GIFT_MESSAGE] ?? '',
});

/** The variant of a line and what the shopper wrote for it, as one text; a gift by its sign, which needs no language. */
export function lineOptions(variantTitle: string, options: Options, withGift = true): string {
  const { wrap, message } = giftOf(options);
  const written = writtenOptions(options).map(([name, value]) => `${name}: ${value}`);
  const gift = withGift && (wrap || message) ? `🎁 ${message}`.trim() : '';
  return [variantTitle, ...written, gift].filter(Boolean).join(' · ');
}
