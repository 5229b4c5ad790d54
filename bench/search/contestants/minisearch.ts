import MiniSearch from 'minisearch';
import type { Contestant, Document } from './contestant.ts';

const FIELDS = ['title', 'type', 'vendor', 'tags', 'codes', 'body'];
const BOOST = { title: 2 };

/** MiniSearch, once with what its readme suggests against typing errors and once with whole words alone. */
export function miniSearch(documents: readonly Document[]): Contestant[] {
  const index = new MiniSearch<Document>({ fields: FIELDS, storeFields: ['handle'] });
  index.addAll(documents);
  const handles = (found: readonly { [stored: string]: unknown }[], limit: number) =>
    found.slice(0, limit).map(({ handle }) => String(handle));
  return [
    {
      name: 'MiniSearch',
      how: '7.2, boost title 2, fuzzy 0.2, prefix, any word',
      find: (q, limit) => handles(index.search(q, { boost: BOOST, fuzzy: 0.2, prefix: true }), limit),
    },
    {
      name: 'MiniSearch, words',
      how: '7.2, nothing set: whole words as they are, any word',
      find: (q, limit) => handles(index.search(q), limit),
    },
  ];
}
