import { readFile } from 'node:fs/promises';
import type { BuildManifest } from '../build.ts';
import { storeNotFound } from '../../edge-api/adapters/provisioning/store-error.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { attribute, snippets } from '../snippet.ts';
import { type Command, given, required, UsageError, withDatabases } from './command.ts';

const manifestFile = new URL('../../dist/manifest.json', import.meta.url);

async function readManifest(): Promise<BuildManifest> {
  try {
    return JSON.parse(await readFile(manifestFile, 'utf8')) as BuildManifest;
  } catch (cause) {
    throw new UsageError('There is no build yet: npm run build.', { cause });
  }
}

/** An address to serve from, without its last slash; whatever a page would run instead of fetching is refused. */
function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && !url.username && !url.password && !url.search && !url.hash;
  if (!plain || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new UsageError(`--origin is an address such as https://shop.example, and "${text}" is not.`);
  return url.href.replace(/\/+$/, '');
}

/** What most shops put into a page. */
const usualElements = (collection: string | undefined): string =>
  [
    '<vitrine-search></vitrine-search>',
    '<vitrine-cart-button></vitrine-cart-button>',
    `<vitrine-product-grid${collection ? ` collection="${attribute(collection)}"` : ''}></vitrine-product-grid>`,
    '<vitrine-cart></vitrine-cart>',
  ].join('\n');

/** `vitrine snippet`: what a merchant pastes. */
export const snippetCommand: Command = {
  name: 'snippet',
  usage: '--store HANDLE [--origin URL] [--elements LIST] [--collection HANDLE] [--locale TAG] [--short]',
  summary: 'Prints what to paste into a page.',
  help: [
    ['--store HANDLE', "The store's handle."],
    ['--origin URL', 'Where browsers get the script; PUBLIC_URL, or this machine at PORT, when it is not given.'],
    ['--elements LIST', 'What the page shows first, separated by commas; product-grid when it is not given.'],
    ['--collection HANDLE', 'The collection its grid shows; all products when it is not given.'],
    ['--locale TAG', "Language of texts and money; the page's own when it is not given."],
    ['--short', 'Only the one line that is right for ever, without hints of this version.'],
  ],
  options: {
    store: { type: 'string' },
    origin: { type: 'string' },
    elements: { type: 'string' },
    collection: { type: 'string' },
    locale: { type: 'string' },
    short: { type: 'boolean' },
  },
  arguments: [],
  async run(_args, options, output) {
    const manifest = await readManifest();
    const { publicUrl, port } = readEnvironment(process.env);
    const origin = readOrigin(given(options, 'origin') ?? publicUrl ?? `http://localhost:${port}`);
    const elements = (given(options, 'elements') ?? 'product-grid')
      .split(',')
      .map((name) => name.trim().replace(/^vitrine-/, ''));
    const unknown = elements.find((name) => !(name in manifest.elements));
    if (unknown !== undefined) {
      throw new UsageError(
        `There is no element "${unknown}". There are: ${Object.keys(manifest.elements).sort().join(', ')}.`,
      );
    }
    const collection = given(options, 'collection');
    const locale = given(options, 'locale');
    const handle = required(options, 'store');
    await withDatabases(async ({ stores }) => {
      if (!(await stores.find(handle))) throw storeNotFound(handle);
    });
    const made = snippets(manifest, {
      origin,
      store: handle,
      elements,
      ...(collection ? { lists: [{ collection }] } : {}),
      ...(locale ? { locale } : {}),
    });
    if (options['short']) output.answer(made.short, made);
    else {
      output.note('The links and the script go into the head of the page, the elements to where they are to be seen.');
      output.answer(`${made.recommended}\n\n${usualElements(collection)}`, made);
    }
    return 0;
  },
};
