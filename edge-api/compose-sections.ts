import type { Sealer } from './adapters/provisioning/sealing.ts';
import type { Database } from './db/database.ts';
import { senderRepository } from './repositories/section-senders.ts';
import { type SectionEvents, sectionEvents } from './services/sections/section-events.ts';
import { type SenderService, senderService } from './services/sections/senders.ts';
import type { StoreSections } from './services/sections/store-sections.ts';

/** Sections that come from outside. */
export interface SectionServices {
  /** Who may send them by signed webhook. */
  readonly sectionSenders: SenderService;
  /** What they send. */
  readonly sectionEvents: SectionEvents;
}

interface Parts {
  readonly store: { readonly id: string; readonly handle?: string };
  readonly sections: StoreSections;
  /** Seals the secrets of senders. */
  readonly sealer: Sealer | null;
  readonly now: () => number;
}

/** Builds what takes sections from outside, over a store's database. */
export function composeSections(database: Database, { store, sections, sealer, now }: Parts): SectionServices {
  const shared = { store, senders: senderRepository(database), sealer, now };
  return { sectionSenders: senderService(shared), sectionEvents: sectionEvents({ ...shared, sections }) };
}
