/** A row as it is stored: each attribute's value with the time it was written, by the attribute's label. */
export interface StoredRow {
  readonly etype: string;
  readonly id: string;
  readonly values: Readonly<Record<string, readonly [value: unknown, writtenAt: number]>>;
}

/** One commit: everything in it is stored, or nothing. */
export interface StoredChange {
  readonly txId: number;
  readonly put: readonly StoredRow[];
  readonly remove: readonly { readonly etype: string; readonly id: string }[];
  /** Refresh tokens are stored as hashes only. */
  readonly addTokens: readonly { readonly hash: string; readonly userId: string }[];
  readonly removeTokens: readonly string[];
}

/** Where one app of the sync server keeps its rows. */
export interface SyncStorage {
  load(): Promise<{ txId: number; rows: StoredRow[]; tokens: { hash: string; userId: string }[] }>;
  /** Resolves when the change would survive the death of this process. */
  commit(change: StoredChange): Promise<void>;
  close(): void;
}
