import type { Draft } from './draft.ts';

/** Text that is not saved yet, as the browser keeps it. */
export interface KeptDraft {
  readonly draft: Draft;
  /** Version of the block it was written on. */
  readonly version: number;
}

/** Where text is kept that nobody has saved. A browser that keeps nothing is no reason not to write. */
export interface KeptDrafts {
  read(name: string): KeptDraft | undefined;
  write(name: string, kept: KeptDraft): void;
  drop(name: string): void;
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null | undefined;
  return (
    typeof draft?.title === 'string' &&
    typeof draft.source === 'string' &&
    typeof draft.settings === 'string' &&
    typeof draft.texts === 'object'
  );
}

/** The unsaved texts of one store’s blocks, in `localStorage`. */
export function keptDrafts(store: string): KeptDrafts {
  const keyOf = (name: string) => `vitrine-blocks:${store}:${name}`;
  const trying = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  return {
    read: (name) =>
      trying(() => {
        const kept = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as Partial<KeptDraft> | null;
        return kept && typeof kept.version === 'number' && isDraft(kept.draft) ? (kept as KeptDraft) : undefined;
      }),
    write: (name, kept) => void trying(() => localStorage.setItem(keyOf(name), JSON.stringify(kept))),
    drop: (name) => void trying(() => localStorage.removeItem(keyOf(name))),
  };
}
