/** Something a block may use, as an editor tells of it. */
export interface ReferenceEntry {
  readonly name: string;
  readonly kind: 'function' | 'value';
  /** As TypeScript declares it, in one line. */
  readonly signature: string;
  /** What it is for; '' where its name says it all. */
  readonly info: string;
}
