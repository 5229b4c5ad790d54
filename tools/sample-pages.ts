import { readFile } from 'node:fs/promises';
import type { Databases } from '../edge-api/adapters/provisioning/compose.node.ts';
import { composeStore } from '../edge-api/compose.ts';
import { ComposePage } from '../edge-api/contract/page-compose.ts';
import { NewPage } from '../edge-api/contract/pages-admin.ts';
import { PutAuthor } from '../edge-api/contract/posts.ts';
import type { RegisteredStore } from '../edge-api/repositories/stores.ts';

/** What a sample shop has at its own host besides its products, as `demo/shops/*\/pages.json` says. */
interface SamplePages {
  readonly author: { readonly handle: string; readonly name: string; readonly bio: string };
  /** Pages that are written by rule, from what the shop holds. */
  readonly compose: readonly {
    readonly type: 'home' | 'about';
    readonly title?: string;
    readonly tone: 'quiet' | 'warm' | 'bold';
    readonly seed: string;
  }[];
  readonly theme?: { readonly template: 'apothecary' };
  readonly posts: readonly { readonly title: string; readonly tags: readonly string[]; readonly html: string }[];
}

/** Who is named as the maker. */
const ACTOR = 'sample shops';

async function make(
  { composer, pages, authors, themes, store }: ReturnType<typeof composeStore>,
  sample: SamplePages,
): Promise<void> {
  const { handle, ...author } = sample.author;
  await authors.put(handle, PutAuthor.parse(author));
  for (const { title, tags, html } of sample.posts) {
    const wish = NewPage.parse({ type: 'post', title, details: { html, tags, author: handle } });
    const post = await pages.create(wish, ACTOR);
    await pages.publish(post.id, ACTOR);
  }
  for (const wish of sample.compose) {
    const { page } = await composer.compose(ComposePage.parse({ ...wish, generator: 'composer' }), ACTOR);
    await pages.publish(page.id, ACTOR);
  }
  if (!sample.theme) return;
  const { branding } = (await store.get()).body.store;
  const theme = await themes.create({
    name: sample.theme.template,
    ...sample.theme,
    ...(branding.accent && { colours: [branding.accent] }),
  });
  await themes.publish(theme.id);
}

/** Gives a sample shop its pages, its blog and its theme, unless it has a page already. */
async function dress(store: RegisteredStore, databases: Databases): Promise<void> {
  const file = new URL(`../demo/shops/${store.handle}/pages.json`, import.meta.url);
  const sample = JSON.parse(await readFile(file, 'utf8')) as SamplePages;
  const lease = await databases.lease(store);
  try {
    if (await lease.database.first('SELECT 1 FROM pages LIMIT 1')) return;
    const onTrouble = (what: string, error: unknown) => console.error(`Could not ${what}.`, error);
    await make(composeStore(store, lease.database, { live: null, now: Date.now, onTrouble }), sample);
  } finally {
    lease.release();
  }
}

/** Dresses the sample shops of these handles for their own hosts. */
export async function dressSampleShops(databases: Databases, handles: readonly string[]): Promise<void> {
  for (const handle of handles) {
    const store = await databases.stores.find(handle);
    if (store?.status === 'active') await dress(store, databases);
  }
}
