import type { ComposedPage, ComposePage } from '../../contract/page-compose.ts';
import type { AdminPage } from '../../contract/pages-admin.ts';
import { slugOf, slugProblem } from '../../contract/pages.ts';
import { ApiError, invalidRequest } from '../errors.ts';
import type { StorePages } from '../pages/store-pages.ts';
import { randomToken } from '../secrets.ts';
import { composer } from './compose.ts';
import { type GeneratedPage, GenerationError, type SectionGenerator, type ShopFacts } from './generator.ts';
import { cutText } from './plain-words.ts';
import { type FactSources, shopFacts } from './shop-facts.ts';
import type { StoreSections } from './store-sections.ts';

/** How much of what a model was asked is kept with each section, in characters. */
const KEPT_PROMPT = 8000;
/** Most pages of one name that are told apart by a number. */
const MOST_ALIKE = 50;

export interface PageComposer {
  /** Whether this wish is written by a model, which counts as a generation, and is told what the shop sells. */
  asksModel(wish: ComposePage): boolean;
  /**
   * Makes a draft of sections that are written of nothing but what the shop holds. Throws `generation_failed` where no page came of
   * it, and what making a page throws.
   */
  compose(wish: ComposePage, actor: string, signal?: AbortSignal): Promise<ComposedPage>;
}

export interface ComposerDependencies {
  readonly facts: FactSources;
  readonly pages: Pick<StorePages, 'create' | 'get' | 'remove'>;
  readonly sections: Pick<StoreSections, 'put'>;
  /** What writes where a model is wished for; null where none is set up. */
  readonly model: SectionGenerator | null;
}

/** The first heading of a page, to call it by. */
function headingOf({ sections }: GeneratedPage): string | undefined {
  for (const { content } of sections) {
    const heading = (content as { readonly heading?: unknown }).heading;
    if (typeof heading === 'string' && heading.trim() !== '') return cutText(heading, 200);
  }
  return undefined;
}

/** What a page is called that nobody has named: the home page as the shop, another one by its collection or its first words. */
function titleOf({ type, title, collection }: ComposePage, shop: ShopFacts, made: GeneratedPage): string {
  if (title !== undefined) return title;
  const about = shop.collections.find(({ handle }) => handle === collection)?.title;
  return (about ?? (type === 'home' ? undefined : headingOf(made)) ?? shop.name).slice(0, 200);
}

export function pageComposer({ facts, pages, sections, model }: ComposerDependencies): PageComposer {
  const byRule = composer();
  const asksModel = ({ generator }: ComposePage): boolean => generator !== 'composer' && model !== null;

  async function generate(wish: ComposePage, shop: ShopFacts, signal: AbortSignal | undefined): Promise<GeneratedPage> {
    const { type: pageType, tone, collection, wish: words, seed = randomToken() } = wish;
    const brief = {
      pageType,
      seed,
      ...(tone && { tone }),
      ...(collection !== undefined && { collection }),
      ...(words !== undefined && { wish: words }),
    };
    try {
      const made = await (asksModel(wish) ? model! : byRule).compose(brief, shop, signal ? { signal } : {});
      if (made.sections.length > 0) return made;
    } catch (error) {
      if (!(error instanceof GenerationError)) throw error;
      throw new ApiError('generation_failed', error.message, { cause: error });
    }
    throw new ApiError('generation_failed', 'What was generated holds no section that a page can show.');
  }

  /** Makes the page; where its slug was not wished for, under the first that is free. */
  async function create(wish: ComposePage, title: string, actor: string): Promise<AdminPage> {
    const { type, collection, slug: wished } = wish;
    const details = type === 'category' && collection !== undefined ? { for: collection } : {};
    const base = slugOf(title).slice(0, 100);
    const first = slugProblem(base) ? slugOf(`${type} ${base}`).slice(0, 100) : base;
    for (let count = 1; ; count += 1) {
      const slug = wished ?? (count === 1 ? first : `${first}-${count}`);
      try {
        return await pages.create({ type, title, slug, details, publishing: 'manual' }, actor);
      } catch (error) {
        const isTaken = error instanceof ApiError && error.code === 'page_slug_taken';
        if (!isTaken || wished !== undefined || count >= MOST_ALIKE) throw error;
      }
    }
  }

  return {
    asksModel,
    async compose(wish, actor, signal) {
      if (wish.generator === 'model' && model === null)
        throw invalidRequest('generator', 'No model is set up here: SECTION_GENERATOR of the environment names one.');
      const shop = await shopFacts(facts);
      if (wish.collection !== undefined && !shop.collections.some(({ handle }) => handle === wish.collection))
        throw invalidRequest('collection', 'is no collection of the shop');
      const made = await generate(wish, shop, signal);
      const page = await create(wish, titleOf(wish, shop, made), actor);
      const { prompt, ...rest } = made.metadata;
      const generation = { ...rest, prompt: prompt === null ? null : prompt.slice(0, KEPT_PROMPT) };
      const results = await sections.put(
        made.sections.map((section) => ({ section })),
        { pageId: page.id, actor, metadata: generation },
      );
      const refused = results.flatMap(({ index, error }) => (error ? [{ index, error }] : []));
      if (refused.length === results.length) {
        await pages.remove(page.id);
        const { code, message, issues } = refused[0]!.error;
        // The codes of results are those of errors.
        throw new ApiError(code as ApiError['code'], message, { issues });
      }
      const left = refused.map(({ index, error: { code, message } }) => ({ path: String(index), code, message }));
      const { notes } = made;
      return { page: await pages.get(page.id), generation, notes: [...notes], issues: [...made.issues, ...left] };
    },
  };
}
