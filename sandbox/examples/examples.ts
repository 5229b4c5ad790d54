// Made by `node tools/block-examples.ts` from the files beside it; a test keeps them in step.
import type { BlockExample } from './example.ts';

/** Blocks to begin with, by name. */
export const EXAMPLES: readonly BlockExample[] = [
  {
    name: 'announcement',
    title: 'Announcement bar',
    description: 'A line in any colour, always readable, with a link, between two days if you like.',
    source:
      'const channel = (hex, at) => {\n  const value = parseInt(hex.slice(at, at + 2), 16) / 255;\n  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;\n};\n\n/** White or black, whichever is easier to read on a colour: one of them always has a contrast of 4.5 at least. */\nconst inkOn = (hex) => {\n  const light = 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);\n  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? \'#ffffff\' : \'#000000\';\n};\n\n/** A line across the page, between two days if they are set. */\nexport default function ({ html }, settings) {\n  const now = Date.now();\n  const isEarly = settings.from && now < Date.parse(`${settings.from}T00:00:00Z`);\n  const isLate = settings.until && now > Date.parse(`${settings.until}T23:59:59Z`);\n  if (!settings.text || isEarly || isLate) return html``;\n  return html`\n    <style>\n      .line { margin: 0; padding: var(--space-3) var(--space-4); text-align: center; text-wrap: balance; }\n      .line a { color: inherit; font-weight: 600; }\n    </style>\n    <p class="line" role="note" style="background: ${settings.colour}; color: ${inkOn(settings.colour)}">\n      ${settings.text} ${settings.link && html`<a href="${settings.link}">${settings.label || settings.link}</a>`}\n    </p>`;\n}\n',
    settings: [
      { type: 'text', id: 'text', label: 'Text', default: 'New: gift wrapping for every order.' },
      { type: 'color', id: 'colour', label: 'Colour', default: '#1f4d3a' },
      { type: 'header', label: 'Link' },
      { type: 'url', id: 'link', label: 'Where it leads' },
      { type: 'text', id: 'label', label: 'What it is called' },
      { type: 'header', label: 'When it is shown' },
      { type: 'date', id: 'from', label: 'First day' },
      { type: 'date', id: 'until', label: 'Last day' },
    ],
    texts: {},
  },
  {
    name: 'bestsellers',
    title: 'Bestseller row',
    description: 'The first products of a collection, numbered, with picture and price.',
    source:
      '/** What sells best, in a numbered row. */\nexport default function ({ products, formatPrice, html, image, t }, settings) {\n  const best = products({ collection: settings.collection, limit: settings.limit });\n  if (best.length === 0) return html``;\n  return html`\n    <style>\n      .best {\n        counter-reset: place;\n        display: grid;\n        gap: var(--space-4);\n        grid-template-columns: repeat(auto-fill, minmax(min(100%, 160px), 1fr));\n        list-style: none;\n        margin: 0;\n        padding: 0;\n      }\n      .best li { counter-increment: place; margin: 0; position: relative; }\n      .best li::before {\n        background: var(--accent);\n        border-radius: 99px;\n        color: var(--on-accent);\n        content: counter(place);\n        font-weight: 600;\n        inset-block-start: var(--space-2);\n        inset-inline-start: var(--space-2);\n        min-inline-size: 28px;\n        padding-block: 3px;\n        position: absolute;\n        text-align: center;\n      }\n      .best a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }\n      .best a:hover .name { text-decoration: underline; }\n      .picture { aspect-ratio: 1; background: var(--sunken); border-radius: var(--radius); display: block; overflow: hidden; }\n      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }\n      .name { font-weight: 600; }\n    </style>\n    <section aria-labelledby="best">\n      <h2 id="best">${settings.heading || t(\'heading\')}</h2>\n      <ol class="best">\n        ${best.map(\n          (product) => html`\n            <li>\n              <a href="${product.url}">\n                <span class="picture">${image(product, { sizes: \'(min-width: 640px) 240px, 50vw\', alt: \'\' })}</span>\n                <span class="name">${product.title}</span>\n                <span>${formatPrice(product.price)}</span>\n              </a>\n            </li>`,\n        )}\n      </ol>\n    </section>`;\n}\n',
    settings: [
      {
        type: 'text',
        id: 'heading',
        label: 'Heading',
        info: 'Left empty, it says “Bestsellers” in the visitor’s language.',
      },
      { type: 'collection', id: 'collection', label: 'Collection', info: 'Left empty, the whole shop.' },
      { type: 'range', id: 'limit', label: 'Products', min: 2, max: 12, step: 1, default: 6 },
    ],
    texts: { en: { heading: 'Bestsellers' }, de: { heading: 'Am meisten gekauft' }, ar: { heading: 'الأكثر مبيعًا' } },
  },
  {
    name: 'brand-story',
    title: 'Brand story',
    description: 'Your words beside a picture, with a link to more.',
    source:
      '/** A picture beside your story. */\nexport default function ({ html, image }, settings) {\n  const paragraphs = settings.story.split(/\\n+/).filter((line) => line.trim() !== \'\');\n  if (!settings.heading && paragraphs.length === 0) return html``;\n  const picture = settings.picture && image({ url: settings.picture, alt: settings.alt });\n  return html`\n    <style>\n      .story {\n        align-items: center;\n        display: grid;\n        gap: var(--space-6) var(--space-8);\n        grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));\n      }\n      .story img { border-radius: var(--radius); inline-size: 100%; }\n      .story h2 { margin-block-start: 0; text-wrap: balance; }\n      .story p { max-inline-size: 64ch; }\n      .story .end { order: 2; }\n      .more { color: var(--text); font-weight: 600; text-decoration-color: var(--accent); text-underline-offset: 4px; }\n    </style>\n    <section class="story">\n      ${picture && html`<div class="${settings.side}">${picture}</div>`}\n      <div>\n        <h2>${settings.heading}</h2>\n        ${paragraphs.map((text) => html`<p>${text}</p>`)}\n        ${settings.link && html`<a class="more" href="${settings.link}">${settings.label || settings.link}</a>`}\n      </div>\n    </section>`;\n}\n',
    settings: [
      { type: 'text', id: 'heading', label: 'Heading', default: 'Made by hand, close to home' },
      {
        type: 'textarea',
        id: 'story',
        label: 'Story',
        default: 'Everything we sell is made in our own workshop.\nCome and see how.',
      },
      { type: 'header', label: 'Picture' },
      { type: 'image', id: 'picture', label: 'Picture' },
      { type: 'text', id: 'alt', label: 'What it shows', info: 'For who cannot see it.' },
      {
        type: 'radio',
        id: 'side',
        label: 'Side',
        options: [
          { value: 'start', label: 'Before the words' },
          { value: 'end', label: 'After the words' },
        ],
        default: 'start',
      },
      { type: 'header', label: 'Link' },
      { type: 'url', id: 'link', label: 'Where it leads' },
      { type: 'text', id: 'label', label: 'What it is called' },
    ],
    texts: {},
  },
  {
    name: 'collection-tiles',
    title: 'Collection tiles',
    description: 'The collections of the shop with their pictures.',
    source:
      '/** The collections of the shop as tiles. */\nexport default function ({ collections, html, image, t }, settings) {\n  const hidden = new Set(settings.without.split(\',\').map((handle) => handle.trim()));\n  const tiles = collections({ limit: settings.limit }).filter(({ handle }) => !hidden.has(handle));\n  if (tiles.length === 0) return html``;\n  return html`\n    <style>\n      .tiles {\n        display: grid;\n        gap: var(--space-4);\n        grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));\n        list-style: none;\n        margin: 0;\n        padding: 0;\n      }\n      .tiles li { margin: 0; }\n      .tiles a {\n        background: var(--sunken);\n        border-radius: var(--radius);\n        color: inherit;\n        display: block;\n        font-weight: 600;\n        overflow: hidden;\n        text-decoration: none;\n      }\n      .tiles a:hover .name { text-decoration: underline; }\n      .picture { aspect-ratio: 4 / 3; display: block; overflow: hidden; }\n      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }\n      .name { display: block; padding: var(--space-3) var(--space-4); }\n    </style>\n    <nav aria-labelledby="tiles">\n      <h2 id="tiles">${settings.heading || t(\'heading\')}</h2>\n      <ul class="tiles">\n        ${tiles.map(\n          (tile) => html`\n            <li>\n              <a href="${tile.url}">\n                <span class="picture">${image(tile, { sizes: \'(min-width: 640px) 300px, 100vw\', alt: \'\' })}</span>\n                <span class="name">${tile.title}</span>\n              </a>\n            </li>`,\n        )}\n      </ul>\n    </nav>`;\n}\n',
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      { type: 'range', id: 'limit', label: 'Collections', min: 1, max: 24, step: 1, default: 8 },
      {
        type: 'text',
        id: 'without',
        label: 'Without',
        info: 'Handles of collections to leave out, with commas between them.',
      },
    ],
    texts: { en: { heading: 'Browse' }, de: { heading: 'Stöbern' }, ar: { heading: 'تصفح' } },
  },
  {
    name: 'comparison',
    title: 'Product comparison',
    description: 'Up to four products side by side: price, maker, choices and stock. Written in TypeScript.',
    source:
      "/** A line of the table: what it is called, and what it says of a product. */\ninterface Line {\n  label: string;\n  of(product: BlockProductDetail): string;\n}\n\n/** Two to four products side by side. */\nexport default function ({ product, formatPrice, html, t }: BlockApi, settings: SettingValues) {\n  const compared = [settings.first, settings.second, settings.third, settings.fourth]\n    .map((handle) => product(String(handle)))\n    .filter((each) => each !== null);\n  if (compared.length === 0) return html``;\n\n  const lines: Line[] = [\n    { label: t('price'), of: (each) => formatPrice(each.price) },\n    { label: t('maker'), of: (each) => each.vendor },\n    { label: t('kind'), of: (each) => each.type },\n    {\n      label: t('choice'),\n      of: (each) => each.options.map((option) => `${option.name}: ${option.values.join(', ')}`).join('; '),\n    },\n    { label: t('stock'), of: (each) => (each.available ? t('yes') : t('no')) },\n  ];\n  const told = lines.filter((line) => compared.some((each) => line.of(each) !== ''));\n\n  return html`\n    <style>\n      .wide { overflow-x: auto; }\n      .wide caption { color: var(--text); font-size: var(--text-xl); font-weight: 600; }\n      .wide th, .wide td { min-inline-size: 120px; }\n      .wide tbody th { color: var(--muted); font-weight: 400; }\n    </style>\n    <div class=\"wide\" role=\"group\" aria-labelledby=\"compared\" tabindex=\"0\">\n      <table>\n        <caption id=\"compared\">\n          ${settings.heading || t('heading')}\n        </caption>\n        <thead>\n          <tr>\n            <td></td>\n            ${compared.map((each) => html`<th scope=\"col\"><a href=\"${each.url}\">${each.title}</a></th>`)}\n          </tr>\n        </thead>\n        <tbody>\n          ${told.map(\n            (line) => html`\n              <tr>\n                <th scope=\"row\">${line.label}</th>\n                ${compared.map((each) => html`<td>${line.of(each) || '–'}</td>`)}\n              </tr>`,\n          )}\n        </tbody>\n      </table>\n    </div>`;\n}\n",
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      { type: 'product', id: 'first', label: 'First product' },
      { type: 'product', id: 'second', label: 'Second product' },
      { type: 'product', id: 'third', label: 'Third product' },
      { type: 'product', id: 'fourth', label: 'Fourth product' },
    ],
    texts: {
      en: {
        heading: 'Compare',
        price: 'Price',
        maker: 'Made by',
        kind: 'Kind',
        choice: 'Choice',
        stock: 'In stock',
        yes: 'Yes',
        no: 'No',
      },
      de: {
        heading: 'Vergleich',
        price: 'Preis',
        maker: 'Hersteller',
        kind: 'Art',
        choice: 'Auswahl',
        stock: 'Vorrätig',
        yes: 'Ja',
        no: 'Nein',
      },
      ar: {
        heading: 'مقارنة',
        price: 'السعر',
        maker: 'الصانع',
        kind: 'النوع',
        choice: 'الخيارات',
        stock: 'متوفر',
        yes: 'نعم',
        no: 'لا',
      },
    },
  },
  {
    name: 'featured-product',
    title: 'Featured product',
    description: 'One product with a large picture, its price, your words, and a button that puts it into the cart.',
    source:
      '/** One product, large, with a button that puts it into the cart. */\nexport default function ({ product, products, formatPrice, html, image, t, truncate }, settings) {\n  const shown = settings.product ? product(settings.product) : products({ limit: 1 })[0];\n  if (!shown) return html``;\n\n  const buttonFor = ({ handle, variantId }) => html`\n    <button data-vitrine-action="add-to-cart" data-vitrine-product="${handle}">\n      ${variantId ? t(\'add\') : t(\'choose\')}\n    </button>`;\n\n  return html`\n    <style>\n      .one {\n        align-items: center;\n        display: grid;\n        gap: var(--space-6);\n        grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));\n      }\n      .one img { border-radius: var(--radius); inline-size: 100%; }\n      .one h2 { margin-block: 0 var(--space-2); }\n      .one h2 a { color: inherit; text-decoration: none; }\n      .price { font-size: var(--text-l); font-weight: 600; }\n      .price s { color: var(--muted); font-weight: 400; }\n      .out { color: var(--muted); }\n    </style>\n    <article class="one" aria-labelledby="one">\n      <div>${image(shown, { sizes: \'(min-width: 640px) 50vw, 100vw\' })}</div>\n      <div>\n        <h2 id="one"><a href="${shown.url}">${settings.heading || shown.title}</a></h2>\n        <p>${settings.text || truncate(shown.description, 200)}</p>\n        <p class="price">\n          ${shown.compareAt && html`<s>${formatPrice(shown.compareAt)}</s>`} ${formatPrice(shown.price)}\n        </p>\n        ${shown.available ? buttonFor(shown) : html`<p class="out">${t(\'out\')}</p>`}\n      </div>\n    </article>`;\n}\n',
    settings: [
      { type: 'product', id: 'product', label: 'Product', info: 'Left empty, the first of the shop.' },
      { type: 'text', id: 'heading', label: 'Heading', info: 'Left empty, the product’s title.' },
      { type: 'textarea', id: 'text', label: 'Your words' },
    ],
    texts: {
      en: { add: 'Add to cart', choose: 'Choose', out: 'Sold out' },
      de: { add: 'In den Warenkorb', choose: 'Auswählen', out: 'Ausverkauft' },
      ar: { add: 'أضف إلى السلة', choose: 'اختر', out: 'نفدت الكمية' },
    },
  },
  {
    name: 'free-delivery',
    title: 'Free delivery progress',
    description: 'Tells shoppers how much is missing in their cart until delivery is free.',
    source:
      '/** How much is missing until delivery is free. Nothing of a shopper’s cart is ever kept. */\nexport default function ({ cart, formatPrice, html, t }, settings) {\n  const { total, freeShippingRemaining: remaining } = cart();\n  const spent = total?.amountMinor ?? 0;\n  // The shop knows best, once there is something in the cart.\n  const from = remaining ? spent + remaining.amountMinor : settings.from;\n  const missing = Math.max(0, from - spent);\n  const percent = from > 0 ? Math.min(100, Math.floor((spent / from) * 100)) : 100;\n  const told =\n    missing === 0\n      ? t(\'reached\')\n      : spent === 0\n        ? t(\'from\', { amount: formatPrice(from) })\n        : t(\'missing\', { amount: formatPrice(missing) });\n\n  return html`\n    <style>\n      .free {\n        border: 1px solid var(--line);\n        border-radius: var(--radius);\n        display: grid;\n        gap: var(--space-2);\n        padding: var(--space-4);\n      }\n      .free p { margin: 0; }\n      .track { background: var(--sunken); block-size: 8px; border-radius: 99px; overflow: hidden; }\n      .done { background: var(--good); block-size: 100%; border-radius: 99px; }\n    </style>\n    <div class="free">\n      <p id="told">${told}</p>\n      <div\n        class="track"\n        role="progressbar"\n        aria-labelledby="told"\n        aria-valuemin="0"\n        aria-valuemax="100"\n        aria-valuenow="${percent}"\n      >\n        <div class="done" style="inline-size: ${percent}%"></div>\n      </div>\n    </div>`;\n}\n',
    settings: [
      {
        type: 'number',
        id: 'from',
        label: 'Free from',
        info: 'In the smallest unit of the currency: 5000 for 50.00 €.',
        min: 1,
        max: 100000000,
        default: 5000,
      },
    ],
    texts: {
      en: {
        from: 'Free delivery from {amount}.',
        missing: 'Only {amount} to go until delivery is free.',
        reached: 'Delivery is free.',
      },
      de: {
        from: 'Versandkostenfrei ab {amount}.',
        missing: 'Noch {amount}, dann ist der Versand kostenlos.',
        reached: 'Der Versand ist kostenlos.',
      },
      ar: {
        from: 'التوصيل مجاني للطلبات من {amount} فأكثر.',
        missing: 'بقي {amount} لتحصل على توصيل مجاني.',
        reached: 'التوصيل مجاني.',
      },
    },
  },
  {
    name: 'gift-finder',
    title: 'Gift finder',
    description: 'Gifts sorted into prices that visitors open.',
    source:
      "/** Gifts by what they cost: a part for each price, the first one open. */\nexport default function ({ products, formatPrice, html, image, t }, settings) {\n  const limits = settings.prices\n    .split(',')\n    .map((price) => parseInt(price, 10))\n    .filter((price) => price > 0)\n    .sort((a, b) => a - b);\n  const gifts = products({ collection: settings.collection, sort: 'price-asc', limit: 50 }).filter(\n    (gift) => gift.available,\n  );\n  const bands = [...limits, Infinity]\n    .map((most, at) => ({ most, least: limits[at - 1] ?? 0 }))\n    .map((band) => ({\n      ...band,\n      gifts: gifts.filter(({ price }) => price.amountMinor > band.least && price.amountMinor <= band.most),\n    }))\n    .filter((band) => band.gifts.length > 0);\n  if (bands.length === 0) return html``;\n\n  const nameOf = ({ least, most }) =>\n    most === Infinity ? t('above', { least: formatPrice(least) }) : t('upto', { most: formatPrice(most) });\n\n  return html`\n    <style>\n      .band small { font-weight: 400; }\n      .gifts {\n        display: grid;\n        gap: var(--space-4);\n        grid-template-columns: repeat(auto-fill, minmax(min(100%, 130px), 1fr));\n        list-style: none;\n        margin: 0;\n        padding: 0 0 var(--space-4);\n      }\n      .gifts li { margin: 0; }\n      .gifts a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }\n      .picture { aspect-ratio: 1; background: var(--sunken); border-radius: var(--radius); display: block; overflow: hidden; }\n      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }\n    </style>\n    <section aria-labelledby=\"gifts\">\n      <h2 id=\"gifts\">${settings.heading || t('heading')}</h2>\n      ${bands.map(\n        (band, at) => html`\n          <details class=\"band\" ${at === 0 ? 'open' : ''}>\n            <summary>${nameOf(band)} <small>(${band.gifts.length})</small></summary>\n            <ul class=\"gifts\">\n              ${band.gifts.slice(0, settings.each).map(\n                (gift) => html`\n                  <li>\n                    <a href=\"${gift.url}\">\n                      <span class=\"picture\">${image(gift, { sizes: '160px', alt: '' })}</span>\n                      <span>${gift.title}</span>\n                      <span>${formatPrice(gift.price)}</span>\n                    </a>\n                  </li>`,\n              )}\n            </ul>\n          </details>`,\n      )}\n    </section>`;\n}\n",
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      { type: 'collection', id: 'collection', label: 'Collection', info: 'Left empty, the whole shop.' },
      {
        type: 'text',
        id: 'prices',
        label: 'Prices',
        info: 'In the smallest unit of the currency, with commas: 2000 is 20.00 €.',
        default: '2000, 5000, 10000',
      },
      { type: 'range', id: 'each', label: 'Gifts for each price', min: 1, max: 12, step: 1, default: 6 },
    ],
    texts: {
      en: { heading: 'Find a gift', upto: 'Up to {most}', above: 'Over {least}' },
      de: { heading: 'Geschenke finden', upto: 'Bis {most}', above: 'Über {least}' },
      ar: { heading: 'ابحث عن هدية', upto: 'حتى {most}', above: 'أكثر من {least}' },
    },
  },
  {
    name: 'lookbook',
    title: 'Lookbook',
    description: 'A collection as large pictures with captions that lead to the products.',
    source:
      '/** A collection as large pictures, every third across the whole width. */\nexport default function ({ products, html, image, t }, settings) {\n  const looks = products({ collection: settings.collection, limit: settings.limit }).filter((look) => look.image);\n  if (looks.length === 0) return html``;\n  return html`\n    <style>\n      .looks {\n        display: grid;\n        gap: var(--space-4);\n        grid-template-columns: repeat(2, 1fr);\n        list-style: none;\n        margin: 0;\n        padding: 0;\n      }\n      .looks li { margin: 0; }\n      .looks li:nth-child(3n + 1) { grid-column: 1 / -1; }\n      .looks figure { margin: 0; }\n      .looks img { border-radius: var(--radius); inline-size: 100%; }\n      .looks li:nth-child(3n + 1) img { aspect-ratio: 16 / 9; object-fit: cover; }\n      .looks figcaption { color: var(--muted); padding-block-start: var(--space-2); }\n    </style>\n    <section aria-labelledby="looks">\n      <h2 id="looks">${settings.heading || t(\'heading\')}</h2>\n      <ul class="looks">\n        ${looks.map(\n          (look, at) => html`\n            <li>\n              <figure>\n                ${image(look, { sizes: at % 3 === 0 ? \'100vw\' : \'50vw\' })}\n                <figcaption><a href="${look.url}">${look.title}</a></figcaption>\n              </figure>\n            </li>`,\n        )}\n      </ul>\n    </section>`;\n}\n',
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      { type: 'collection', id: 'collection', label: 'Collection' },
      { type: 'range', id: 'limit', label: 'Pictures', min: 1, max: 24, step: 1, default: 7 },
    ],
    texts: { en: { heading: 'Lookbook' }, de: { heading: 'Lookbook' }, ar: { heading: 'كتاب الإطلالات' } },
  },
  {
    name: 'new-arrivals',
    title: 'New arrivals',
    description: 'What came last, with a button for the cart.',
    source:
      '/** What came last, each with a button for the cart. */\nexport default function ({ products, formatPrice, html, image, t, url }, settings) {\n  const latest = products({ collection: settings.collection, sort: \'newest\', limit: settings.limit });\n  if (latest.length === 0) return html``;\n\n  const buttonFor = ({ handle, title }) => html`\n    <button data-vitrine-action="add-to-cart" data-vitrine-product="${handle}" aria-label="${t(\'add\', { title })}">\n      +\n    </button>`;\n\n  return html`\n    <style>\n      .head {\n        align-items: baseline;\n        display: flex;\n        flex-wrap: wrap;\n        gap: var(--space-2) var(--space-4);\n        justify-content: space-between;\n      }\n      .new {\n        display: grid;\n        gap: var(--space-4);\n        grid-template-columns: repeat(auto-fill, minmax(min(100%, 160px), 1fr));\n        list-style: none;\n        margin: 0;\n        padding: 0;\n      }\n      .new li { margin: 0; position: relative; }\n      .new a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }\n      .picture { aspect-ratio: 1; background: var(--sunken); border-radius: var(--radius); display: block; overflow: hidden; }\n      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }\n      .new button {\n        border-radius: 99px;\n        inline-size: 44px;\n        padding: 0;\n        inset-block-start: var(--space-2);\n        inset-inline-end: var(--space-2);\n        position: absolute;\n      }\n    </style>\n    <section aria-labelledby="new">\n      <div class="head">\n        <h2 id="new">${settings.heading || t(\'heading\')}</h2>\n        ${settings.collection && html`<a href="${url(settings.collection, \'collection\')}">${t(\'all\')}</a>`}\n      </div>\n      <ul class="new">\n        ${latest.map(\n          (product) => html`\n            <li>\n              <a href="${product.url}">\n                <span class="picture">${image(product, { sizes: \'(min-width: 640px) 240px, 50vw\', alt: \'\' })}</span>\n                <span>${product.title}</span>\n                <span>${formatPrice(product.price)}</span>\n              </a>\n              ${product.available && buttonFor(product)}\n            </li>`,\n        )}\n      </ul>\n    </section>`;\n}\n',
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      { type: 'collection', id: 'collection', label: 'Collection', info: 'Left empty, the whole shop.' },
      { type: 'range', id: 'limit', label: 'Products', min: 2, max: 24, step: 1, default: 8 },
    ],
    texts: {
      en: { heading: 'Just in', all: 'See all', add: 'Add {title} to cart' },
      de: { heading: 'Neu da', all: 'Alle ansehen', add: '{title} in den Warenkorb' },
      ar: { heading: 'وصل حديثًا', all: 'عرض الكل', add: 'أضف {title} إلى السلة' },
    },
  },
  {
    name: 'opening-hours',
    title: 'Opening hours',
    description: 'The week with today set apart; days are named in the visitor’s language.',
    source:
      "const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];\nconst HOUR_MS = 3_600_000;\n\n/** When the shop is open, days named in the visitor’s language, today set apart. */\nexport default function ({ formatDate, html, t }, settings) {\n  const today = (new Date(Date.now() + settings.offset * HOUR_MS).getUTCDay() + 6) % 7;\n  return html`\n    <style>\n      .hours { display: grid; gap: var(--space-1) var(--space-6); grid-template-columns: max-content 1fr; margin: 0; }\n      .hours dt, .hours dd { margin: 0; padding-block: var(--space-1); }\n      .hours dd { font-variant-numeric: tabular-nums; }\n      .today { font-weight: 700; }\n      .closed { color: var(--muted); }\n    </style>\n    <section aria-labelledby=\"hours\">\n      <h2 id=\"hours\">${settings.heading || t('heading')}</h2>\n      <dl class=\"hours\">\n        ${DAYS.map((day, at) => {\n          const kind = at === today ? 'today' : '';\n          const name = formatDate(Date.UTC(2024, 0, 1 + at), 'weekday'); // a Monday\n          const hours = settings[day];\n          return html`\n            <dt class=\"${kind}\">${name}${at === today && html` (${t('today')})`}</dt>\n            <dd class=\"${kind}\">\n              ${hours ? html`<bdi>${hours}</bdi>` : html`<span class=\"closed\">${t('closed')}</span>`}\n            </dd>`;\n        })}\n      </dl>\n    </section>`;\n}\n",
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      {
        type: 'range',
        id: 'offset',
        label: 'Hours ahead of UTC',
        info: 'So that today is today where the shop is.',
        min: -12,
        max: 14,
        step: 1,
        unit: 'h',
        default: 1,
      },
      { type: 'header', label: 'Hours', info: 'Left empty: closed.' },
      { type: 'text', id: 'monday', label: 'Monday', default: '' },
      { type: 'text', id: 'tuesday', label: 'Tuesday', default: '10:00–18:00' },
      { type: 'text', id: 'wednesday', label: 'Wednesday', default: '10:00–18:00' },
      { type: 'text', id: 'thursday', label: 'Thursday', default: '10:00–20:00' },
      { type: 'text', id: 'friday', label: 'Friday', default: '10:00–18:00' },
      { type: 'text', id: 'saturday', label: 'Saturday', default: '10:00–14:00' },
      { type: 'text', id: 'sunday', label: 'Sunday', default: '' },
    ],
    texts: {
      en: { heading: 'Opening hours', today: 'today', closed: 'closed' },
      de: { heading: 'Öffnungszeiten', today: 'heute', closed: 'geschlossen' },
      ar: { heading: 'ساعات العمل', today: 'اليوم', closed: 'مغلق' },
    },
  },
  {
    name: 'price-list',
    title: 'Price list',
    description: 'Up to fifty products as a menu card, under their kinds.',
    source:
      '/** Products as a menu card, under their kinds. */\nexport default function ({ products, formatPrice, html, t }, settings) {\n  const kinds = new Map();\n  for (const product of products({ collection: settings.collection, sort: \'title-asc\', limit: 50 })) {\n    const kind = product.type || t(\'other\');\n    kinds.set(kind, [...(kinds.get(kind) ?? []), product]);\n  }\n  if (kinds.size === 0) return html``;\n  return html`\n    <style>\n      .card { columns: 320px; column-gap: var(--space-8); }\n      .kind { break-inside: avoid; margin-block-end: var(--space-6); }\n      .kind h3 { border-block-end: 2px solid var(--accent); margin-block: 0 var(--space-2); padding-block-end: var(--space-1); }\n      .kind ul { list-style: none; margin: 0; padding: 0; }\n      .kind li { align-items: baseline; display: flex; gap: var(--space-2); margin: 0; padding-block: var(--space-1); }\n      .kind a { color: inherit; text-decoration: none; }\n      .kind a:hover { text-decoration: underline; }\n      .dots { border-block-end: 1px dotted var(--muted); flex: 1; }\n      .out { color: var(--muted); }\n    </style>\n    <section aria-labelledby="card">\n      <h2 id="card">${settings.heading || t(\'heading\')}</h2>\n      <div class="card">\n        ${[...kinds].map(\n          ([kind, members]) => html`\n            <section class="kind">\n              <h3>${kind}</h3>\n              <ul>\n                ${members.map(\n                  (product) => html`\n                    <li>\n                      <a href="${product.url}">${product.title}</a>\n                      <span class="dots"></span>\n                      ${product.available ? formatPrice(product.price) : html`<span class="out">${t(\'out\')}</span>`}\n                    </li>`,\n                )}\n              </ul>\n            </section>`,\n        )}\n      </div>\n    </section>`;\n}\n',
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      { type: 'collection', id: 'collection', label: 'Collection', info: 'Left empty, the whole shop.' },
    ],
    texts: {
      en: { heading: 'Price list', other: 'Also here', out: 'sold out' },
      de: { heading: 'Preisliste', other: 'Außerdem', out: 'ausverkauft' },
      ar: { heading: 'قائمة الأسعار', other: 'أيضًا', out: 'نفدت الكمية' },
    },
  },
  {
    name: 'questions',
    title: 'Questions and answers',
    description: 'Answers that open and close without any script.',
    source:
      "/** Questions and answers that open and close, from paragraphs: the first line asks, the others answer. */\nexport default function ({ html, t }, settings) {\n  const entries = settings.questions\n    .split(/\\n\\s*\\n/)\n    .map((text) => text.trim().split('\\n'))\n    .filter(([question]) => question);\n  if (entries.length === 0) return html``;\n  return html`\n    <style>\n      .entry p { max-inline-size: 68ch; }\n    </style>\n    <section aria-labelledby=\"questions\">\n      <h2 id=\"questions\">${settings.heading || t('heading')}</h2>\n      ${entries.map(\n        ([question, ...answer], at) => html`\n          <details class=\"entry\" ${settings.first && at === 0 ? 'open' : ''}>\n            <summary>${question}</summary>\n            ${answer.map((line) => html`<p>${line}</p>`)}\n          </details>`,\n      )}\n    </section>`;\n}\n",
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      {
        type: 'textarea',
        id: 'questions',
        label: 'Questions',
        info: 'A question in a line of its own, its answer in the lines below, an empty line before the next.',
        default: 'How long does delivery take?\nTwo to four days.\n\nCan I send things back?\nYes, within thirty days.',
      },
      { type: 'checkbox', id: 'first', label: 'First one open', default: true },
    ],
    texts: {
      en: { heading: 'Questions and answers' },
      de: { heading: 'Fragen und Antworten' },
      ar: { heading: 'أسئلة وأجوبة' },
    },
  },
  {
    name: 'size-guide',
    title: 'Size guide',
    description: 'A table of sizes that opens on demand, written line by line.',
    source:
      'const cellsOf = (line) => line.split(\'|\').map((cell) => cell.trim());\n\n/** A table of sizes that opens on demand, from lines such as `S | 88–92 | 72–76`. */\nexport default function ({ html, t }, settings) {\n  const [head, ...rows] = settings.table\n    .split(\'\\n\')\n    .filter((line) => line.trim() !== \'\')\n    .map(cellsOf);\n  if (!head) return html``;\n  return html`\n    <style>\n      .wide { overflow-x: auto; padding-block-end: var(--space-4); }\n      .wide tbody tr:nth-child(odd) { background: var(--sunken); }\n      .note { color: var(--muted); }\n    </style>\n    <details ${settings.open ? \'open\' : \'\'}>\n      <summary id="sizes">${settings.heading || t(\'heading\')}</summary>\n      <div class="wide" role="group" aria-labelledby="sizes" tabindex="0">\n        <table aria-labelledby="sizes">\n          <thead>\n            <tr>\n              ${head.map((cell) => html`<th scope="col">${cell}</th>`)}\n            </tr>\n          </thead>\n          <tbody>\n            ${rows.map(\n              ([size, ...measures]) => html`\n                <tr>\n                  <th scope="row">${size}</th>\n                  ${measures.map((cell) => html`<td>${cell}</td>`)}\n                </tr>`,\n            )}\n          </tbody>\n        </table>\n      </div>\n      ${settings.note && html`<p class="note">${settings.note}</p>`}\n    </details>`;\n}\n',
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      {
        type: 'textarea',
        id: 'table',
        label: 'Table',
        info: 'One line a row, with | between its cells. The first line is the head.',
        default: 'Size | Chest, cm | Waist, cm\nS | 88–92 | 72–76\nM | 92–98 | 76–82\nL | 98–104 | 82–88',
      },
      { type: 'textarea', id: 'note', label: 'Note', default: '' },
      { type: 'checkbox', id: 'open', label: 'Open from the start', default: false },
    ],
    texts: { en: { heading: 'Size guide' }, de: { heading: 'Größentabelle' }, ar: { heading: 'دليل المقاسات' } },
  },
  {
    name: 'summer-sale',
    title: 'Sale with days left',
    description:
      'Reduced products, the day the sale ends and how many days are left. It goes by itself when the sale is over.',
    source:
      'const DAY_MS = 86_400_000;\n\n/** What is reduced, and how many days are left. The clock of a block moves every quarter of an hour. */\nexport default function ({ products, formatDate, formatPrice, html, image, t }, settings) {\n  const ends = settings.ends ? new Date(`${settings.ends}T23:59:59Z`) : null;\n  const days = ends ? Math.ceil((ends.getTime() - Date.now()) / DAY_MS) : null;\n  if (days !== null && days <= 0) return html``;\n  const reduced = products({ collection: settings.collection, limit: settings.limit });\n\n  return html`\n    <style>\n      .sale { background: var(--sunken); border-radius: var(--radius); padding: var(--space-6); }\n      .sale h2 { margin-block: 0 var(--space-1); }\n      .left { color: var(--sale); font-weight: 600; margin-block: 0 var(--space-4); }\n      .sale ul {\n        display: grid;\n        gap: var(--space-4);\n        grid-template-columns: repeat(auto-fill, minmax(min(100%, 150px), 1fr));\n        list-style: none;\n        margin: 0;\n        padding: 0;\n      }\n      .sale li { margin: 0; }\n      .sale li a { color: inherit; display: grid; gap: var(--space-1); text-decoration: none; }\n      .picture { aspect-ratio: 1; background: var(--surface); border-radius: var(--radius); display: block; overflow: hidden; }\n      .picture img { block-size: 100%; border-radius: 0; inline-size: 100%; object-fit: cover; }\n      .sale s { color: var(--muted); }\n      .now { color: var(--sale); font-weight: 600; }\n    </style>\n    <section class="sale" aria-labelledby="sale">\n      <h2 id="sale">${settings.heading || t(\'heading\')}</h2>\n      ${\n        ends &&\n        html`<p class="left">\n          ${days === 1 ? t(\'last\') : t(\'days\', { days })}\n          <time datetime="${settings.ends}">${t(\'until\', { day: formatDate(ends, \'long\') })}</time>\n        </p>`\n      }\n      <ul>\n        ${reduced.map(\n          (product) => html`\n            <li>\n              <a href="${product.url}">\n                <span class="picture">${image(product, { sizes: \'(min-width: 640px) 220px, 50vw\', alt: \'\' })}</span>\n                <span>${product.title}</span>\n                <span>\n                  ${product.compareAt && html`<s>${formatPrice(product.compareAt)}</s> `}\n                  <span class="now">${formatPrice(product.price)}</span>\n                </span>\n              </a>\n            </li>`,\n        )}\n      </ul>\n    </section>`;\n}\n',
    settings: [
      { type: 'text', id: 'heading', label: 'Heading' },
      { type: 'date', id: 'ends', label: 'Last day' },
      { type: 'collection', id: 'collection', label: 'Collection with what is reduced' },
      { type: 'range', id: 'limit', label: 'Products', min: 2, max: 12, step: 1, default: 4 },
    ],
    texts: {
      en: { heading: 'Summer sale', last: 'Last day!', days: 'Days left: {days}.', until: 'Until {day}.' },
      de: { heading: 'Sommerschlussverkauf', last: 'Letzter Tag!', days: 'Noch {days} Tage.', until: 'Bis {day}.' },
      ar: { heading: 'تخفيضات الصيف', last: 'اليوم الأخير!', days: 'الأيام المتبقية: {days}.', until: 'حتى {day}.' },
    },
  },
  {
    name: 'trust-badges',
    title: 'Trust badges',
    description: 'Delivery, returns, payment and service in four short lines with drawings.',
    source:
      '/** Shapes on a field of 24 by 24. */\nconst SHAPES = {\n  truck: \'M2 6h12v10H2zM14 10h4l4 3v3h-8M6 16a2 2 0 1 0 4 0M15 16a2 2 0 1 0 4 0\',\n  back: \'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3\',\n  lock: \'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4\',\n  heart: \'M12 20 4.5 12.5a5 5 0 0 1 7.5-6.6 5 5 0 0 1 7.5 6.6z\',\n};\n\n/** Up to four reasons to trust the shop. */\nexport default function ({ html, t }, settings) {\n  const badges = Object.keys(SHAPES)\n    .map((shape) => ({ shape, text: settings[shape] || t(shape) }))\n    .filter(({ text }) => text !== \'-\');\n  if (badges.length === 0) return html``;\n  return html`\n    <style>\n      .badges {\n        display: grid;\n        gap: var(--space-4);\n        grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));\n        list-style: none;\n        margin: 0;\n        padding: 0;\n      }\n      .badges li { align-items: center; display: flex; gap: var(--space-3); margin: 0; }\n      .badges svg { block-size: 28px; color: var(--accent); flex: none; inline-size: 28px; }\n    </style>\n    <ul class="badges">\n      ${badges.map(\n        ({ shape, text }) => html`\n          <li>\n            <svg\n              viewBox="0 0 24 24"\n              width="28"\n              height="28"\n              fill="none"\n              stroke="currentColor"\n              stroke-width="1.75"\n              stroke-linecap="round"\n              stroke-linejoin="round"\n              aria-hidden="true"\n            >\n              <path d="${SHAPES[shape]}"></path>\n            </svg>\n            <span>${text}</span>\n          </li>`,\n      )}\n    </ul>`;\n}\n',
    settings: [
      { type: 'header', label: 'Words', info: 'Left empty, they are in the visitor’s language; a - leaves one out.' },
      { type: 'text', id: 'truck', label: 'Delivery' },
      { type: 'text', id: 'back', label: 'Returns' },
      { type: 'text', id: 'lock', label: 'Payment' },
      { type: 'text', id: 'heart', label: 'Service' },
    ],
    texts: {
      en: {
        truck: 'Delivered in two to four days',
        back: 'Thirty days to send things back',
        lock: 'Safe payment',
        heart: 'Answers from people',
      },
      de: {
        truck: 'In zwei bis vier Tagen geliefert',
        back: 'Dreißig Tage Rückgabe',
        lock: 'Sicher bezahlen',
        heart: 'Antworten von Menschen',
      },
      ar: {
        truck: 'توصيل خلال يومين إلى أربعة أيام',
        back: 'إرجاع خلال ثلاثين يومًا',
        lock: 'دفع آمن',
        heart: 'أشخاص يجيبون عن أسئلتك',
      },
    },
  },
  {
    name: 'volume-prices',
    title: 'Volume prices',
    description: 'What one costs when several are bought, as a table. Written in TypeScript.',
    source:
      '/** From so many on, so much less. */\ntype Step = readonly [from: number, percent: number];\n\nconst stepsOf = (lines: string): Step[] =>\n  lines\n    .split(\'\\n\')\n    .map((line): Step => {\n      const [from, percent] = line.split(\':\').map((part) => parseFloat(part));\n      return [from ?? NaN, percent ?? NaN];\n    })\n    .filter(([from, percent]) => from > 1 && percent > 0 && percent < 100)\n    .sort(([a], [b]) => a - b);\n\nconst less = ({ amountMinor, currency }: Money, percent: number): Money => ({\n  amountMinor: Math.round((amountMinor * (100 - percent)) / 100),\n  currency,\n});\n\n/** What one of a product costs when several are bought. The discount itself is set up in the shop. */\nexport default function ({ product, formatPrice, html, t }: BlockApi, settings: SettingValues) {\n  const sold = product(String(settings.product));\n  const steps = stepsOf(String(settings.steps));\n  if (!sold || steps.length === 0) return html``;\n  return html`\n    <style>\n      .steps caption { color: var(--text); font-size: var(--text-m); font-weight: 600; }\n      .save { color: var(--good); }\n    </style>\n    <table class="steps">\n      <caption>\n        ${settings.heading || t(\'heading\', { title: sold.title })}\n      </caption>\n      <thead>\n        <tr>\n          <th scope="col">${t(\'quantity\')}</th>\n          <th scope="col">${t(\'each\')}</th>\n          <th scope="col">${t(\'saved\')}</th>\n        </tr>\n      </thead>\n      <tbody>\n        <tr>\n          <th scope="row">1</th>\n          <td>${formatPrice(sold.price)}</td>\n          <td>–</td>\n        </tr>\n        ${steps.map(\n          ([from, percent]) => html`\n            <tr>\n              <th scope="row">${t(\'from\', { from })}</th>\n              <td>${formatPrice(less(sold.price, percent))}</td>\n              <td class="save">${percent} %</td>\n            </tr>`,\n        )}\n      </tbody>\n    </table>`;\n}\n',
    settings: [
      { type: 'product', id: 'product', label: 'Product' },
      { type: 'text', id: 'heading', label: 'Heading' },
      {
        type: 'textarea',
        id: 'steps',
        label: 'Steps',
        info: 'A line for each: quantity, colon, percent off. They only tell; set the discount up in the shop too.',
        default: '5: 5\n10: 8\n25: 12',
      },
    ],
    texts: {
      en: {
        heading: '{title}: more for less',
        quantity: 'Quantity',
        each: 'Each',
        saved: 'Saved',
        from: 'from {from}',
      },
      de: {
        heading: '{title}: Mengenpreise',
        quantity: 'Menge',
        each: 'Je Stück',
        saved: 'Ersparnis',
        from: 'ab {from}',
      },
      ar: {
        heading: '{title}: كمية أكبر بسعر أقل',
        quantity: 'الكمية',
        each: 'للقطعة',
        saved: 'التوفير',
        from: 'من {from}',
      },
    },
  },
];
