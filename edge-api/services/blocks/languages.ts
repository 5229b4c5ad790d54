/**
 * The language a block is drawn in: the one asked for, where money and days can be written in it; else the store's own. Only
 * language, script and region count, so that a language has few names.
 */
export function languageOf(asked: string | undefined, storeLocale: string): string {
  return known(asked) ?? known(storeLocale) ?? 'en';
}

function known(tag: string | undefined): string | undefined {
  if (tag === undefined || tag === '') return undefined;
  try {
    const { language, script, region } = new Intl.Locale(tag);
    const short = [language, script, region].filter((part) => part !== undefined).join('-');
    return Intl.NumberFormat.supportedLocalesOf([short])[0];
  } catch {
    return undefined;
  }
}
