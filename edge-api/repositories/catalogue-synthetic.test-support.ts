const NOUNS = 'shirt lamp mug chair blanket ring bottle notebook scarf candle bowl jacket clock bag plant rug'.split(
  ' ',
);
const ADJECTIVES = 'linen oak washed brass folding quiet northern striped heavy small blue recycled hand-made'.split(
  ' ',
);
const SIZES = ['XS', 'S', 'M', 'L', 'XL'];
const COLOURS = ['Red', 'Sand', 'Ink', 'Moss'];

/** A source of numbers from 0 to 1 that a seed determines. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A product CSV of about so many rows, made as it is read: shirts with sizes and colours, lamps without. */
export async function* syntheticCatalogue(rows: number, seed = 1): AsyncGenerator<Uint8Array, void> {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const words = (count: number) => Array.from({ length: count }, () => pick([...ADJECTIVES, ...NOUNS])).join(' ');
  const encoder = new TextEncoder();
  let text =
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,' +
    'Variant Compare At Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src,Image Position,Collection,Product Category\r\n';
  for (let row = 0, product = 0; row < rows; product += 1) {
    const noun = pick(NOUNS);
    const title = `${pick(ADJECTIVES)} ${pick(ADJECTIVES)} ${noun} ${product}`;
    const body = `"<h3>${title}</h3>\n<p>A <strong>${noun}</strong>, ${words(40)}.</p><ul><li>${words(4)}</li><li>""${words(3)}""</li></ul>"`;
    const sizes = random() < 0.4 ? SIZES.slice(0, 1 + Math.floor(random() * 5)) : [''];
    const colours = sizes[0] !== '' && random() < 0.5 ? COLOURS.slice(0, 1 + Math.floor(random() * 4)) : [''];
    const own = `${title},${body},Vendor ${product % 40},${noun},"${pick(ADJECTIVES)}, ${pick(NOUNS)}, ${pick(NOUNS)}",true`;
    let first = true;
    for (const size of sizes) {
      for (const colour of colours) {
        const cents = 100 + Math.floor(random() * 30_000);
        const price = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const options = `${size && first ? 'Size' : ''},${size},${colour && first ? 'Colour' : ''},${colour}`;
        const more = first ? `,${random() < 0.3 ? `Collection ${product % 12}` : ''},Home > ${noun}` : ',,';
        text += `p-${product},${first ? own : ',,,,,'},${options},SKU-${product}-${size}-${colour},${price},,shopify,${Math.floor(random() * 50)},https://cdn.example/${product}/${row}.jpg,,${more.slice(1)}\r\n`;
        first = false;
        row += 1;
      }
    }
    if (text.length > 65_536) {
      yield encoder.encode(text);
      text = '';
    }
  }
  yield encoder.encode(text);
}
