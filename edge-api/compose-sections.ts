import type { Sealer } from './adapters/provisioning/sealing.ts';
import type { Database } from './db/database.ts';
import { senderRepository } from './repositories/section-senders.ts';
import type { StateRepository } from './repositories/state.ts';
import { storeSizeRepository } from './repositories/store-size.ts';
import type { StorePages } from './services/pages/store-pages.ts';
import type { ProductService } from './services/products.ts';
import type { SectionGenerator } from './services/sections/generator.ts';
import { type PageComposer, pageComposer } from './services/sections/page-composer.ts';
import { type SectionEvents, sectionEvents } from './services/sections/section-events.ts';
import { type SenderService, senderService } from './services/sections/senders.ts';
import type { StoreSections } from './services/sections/store-sections.ts';

/** Sections that come from outside, or are made of what the shop holds. */
export interface SectionServices {
  /** Who may send them by signed webhook. */
  readonly sectionSenders: SenderService;
  /** What they send. */
  readonly sectionEvents: SectionEvents;
  /** Writes pages of the catalogue and the settings. */
  readonly composer: PageComposer;
}

interface Parts {
  readonly store: { readonly id: string; readonly handle?: string };
  readonly pages: StorePages;
  readonly sections: StoreSections;
  readonly state: StateRepository;
  readonly products: ProductService;
  /** What writes where a model is wished for. */
  readonly model: SectionGenerator | null;
  /** Seals the secrets of senders. */
  readonly sealer: Sealer | null;
  readonly now: () => number;
}

/** Builds what takes and makes sections, over a store's database. */
export function composeSections(database: Database, parts: Parts): SectionServices {
  const { store, pages, sections, state, products, model, sealer, now } = parts;
  const shared = { store, senders: senderRepository(database), sealer, now };
  const facts = {
    state,
    products,
    countProducts: async () => (await storeSizeRepository(database).read('9999')).products,
    countPosts: async () => (await pages.list({ type: 'post', live: 'true', limit: 10 })).pages.length,
  };
  return {
    sectionSenders: senderService(shared),
    sectionEvents: sectionEvents({ ...shared, sections }),
    composer: pageComposer({ facts, pages, sections, model }),
  };
}
