import { create, insertMultiple, search } from '@orama/orama';
import type { Contestant, Document } from './contestant.ts';

const SCHEMA = {
  handle: 'string',
  title: 'string',
  type: 'string',
  vendor: 'string',
  tags: 'string',
  codes: 'string',
  body: 'string',
} as const;
const BOOST = { title: 2 };
const PROPERTIES = ['title', 'type', 'vendor', 'tags', 'codes', 'body'] as const;

/** Orama with its English stemmer, with its tolerance of typing errors and without. */
export async function orama(documents: readonly Document[]): Promise<Contestant[]> {
  const index = create({ schema: SCHEMA, components: { tokenizer: { language: 'english', stemming: true } } });
  await insertMultiple(
    index,
    documents.map(({ handle, title, type, vendor, tags, codes, body }) => ({
      handle,
      title,
      type,
      vendor,
      tags,
      codes,
      body,
    })),
    1000,
  );
  const find = async (term: string, limit: number, how: { tolerance: number; threshold: number }) => {
    const found = await search(index, { term, limit, ...how, boost: BOOST, properties: [...PROPERTIES] });
    return found.hits.map(({ document }) => document.handle);
  };
  const how = '3.1, English stemming, boost title 2';
  return [
    {
      name: 'Orama',
      how: `${how}, tolerance 1, threshold 0: all words`,
      find: (q, limit) => find(q, limit, { tolerance: 1, threshold: 0 }),
    },
    {
      name: 'Orama, any word',
      how: `${how}, tolerance 1, threshold 1: any word`,
      find: (q, limit) => find(q, limit, { tolerance: 1, threshold: 1 }),
    },
    {
      name: 'Orama, words',
      how: `${how}, no tolerance, threshold 0: all words`,
      find: (q, limit) => find(q, limit, { tolerance: 0, threshold: 0 }),
    },
  ];
}
