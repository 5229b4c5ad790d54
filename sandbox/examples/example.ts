/** A block to begin with: what it is called, its source as a merchant reads it, its settings and its own texts. */
export interface BlockExample {
  readonly name: string;
  readonly title: string;
  /** One or two sentences for who chooses among them. */
  readonly description: string;
  readonly source: string;
  /** As `edge-api/contract/block-settings.ts` reads them. */
  readonly settings: readonly Readonly<Record<string, unknown>>[];
  /** By language, then by key. */
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
