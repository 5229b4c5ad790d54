import { seededRandom } from '../../edge-api/repositories/catalogue-synthetic.test-support.ts';
import { vocabulary, Zipf } from './words.ts';

const COLOURS = ['Black', 'White', 'Red', 'Blue', 'Green', 'Sand', 'Grey', 'Pink', 'Brown', 'Gold'];
const SIZES = ['XS', 'S', 'M', 'L', 'XL', 'XXL'];
export const CURRENCY = 'EUR';

/** A product as the bench makes it. Prices are in cents. */
export interface MadeProduct {
  readonly row: number;
  readonly handle: string;
  readonly title: string;
  readonly vendor: string;
  readonly type: string;
  readonly model: string;
  readonly tags: readonly string[];
  readonly text: string;
  readonly collections: readonly number[];
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly cents: number;
  readonly available: boolean;
}

/** What a catalogue of some size is made of, and how to draw from it. The larger, the more words, vendors and types it has. */
export interface Making {
  readonly size: number;
  readonly words: readonly string[];
  readonly types: readonly string[];
  readonly vendors: readonly string[];
  readonly tags: readonly string[];
  readonly collections: number;
  product(row: number): MadeProduct;
}

/** Heaps' law: so many different words are in so many products' texts. */
const wordsFor = (size: number): number => Math.round(260 * size ** 0.46);

/** A catalogue that its size and a seed determine: every product by its row alone, so that any part of it can be made again. */
export function making(size: number, seed = 1): Making {
  const words = vocabulary(wordsFor(size), seed);
  const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
  const types = words.slice(20, 20 + Math.min(400, 20 + Math.round(size ** 0.4)));
  const vendors = vocabulary(Math.min(3000, 20 + Math.round(size ** 0.55)), seed + 1).map(capital);
  const tags = words.slice(100, 100 + Math.min(600, 40 + Math.round(size ** 0.45)));
  const collections = Math.min(120, 8 + Math.round(size ** 0.3));
  const ranks = {
    word: new Zipf(words.length),
    type: new Zipf(types.length, 0.8),
    vendor: new Zipf(vendors.length, 0.9),
    tag: new Zipf(tags.length, 0.8),
  };

  return {
    size,
    words,
    types: types.map(capital),
    vendors,
    tags,
    collections,
    product(row) {
      const random = seededRandom(Math.imul(row + 1, 0x9e3779b1) ^ seed);
      const word = () => words[ranks.word.rank(random())]!;
      const some = (count: number) => Array.from({ length: count }, word);
      const below = (count: number) => Math.floor(random() * count);
      const type = types[ranks.type.rank(random())]!;
      const vendor = vendors[ranks.vendor.rank(random())]!;
      const model = `${String.fromCharCode(65 + below(26), 65 + below(26))}${below(9000) + 100}${random() < 0.3 ? String.fromCharCode(65 + below(6)) : ''}`;
      const colour = COLOURS[below(COLOURS.length)]!;
      const sizes = random() < 0.12 ? SIZES.slice(0, 2 + below(4)) : [];
      const colours =
        sizes.length && random() < 0.4 ? [colour, COLOURS[(COLOURS.indexOf(colour) + 3) % COLOURS.length]!] : [];
      return {
        row,
        handle: `p-${row}`,
        title: `${vendor} ${some(1 + below(3))
          .map(capital)
          .join(' ')} ${type} ${model}${random() < 0.4 ? ` ${colour}` : ''}`,
        vendor,
        type: capital(type),
        model,
        tags: [...new Set(Array.from({ length: 1 + below(4) }, () => tags[ranks.tag.rank(random())]!))],
        text: `${capital(type)} ${some(18 + below(30)).join(' ')}. ${model}, ${vendor}.`,
        collections: [...new Set(Array.from({ length: below(3) }, () => below(collections)))],
        options: [
          ...(sizes.length ? [{ name: 'Size', values: sizes }] : []),
          ...(colours.length ? [{ name: 'Colour', values: colours }] : []),
        ],
        cents: Math.round(100 * Math.exp(1 + 5 * random() ** 1.5)),
        available: random() < 0.9,
      };
    },
  };
}

/** Every combination of a product's options; one empty one when it has none. */
export function combinations({ options }: MadeProduct): string[][] {
  return options.reduce<string[][]>(
    (made, { values }) => made.flatMap((chosen) => values.map((value) => [...chosen, value])),
    [[]],
  );
}
