import { SECTION_TYPES } from '../edge-api/contract/sections/section-types.ts';
import type { SectionType } from '../edge-api/contract/sections/define-section.ts';
import { KINDS, PICTURES, SHOWN_BLOCK, specimenOf } from './section-specimens.ts';

const TYPES = SECTION_TYPES as unknown as readonly SectionType[];

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** JSON that no text in it can end the script it stands in. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** An example with pictures that are there: those of a sample shop stand in for the ones it names. */
function withPictures(example: unknown): unknown {
  const names: string[] = [];
  const text = JSON.stringify(example).replace(/"\/demo\/sections\/(\w+)\.jpg"/g, (_whole, name: string) => {
    if (!names.includes(name)) names.push(name);
    return JSON.stringify(PICTURES[names.indexOf(name) % PICTURES.length]);
  });
  return JSON.parse(text);
}

const idOf = (type: string, variant: string): string => `${type}-${variant}`;

function specimen({ type, title, variants, example }: SectionType, variant: string): string {
  const section = { type, variant, content: withPictures(example), ...(type === 'block' && { shown: SHOWN_BLOCK }) };
  return `
      <article class="specimen" id="${idOf(type, variant)}" data-type="${type}" data-variant="${variant}">
        <header class="label">
          <h3>${escaped(title)} <span>${escaped(variant)}</span></h3>
          <p>${escaped(variants[variant]!)}</p>
          <a href="?type=${type}&amp;variant=${variant}">Alone</a>
        </header>
        <vitrine-section product-url="/demo/product.html?handle={handle}"><script type="application/json">${inScript(section)}</script></vitrine-section>
      </article>`;
}

const indexEntry = ({ type, title, variants }: SectionType): string => `
          <li>
            <a href="#${type}">${escaped(title)}</a>
            ${Object.keys(variants)
              .map((variant) => `<a class="variant" href="#${idOf(type, variant)}">${escaped(variant)}</a>`)
              .join(' ')}
          </li>`;

const group = (type: SectionType): string => `
    <section class="type" id="${type.type}">
      <header class="label">
        <h2>${escaped(type.title)}</h2>
        <p>${escaped(type.description)}</p>
      </header>${Object.keys(type.variants)
        .map((variant) => specimen(type, variant))
        .join('')}
    </section>`;

/** The page that shows every type of section in every variant with its example. `gallery.js` beside it reads the address. */
export const galleryPage = (types: readonly SectionType[] = TYPES): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sections · Vitrine</title>
    <meta name="description" content="Every section in every layout, to look at." />
    <link rel="icon" href="/demo/icon.svg" />
    <link rel="stylesheet" href="/demo/sections/gallery.css" />
    <script type="module" src="/demo/sections/gallery.js"></script>
  </head>
  <body>
    <header class="top">
      <p><a href="/demo/">Vitrine</a></p>
      <h1>Sections</h1>
      <p>
        ${types.length} types, each in all its layouts, with the example of its schema. In the address:
        <code>type</code>, <code>variant</code>, <code>tone</code>, <code>spacing</code>, <code>width</code>,
        <code>theme</code>, <code>accent</code>, <code>dir=rtl</code>, and <code>content</code> as one of
        ${KINDS.map((kind) => `<code>${kind}</code>`).join(', ')}.
      </p>
      <nav aria-label="Sections">
        <ul>${types.map(indexEntry).join('')}
        </ul>
      </nav>
    </header>
    <main>${types.map(group).join('')}
    </main>
  </body>
</html>
`;

/** What `gallery.js` shows instead of the examples, by type, kind and language. */
export const gallerySpecimens = (types: readonly SectionType[] = TYPES): string =>
  JSON.stringify(
    Object.fromEntries(
      types.map((type) => [
        type.type,
        Object.fromEntries(
          KINDS.map((kind) => [kind, { en: specimenOf(type, kind, 'en'), ar: specimenOf(type, kind, 'ar') }]),
        ),
      ]),
    ),
  );
