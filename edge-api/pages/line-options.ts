/** Options whose names begin so are ours and not the merchant's (`elements/internal/line-options.ts`): never shown as they are. */
const RESERVED = '_';

/** The variant of a line and what was written for it, as one text; a gift by its sign, which needs no language. */
export function lineOptions(variantTitle: string, options: Readonly<Record<string, string>>): string {
  const { _gift: wrap, _gift_message: message = '' } = options;
  const written = Object.entries(options).filter(([name]) => !name.startsWith(RESERVED));
  const gift = wrap || message ? `🎁 ${message}`.trim() : '';
  return [variantTitle, ...written.map(([name, value]) => `${name}: ${value}`), gift].filter(Boolean).join(' · ');
}
