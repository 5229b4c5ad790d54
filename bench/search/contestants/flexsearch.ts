import { Charset, Document as FlexDocument, Index } from 'flexsearch';
import type { Contestant, Document } from './contestant.ts';

/** Fields in the order of their weight; FlexSearch ranks by field, then by how early in the text a word is. */
const FIELDS = ['title', 'type', 'vendor', 'codes', 'tags', 'body'] as const;

/** Steps of its score, by its manual's formula for the length of these texts. */
const RESOLUTION = 30;

type Way = 'fields' | 'whole' | 'tolerant';
type Ids = (q: string, limit: number) => (number | string)[];

const WAYS: Record<Way, { name: string; how: string; build: (documents: readonly Document[]) => Ids }> = {
  fields: {
    name: 'FlexSearch, fields',
    how: `0.8 Document, tokenize forward, Charset.Normalize, suggest, fields in the order ${FIELDS.join(', ')}`,
    build(documents) {
      const index = new FlexDocument({
        tokenize: 'forward',
        encoder: Charset.Normalize,
        resolution: RESOLUTION,
        document: { id: 'id', index: [...FIELDS] },
      });
      for (const document of documents) index.add({ ...document });
      // Without `enrich` a result is a list of ids.
      return (q, limit) =>
        index.search(q, { limit, suggest: true }).flatMap(({ result }) => result as (number | string)[]);
    },
  },
  whole: {
    name: 'FlexSearch',
    how: '0.8 Index over one text that begins with the title, tokenize forward, Charset.Normalize, suggest',
    build: (documents) => wholeText(documents, 'forward'),
  },
  tolerant: {
    name: 'FlexSearch, tolerant',
    how: '0.8 Index over the same text, tokenize tolerant, suggest',
    build: (documents) => wholeText(documents, 'tolerant'),
  },
};

function wholeText(documents: readonly Document[], tokenize: 'forward' | 'tolerant'): Ids {
  const index = new Index({ tokenize, encoder: Charset.Normalize, resolution: RESOLUTION });
  for (const document of documents) index.add(document.id, FIELDS.map((field) => document[field]).join(' '));
  return (q, limit) => index.search(q, { limit, suggest: true });
}

/** FlexSearch over fields of their own, and over one text that begins with the title. */
export function flexSearch(
  documents: readonly Document[],
  ways: readonly Way[] = ['fields', 'whole', 'tolerant'],
): Contestant[] {
  const handles = new Map(documents.map(({ id, handle }) => [id, handle]));
  return ways.map((way) => {
    const { name, how, build } = WAYS[way];
    const ids = build(documents);
    return {
      name,
      how,
      find: (q, limit) => [...new Set(ids(q, limit))].slice(0, limit).map((id) => handles.get(Number(id))!),
    };
  });
}
