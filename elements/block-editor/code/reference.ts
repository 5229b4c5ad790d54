/** A name that is completed: what it is called, how it is written, and what it gives, in a sentence. */
export interface Entry {
  readonly name: string;
  readonly signature: string;
  readonly info: string;
}

const entry = (name: string, signature: string, info: string): Entry => ({ name, signature, info });

/** What a block's function is given as its first argument. */
export const HELPERS: readonly Entry[] = [
  entry('html', 'html`…`', 'HTML of a template. What is put into it is escaped.'),
  entry('products', 'products({ collection?, search?, sort?, limit? })', 'Products of the shop, as cards show them.'),
  entry('product', "product('handle')", 'One product with its options and variants; null where there is none.'),
  entry('collections', 'collections({ limit? })', 'Collections of the shop.'),
  entry('cart', 'cart()', 'The shopper’s own cart: lines, count, total.'),
  entry('settings', 'settings', 'Values of the block’s settings, by id.'),
  entry('formatPrice', 'formatPrice(price)', 'A price in words of the language: €19.90.'),
  entry('formatDate', "formatDate(date, 'medium')", 'A day in words of the language.'),
  entry('image', 'image(picture, { sizes?, alt?, widths? })', 'A picture in the widths that screens need.'),
  entry('url', "url(product, 'product')", 'Address of a product, collection or page.'),
  entry('t', 't(key, values?)', 'A text of the block in the language of the page.'),
  entry('pluralize', "pluralize(count, '{count} item', '{count} items')", 'One or many.'),
  entry('truncate', 'truncate(text, 100)', 'A text cut at a word.'),
  entry('escapeHtml', 'escapeHtml(text)', 'Text as HTML. html`…` does so by itself.'),
  entry('locale', 'locale', 'Language the block is shown in, such as de.'),
  entry('currency', 'currency', 'Currency the block is shown in, such as EUR.'),
];

/** What the answers are made of. */
export const MEMBERS: Readonly<Record<string, readonly Entry[]>> = {
  product: [
    entry('id', 'string', 'For data-vitrine-product.'),
    entry('handle', 'string', 'Its name in addresses.'),
    entry('title', 'string', 'What it is called.'),
    entry('url', 'string', 'Address of its page.'),
    entry('price', 'Money', 'For formatPrice().'),
    entry('compareAtPrice', 'Money | null', 'What it cost before.'),
    entry('available', 'boolean', 'Whether it can be bought.'),
    entry('image', 'Image | null', 'For image().'),
    entry('vendor', 'string', 'Who makes it.'),
    entry('productType', 'string', 'What kind of thing it is.'),
    entry('onlyVariantId', 'string | null', 'The only variant, where there is no choice.'),
    entry('variantCount', 'number', 'How many variants there are.'),
  ],
  collection: [
    entry('title', 'string', 'What it is called.'),
    entry('handle', 'string', 'Its name in addresses.'),
    entry('image', 'Image | null', 'For image().'),
  ],
  money: [entry('amountMinor', 'number', 'In the smallest unit: cents.'), entry('currency', 'string', 'Such as EUR.')],
  cart: [
    entry('lines', 'Line[]', 'What is in it.'),
    entry('count', 'number', 'How many items.'),
    entry('total', 'Money | null', 'What it costs.'),
  ],
  image: [entry('url', 'string', 'Its address.'), entry('alt', 'string', 'What is on it, in words.')],
  list: ['map', 'filter', 'slice', 'find', 'some', 'every', 'length', 'toSorted'].map((name) => entry(name, '', '')),
  console: ['log', 'info', 'warn', 'error'].map((name) => entry(name, '(…)', 'Shown below the preview.')),
};

export const ACTIONS: readonly Pick<Entry, 'name' | 'info'>[] = [
  { name: 'add-to-cart', info: 'Puts data-vitrine-product into the shopper’s cart.' },
  { name: 'open-cart', info: 'Shows the cart.' },
  { name: 'show-product', info: 'Tells the page that a product was chosen.' },
];

export const TAG_NAMES: readonly string[] =
  'div section article header footer nav h2 h3 h4 p ul ol li a img button span strong em small figure figcaption blockquote table thead tbody tr th td details summary style svg path'.split(
    ' ',
  );
