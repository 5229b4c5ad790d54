import { Charset, Document as FlexDocument, Index } from 'flexsearch';
import type { Contestant, Document } from './contestant.ts';

/** Fields in the order of their weight; FlexSearch ranks by field, then by how early in the text a word is. */
const FIELDS = ['title', 'type', 'vendor', 'codes', 'tags', 'body'] as const;

/** Steps of its score, by its manual's formula for the length of these texts. */
const RESOLUTION = 30;

/** FlexSearch over fields of their own, and over one text that begins with the title. */
export function flexSearch(documents: readonly Document[]): Contestant[] {
  const fields = new FlexDocument({
    tokenize: 'forward',
    encoder: Charset.Normalize,
    resolution: RESOLUTION,
    document: { id: 'id', index: [...FIELDS] },
  });
  const whole = new Index({ tokenize: 'forward', encoder: Charset.Normalize, resolution: RESOLUTION });
  const tolerant = new Index({ tokenize: 'tolerant', encoder: Charset.Normalize, resolution: RESOLUTION });
  const handles = new Map<number, string>();
  for (const document of documents) {
    fields.add({ ...document });
    const text = FIELDS.map((field) => document[field]).join(' ');
    whole.add(document.id, text);
    tolerant.add(document.id, text);
    handles.set(document.id, document.handle);
  }
  const handlesOf = (ids: Iterable<number | string>, limit: number) =>
    [...new Set(ids)].slice(0, limit).map((id) => handles.get(Number(id))!);
  return [
    {
      name: 'FlexSearch, fields',
      how: `0.8 Document, tokenize forward, Charset.Normalize, suggest, fields in the order ${FIELDS.join(', ')}`,
      find: (q, limit) =>
        handlesOf(
          fields.search(q, { limit, suggest: true }).flatMap(({ result }) => result as (number | string)[]),
          limit,
        ),
    },
    {
      name: 'FlexSearch',
      how: '0.8 Index over one text that begins with the title, tokenize forward, Charset.Normalize, suggest',
      find: (q, limit) => handlesOf(whole.search(q, { limit, suggest: true }), limit),
    },
    {
      name: 'FlexSearch, tolerant',
      how: '0.8 Index over the same text, tokenize tolerant, suggest',
      find: (q, limit) => handlesOf(tolerant.search(q, { limit, suggest: true }), limit),
    },
  ];
}
