import type { FaqContent } from '../contract/sections/faq.ts';
import type { HostedContext } from '../middleware/hosted.ts';
import { homeHead, writtenPageHead } from '../pages/hosted/heads.ts';
import type { PageHead } from '../pages/hosted/head.ts';
import type { HostedPage, Html } from '../pages/hosted/page.ts';
import { KeptDrawings } from '../pages/ssr/kept-drawings.ts';
import { needsOf } from '../pages/ssr/needs.ts';
import type { LoadDrawing } from '../pages/ssr/port.ts';
import { drawForPage, sectionsOfPage, servedMain } from '../pages/ssr/served-page.ts';
import { elementAnswers } from '../services/element-answers.ts';
import { ApiError } from '../services/errors.ts';
import type { ShownPage } from '../services/pages/live-pages.ts';
import { sha256 } from '../services/secrets.ts';
import { type HostedParts, hostedDoor, hostedRouter, PROVISIONAL, REVALIDATED, show } from './hosted-support.ts';

/** A page around its drawn sections. */
export type Frame = (sections: Html) => Omit<HostedPage, 'served' | 'wide'>;

/** Shows a page that is made of sections, inside of a frame where it has one; null where nothing can draw them. */
export type ShowSections = (c: HostedContext, page: ShownPage, frame?: Frame) => Promise<Response | null>;

/** What a page's sections of questions ask and answer. */
export const questionsOf = ({ body }: ShownPage): FaqContent[] =>
  // Its schema has seen what a section of this type says, when it was kept.
  body.page.sections.flatMap(({ type, content }) => (type === 'faq' ? [content as unknown as FaqContent] : []));

/** What sections say first: the sentences below a heading, and where there are none, the headings. */
function wordsOf({ body }: ShownPage): string[] {
  const contents = body.page.sections.map(({ content }) => content as Readonly<Record<string, unknown>>);
  const words = ['text', 'intro', 'heading'].flatMap((name) => contents.map((content) => content[name]));
  return words.filter((text) => typeof text === 'string');
}

/** What a page of sections says of itself. */
function headFor(c: HostedContext, shown: ShownPage): PageHead {
  const { visit } = c.var.hosted;
  const { details, isPreview } = shown;
  const { page } = shown.body;
  const facts = {
    title: page.title,
    seoTitle: details.seoTitle ?? null,
    descriptions: [page.description, ...wordsOf(shown)],
    hidden: details.hidden ?? false,
    preview: isPreview,
    questions: questionsOf(shown),
  };
  if (page.type !== 'home') return writtenPageHead(visit, facts);
  return homeHead(visit, [], {
    ...(details.seoTitle && { seoTitle: details.seoTitle }),
    descriptions: facts.descriptions,
    hidden: facts.hidden,
    preview: isPreview,
  });
}

/** Shows pages of sections, drawn by our own elements; what was drawn is kept as long as the catalogue and the page stand. */
export function sectionsShower(load: LoadDrawing | undefined): ShowSections {
  const drawings = new KeptDrawings();
  return async (c, page, frame) => {
    const drawing = await load?.();
    if (!drawing) return null;
    const { hosted, services, storeId, defer } = c.var;
    const { visit, allowStyles } = hosted;
    const { locale, elements: whole } = visit;
    const { slug } = page.body.page;
    const wish = { locale, origin: '', defer };
    const { sections, provisional } = await services.livePages.withBlocks(page.body.page.sections, wish);
    const shown = sections.filter((section) => section.shown !== undefined).map((section) => section.shown);
    const draw = async () => {
      const answers = await elementAnswers(services, needsOf(sections), page.body.store);
      const wanted = sectionsOfPage(sections, frame ? 2 : 1, page.isPreview ? undefined : slug);
      return drawForPage(drawing, wanted, answers, { locale, whole });
    };
    const blocks = shown.length > 0 ? await sha256(JSON.stringify(shown)) : '';
    const key = `${storeId} ${page.id} ${page.version} ${locale} ${whole} ${blocks}`;
    const drawn = await (page.isPreview ? draw() : drawings.get(key, draw));
    allowStyles(drawn.hashes);
    const { main, served } = servedMain(drawn, drawing.script, whole);
    const framed = frame ? frame(main) : { head: headFor(c, page), main };
    // A draft's address opens it: no browser is to keep what stood there.
    const kept = provisional ? PROVISIONAL : REVALIDATED;
    return show(c, { ...framed, served, wide: true }, page.isPreview ? {} : kept);
  };
}

/** The pages that a merchant has made, at the store's own host. */
export function hostedPageRoutes(parts: HostedParts, showSections: ShowSections) {
  return hostedRouter(parts).get('/pages/:slug', hostedDoor(parts), async (c) => {
    const { livePages } = c.var.services;
    const slug = c.req.param('slug');
    const secret = c.req.query('preview');
    const page = secret ? await livePages.preview({ slug }, secret) : await livePages.live(slug);
    if (!page || page.path !== `/pages/${page.body.page.slug}`)
      throw new ApiError('not_found', 'There is nothing under this address.');
    const shown = await showSections(c, page);
    if (!shown) throw new Error('The build that draws pages is missing: run `npm run build`.');
    return shown;
  });
}
