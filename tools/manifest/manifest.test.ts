import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { writeManifest } from '../manifest.ts';
import { analyze, root } from './analyze.ts';
import { sharedTokens, surfaceOf } from './surface.ts';

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
const names = (items: readonly { readonly name: string }[]): string[] => sorted(items.map(({ name }) => name));

describe('documentation of the elements', () => {
  const { elements } = analyze();
  const tokens = sharedTokens();

  it('has every element that is registered', () => {
    assert.ok(elements.length >= 9, `found ${elements.length}`);
    for (const { tag, path, description } of elements) {
      assert.match(readFileSync(join(root, path), 'utf8'), new RegExp(`@define\\('${tag}'\\)`));
      assert.match(description, /^[A-Z].*\.$/s, `${tag} says in a sentence what it does`);
    }
  });

  for (const element of elements) {
    const { tag, path } = element;
    // The store draws nothing: what is in it stays in the page.
    if (tag === 'vitrine-store') continue;

    describe(`<${tag}>`, () => {
      const surface = surfaceOf(path, tag, tokens);

      it('lets its names be read off the code', () => assert.deepEqual(surface.unreadable, []));
      it('documents the parts it has, and no others', () =>
        assert.deepEqual(names(element.parts), sorted([...surface.parts, 'root'])));
      it('documents the slots it has, and no others', () =>
        assert.deepEqual(names(element.slots), sorted(surface.slots)));
      it('documents the events it sends, and no others', () => {
        const sent = [...surface.events, 'vitrine-error'];
        // Events of elements inside it pass through: those it may name.
        const passing = [...surface.inner].flatMap((inner) => [...surfaceOf(inner, '', tokens).events]);
        const documented = names(element.events);
        assert.deepEqual(
          sent.filter((name) => !documented.includes(name)),
          [],
        );
        assert.deepEqual(
          documented.filter((name) => ![...sent, ...passing].includes(name)),
          [],
        );
      });
      it('documents the states it has, and no others', () =>
        assert.deepEqual(names(element.states), sorted(surface.states)));
      it('documents the CSS properties it reads, and no others', () =>
        assert.deepEqual(names(element.cssProperties), sorted(surface.cssProperties)));

      it('describes each property, attribute and method in a sentence', () => {
        for (const { name, description } of [...element.fields, ...element.methods, ...element.attributes]) {
          assert.match(description ?? '', /\.$/, name);
        }
      });
    });
  }
});

/** A page's code as somebody types it, right and wrong. */
const SAMPLE = `
import type { VitrineElements } from './vitrine-jsx.js';
import type {} from './vitrine.js';
declare module 'react' { namespace JSX { interface IntrinsicElements extends VitrineElements {} } }

const product = document.querySelector('vitrine-product');
const price: number | undefined = product?.selectedVariant?.price.amountMinor;
document.addEventListener('vitrine-cart-add', (event) => event.promise.then(() => event.detail.variantId.length));
export const page = <vitrine-product handle="mug" heading-level={1} onvitrine-product-view={(event) => event.detail.product.title} />;
export { price };
// @ts-expect-error: no such attribute.
export const wrong = <vitrine-product handel="mug" />;
// @ts-expect-error: nobody sets what the element tells.
if (product) product.product = undefined;
// @ts-expect-error: it carries no such thing.
document.addEventListener('vitrine-cart-add', (event) => event.detail.colour);
`;

describe('what editors are given', () => {
  const folder = join(root, '.data', `manifest-test-${process.pid}`);
  let guide: string;

  before(async () => {
    await mkdir(folder, { recursive: true });
    guide = await writeManifest(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is in step with docs/elements.md (else run `npm run manifest`)', async () => {
    assert.equal(await readFile(join(root, 'docs/elements.md'), 'utf8'), guide);
  });

  it('lets a React page use the elements with types, and refuses what they do not have', async () => {
    await writeFile(join(folder, 'page.tsx'), SAMPLE);
    const options = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--jsx',
      'react-jsx',
      '--module',
      'esnext',
    ];
    const more = ['--moduleResolution', 'bundler', '--target', 'es2022', '--lib', 'es2023,dom', '--types', ''];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const run = promisify(execFile)(process.execPath, [tsc, ...options, ...more, join(folder, 'page.tsx')], {
      cwd: folder,
    });
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    assert.equal(stdout, '');
  });

  it('offers every element and its attributes to Visual Studio Code', async () => {
    const data = JSON.parse(await readFile(join(folder, 'vscode.html-custom-data.json'), 'utf8')) as {
      tags: { name: string; attributes: { name: string }[] }[];
    };
    for (const { tag, attributes } of analyze().elements) {
      const offered = data.tags.find(({ name }) => name === tag);
      assert.deepEqual(sorted(offered?.attributes.map(({ name }) => name) ?? []), names(attributes), tag);
    }
  });
});
