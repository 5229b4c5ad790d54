/**
 * `npm run looks [-- --update] [--type hero]`: looks at every section in every layout, light, dark and right to left, at three
 * widths, with the best and the worst content, and says what looks other than it did. With `--update` what is seen now is kept.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { difference, nameOf, openGallery, VIEWS, type Gallery, type Look, type View } from '../e2e/gallery-look.ts';
import { openShop } from '../e2e/shop.test-support.ts';
import { root } from '../vite.config.ts';

/** Looks by variant and view. */
export type Kept = Record<string, Record<string, Look>>;

const fileOf = (type: string): string => join(root, 'e2e', 'looks', `${type}.json`);

/** How a type looked when somebody last looked at it. */
export function keptLooks(type: string): Kept {
  try {
    return JSON.parse(readFileSync(fileOf(type), 'utf8')) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** What is wrong with a view of the gallery, in words; `kept` gets what is seen. Pictures of what differs go to `folder`. */
export async function judge(
  gallery: Gallery,
  view: View,
  kept: Kept,
  { axe, folder }: { axe: boolean; folder?: string },
) {
  const pictures = new Map<string, Buffer>();
  const { looks, faults } = await gallery.see(view, {
    axe,
    keep: (variant, picture) => pictures.set(variant, picture),
  });
  const told = faults.map((fault) => `${view.type}, ${nameOf(view)}: ${fault}`);
  for (const [variant, look] of Object.entries(looks)) {
    const found = difference(kept[variant]?.[nameOf(view)], look);
    if (found) {
      const picture = pictures.get(variant);
      const path =
        folder && picture && join(folder, `${view.type}-${variant}-${nameOf(view).replaceAll(' ', '-')}.png`);
      if (path) writeFileSync(path, picture);
      told.push(`${view.type} ${variant}, ${nameOf(view)}: ${found}${path ? ` (${path})` : ''}`);
    }
    (kept[variant] ??= {})[nameOf(view)] = look;
  }
  return told;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { update: { type: 'boolean' }, type: { type: 'string' } } });
  const folder = join(root, 'node_modules', '.cache', 'looks');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, 'e2e', 'looks'), { recursive: true });
  const shop = await openShop();
  const gallery = await openGallery(shop.url, shop.browser);
  const left = VIEWS.filter(({ type }) => !values.type || type === values.type);
  const all: Record<string, Kept> = {};
  const told: string[] = [];
  try {
    const work = async () => {
      for (let view = left.shift(); view; view = left.shift()) {
        const kept = (all[view.type] ??= keptLooks(view.type));
        // Long content has thousands of nodes, and the rules are the same.
        const axe = view.content !== 'long' && view.width !== 768;
        told.push(...(await judge(gallery, view, kept, { axe, ...(!values.update && { folder }) })));
      }
    };
    await Promise.all([work(), work()]);
  } finally {
    await gallery.close();
    await shop.close();
  }
  if (values.update)
    for (const [type, kept] of Object.entries(all)) writeFileSync(fileOf(type), `${JSON.stringify(kept, null, 1)}\n`);
  const seen = values.update
    ? told.filter((line) => !/was never looked at|pixels high, was|levels of 255|another shape|the colour/.test(line))
    : told;
  for (const line of seen) console.log(line);
  console.log(
    `${VIEWS.length - (values.type ? VIEWS.filter(({ type }) => type !== values.type).length : 0)} views, ${seen.length} complaints.`,
  );
  process.exitCode = seen.length ? 1 : 0;
}

if (import.meta.main) await main();
