/** The variant of a line and what the shopper wrote for it, as one text. */
export function lineOptions(variantTitle: string, options: Readonly<Record<string, string>>): string {
  const written = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return [variantTitle, ...written].filter(Boolean).join(' · ');
}
