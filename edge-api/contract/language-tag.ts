/** Whether a text is a language tag (BCP 47), such as `de` or `pt-BR`: money and times cannot be written in any other. */
export function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}
