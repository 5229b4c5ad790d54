/** The helpers a block is given, as text that is put into `GUEST`. They use what that has taken aside, before anything can change. */
export const GUEST_HELPERS = String.raw`
  // --- html: text is escaped, what html made is not.
  const marked = new GivenWeakSet();
  const texts = new WeakMap();
  const REPLACED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\x60': '&#96;' };
  const escapeHtml = (value) => (value === null || value === undefined ? '' : TextOf(value).replace(/[&<>"'\x60]/g, (c) => REPLACED[c]));
  const isHtml = (value) => typeof value === 'object' && value !== null && marked.has(value);
  const htmlText = (value) => texts.get(value);
  const joined = (values, each) => { let text = ''; for (let at = 0; at < values.length; at++) text += each(values[at], at); return text; };
  const safe = (text) => {
    const value = freeze({ toString() { return text; } });
    marked.add(value); texts.set(value, text);
    return value;
  };
  const filled = (value) => {
    if (isHtml(value)) return htmlText(value);
    if (isArray(value)) return joined(value, filled);
    return value === false || value === true ? '' : escapeHtml(value);
  };
  const html = (strings, ...values) => {
    if (!isArray(strings) || !isArray(strings.raw)) throw new TypeError('html goes before a template: html\x60…\x60.');
    return safe(joined(strings, (text, at) => text + (at < values.length ? filled(values[at]) : '')));
  };

  const truncate = (text, length = 100, end = '…') => {
    const letters = [...TextOf(text ?? '')];
    if (letters.length <= length) return letters.join('');
    const cut = letters.slice(0, max(0, length - [...end].length)).join('');
    const word = cut.lastIndexOf(' ');
    return (word > cut.length * 0.6 ? cut.slice(0, word) : cut).trimEnd() + end;
  };
  const inside = (template, values) => template.replace(/\{(\w+)\}/g, (whole, name) =>
    values && hasOwn(values, name) ? TextOf(values[name]) : whole);

  const deepFreeze = (value) => {
    if (typeof value === 'object' && value !== null) {
      for (const key of keys(value)) deepFreeze(value[key]);
      freeze(value);
    }
    return value;
  };

  // --- Needs: what was not given is asked for, and the block runs again when it is there.
  const SORTS = ['featured', 'newest', 'price-asc', 'price-desc', 'title-asc', 'title-desc'];
  const FIELDS = { products: { collection: 'string', search: 'string', sort: 'string', limit: 'number' },
    collections: { limit: 'number' }, product: { handle: 'string' }, cart: {} };
  const queryOf = (kind, given) => {
    const query = {};
    for (const name of keys(given).sort()) {
      const value = given[name];
      const type = FIELDS[kind][name];
      if (!type) throw new TypeError(kind + '() knows no "' + name + '", only ' + (keys(FIELDS[kind]).join(', ') || 'nothing') + '.');
      if (value === undefined || value === null || value === '') continue;
      if (typeof value !== type) throw new TypeError('"' + name + '" of ' + kind + '() is a ' + type + '.');
      if (name === 'limit') {
        if (!(value >= 1)) throw new RangeError('"limit" of ' + kind + '() is a number from 1.');
        query.limit = min(50, floor(value));
      }
      else if (name === 'sort' && !SORTS.includes(value)) throw new TypeError('"sort" is one of ' + SORTS.join(', ') + '.');
      else query[name] = type === 'string' ? value.slice(0, 200).toWellFormed() : value;
    }
    return query;
  };
  const EMPTY = { products: '[]', collections: '[]', product: 'null', 
    cart: '{"lines":[],"count":0,"subtotal":null,"discount":null,"total":null,"freeShippingRemaining":null}' };

  const makeApi = (given, want, bounds) => {
    const { locale, currency, formats, paths, data } = given;
    const numeral = (text) => formats.numerals === '0123456789' ? text : text.replace(/[0-9]/g, (d) => [...formats.numerals][+d]);
    const grouped = (whole) => {
      const [last, other] = formats.groups;
      if (!formats.group || whole.length < last + formats.groupFrom) return whole;
      let text = whole.slice(-last);
      for (let rest = whole.slice(0, -last); rest; rest = rest.slice(0, -other)) text = rest.slice(-other) + formats.group + text;
      return text;
    };
    const formatPrice = (price, code) => {
      const money = typeof price === 'number' ? { amountMinor: price, currency: code ?? currency } : price;
      if (typeof money !== 'object' || money === null || !Number.isSafeInteger(money.amountMinor)) return '';
      const shape = hasOwn(formats.prices, money.currency) ? formats.prices[money.currency]
        : { positive: '{n} ' + money.currency, negative: '-{n} ' + money.currency, digits: 2 };
      const digits = TextOf(money.amountMinor < 0 ? -money.amountMinor : money.amountMinor).padStart(shape.digits + 1, '0');
      const split = digits.length - shape.digits;
      const number = grouped(digits.slice(0, split)) + (shape.digits ? formats.decimal + digits.slice(split) : '');
      return (money.amountMinor < 0 ? shape.negative : shape.positive).replace('{n}', () => numeral(number));
    };
    const formatDate = (value, style = 'medium') => {
      const day = value instanceof Moment ? value : new Moment(value);
      if (Number.isNaN(day.getTime())) return '';
      if (!hasOwn(formats.dates, style)) throw new TypeError('The style of formatDate() is one of ' + keys(formats.dates).join(', ') + '.');
      const two = (number) => TextOf(number).padStart(2, '0');
      const fields = { year: numeral(TextOf(day.getUTCFullYear())), day: numeral(TextOf(day.getUTCDate())),
        day2: numeral(two(day.getUTCDate())), month2: numeral(two(day.getUTCMonth() + 1)),
        monthLong: formats.months.long[day.getUTCMonth()], monthShort: formats.months.short[day.getUTCMonth()],
        weekday: formats.weekdays[day.getUTCDay()] };
      return inside(formats.dates[style], fields);
    };
    const pluralize = (count, one, many) => inside(count === 1 ? one : (many ?? one + 's'), { count });
    const url = (to, kind = 'product') => {
      if (typeof to === 'object' && to !== null && typeof to.handle === 'string') to = to.handle;
      if (!hasOwn(paths, kind)) throw new TypeError('The kind of url() is one of ' + keys(paths).join(', ') + '.');
      return paths[kind].replace('{handle}', () => encodeURIComponent(TextOf(to)));
    };
    const image = (picture, { sizes = '100vw', alt, widths = [240, 480, 720, 1080, 1600] } = {}) => {
      if (typeof picture === 'object' && picture !== null && picture.image !== undefined) picture = picture.image;
      if (typeof picture !== 'object' || picture === null || typeof picture.url !== 'string') return safe('');
      const set = typeof picture.sized === 'string'
        ? ' srcset="' + escapeHtml(widths.map((w) => picture.sized.replace('{width}', TextOf(+w)) + ' ' + +w + 'w').join(', ')) + '" sizes="' + escapeHtml(sizes) + '"' : '';
      const size = picture.width && picture.height ? ' width="' + +picture.width + '" height="' + +picture.height + '"' : '';
      return safe('<img src="' + escapeHtml(picture.url) + '"' + set + size + ' alt="' + escapeHtml(alt ?? picture.alt ?? '') + '" loading="lazy" decoding="async">');
    };
    const t = (text, values) => {
      if (typeof text === 'object' && text !== null) {
        const found = [locale, locale.split('-')[0], 'en', keys(text)[0]].find((each) => each !== undefined && hasOwn(text, each));
        return found === undefined ? '' : inside(TextOf(text[found]), values);
      }
      const own = given.texts;
      return inside(own && hasOwn(own, text) ? own[text] : TextOf(text), values);
    };

    const shaped = (kind) => (item) => {
      if (typeof item !== 'object' || item === null) return;
      if (item.price === undefined && item.priceMin) item.price = item.priceMin;
      if (item.url === undefined && typeof item.handle === 'string') item.url = url(item.handle, kind);
    };
    const answers = create(null);
    let asked = 0;
    const ask = (kind, given) => {
      const query = queryOf(kind, given);
      if (kind === 'product' && !query.handle) return null;
      const key = kind + stringify(query);
      if (answers[key] !== undefined) return answers[key];
      if (++asked > bounds.needs) throw new RangeError('A block may ask for data ' + bounds.needs + ' times.');
      const isThere = hasOwn(data, key);
      if (!isThere) want({ key, kind, query });
      const answer = isThere ? data[key] : parse(EMPTY[kind]);
      if (isArray(answer)) answer.forEach(shaped(kind === 'collections' ? 'collection' : 'product'));
      if (kind === 'product') shaped('product')(answer);
      return (answers[key] = deepFreeze(answer));
    };
    const object = (value) => (value === undefined ? {} : value);
    const handleOf = (value) => (typeof value === 'string' ? { handle: value } : object(value));
    return freeze({
      html, escapeHtml, truncate, pluralize, formatPrice, formatDate, image, url, t,
      locale, currency, settings: deepFreeze(given.settings),
      products: (query) => ask('products', typeof query === 'string' ? { collection: query } : object(query)),
      collections: (query) => ask('collections', object(query)),
      product: (query) => ask('product', handleOf(query)),
      cart: () => ask('cart', {}),
    });
  };
`;
