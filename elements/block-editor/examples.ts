import type { BlockSetting } from '../../edge-api/contract/block-settings.ts';
import type { Texts } from './draft.ts';

/** A block to begin with. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly settings: readonly BlockSetting[];
  readonly texts: Texts;
}

export const blank = (title: string, description: string): Example => ({
  id: 'blank',
  title,
  description,
  source: `export default function ({ products, formatPrice, html }, settings) {
  return html\`
    <h2>\${settings.heading}</h2>
    <ul>
      \${products({ limit: 3 }).map((p) => html\`<li><a href="\${p.url}">\${p.title}</a>, \${formatPrice(p.price)}</li>\`)}
    </ul>\`;
}
`,
  settings: [{ type: 'text', id: 'heading', label: 'Heading', default: 'New here' }],
  texts: {},
});

/** The gallery, fetched when it is looked at. */
export async function loadExamples(): Promise<readonly Example[]> {
  const { EXAMPLES } = await import('../../sandbox/examples/examples.ts');
  return EXAMPLES.map(({ name, settings, ...example }) => ({
    id: name,
    // The examples' own tests hold their forms to the contract.
    settings: settings as readonly BlockSetting[],
    ...example,
  }));
}
