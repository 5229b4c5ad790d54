/** The words of pages that are composed by rule: nothing in them that is not true of any shop, or told by its facts. */
export interface ComposerWords {
  /** Each list holds ways to say the same; a seed chooses. */
  readonly welcome: readonly ((shop: string) => string)[];
  /** What is sold, as a list of its kinds. */
  readonly sells: readonly ((kinds: string) => string)[];
  readonly pricesFrom: (price: string) => string;
  readonly seeProducts: readonly string[];
  readonly products: readonly string[];
  readonly moreProducts: readonly string[];
  readonly seeCollection: (collection: string) => string;
  readonly collections: readonly string[];
  readonly pictures: readonly string[];
  readonly freeDelivery: string;
  readonly freeDeliveryFrom: (amount: string) => string;
  readonly returns: (days: number) => string;
  readonly payBy: (ways: string) => string;
  readonly deliversTo: (countries: string) => string;
  readonly questions: readonly string[];
  readonly deliveryQuestion: string;
  readonly deliveryFree: string;
  readonly deliveryFreeFrom: (amount: string) => string;
  readonly returnsQuestion: string;
  readonly returnsAnswer: (days: number) => string;
  readonly payQuestion: string;
  readonly payAnswer: (ways: string) => string;
  readonly whereQuestion: string;
  readonly whereAnswer: (countries: string) => string;
  readonly lookAround: readonly string[];
  readonly about: (shop: string) => string;
  readonly reach: readonly string[];
  readonly newsletter: (shop: string) => string;
  readonly blog: readonly string[];
}

const en: ComposerWords = {
  welcome: [(shop) => `Welcome to ${shop}`, (shop) => shop],
  sells: [(kinds) => `In the shop: ${kinds}.`, (kinds) => `Here you find ${kinds}.`],
  pricesFrom: (price) => `Prices from ${price}.`,
  seeProducts: ['See the products', 'Have a look', 'To the products'],
  products: ['From the shop', 'Our products', 'Have a look'],
  moreProducts: ['More from the shop', 'Also in the shop'],
  seeCollection: (collection) => `See all: ${collection}`,
  collections: ['Collections', 'Browse by collection'],
  pictures: ['In pictures', 'A closer look'],
  freeDelivery: 'Free delivery',
  freeDeliveryFrom: (amount) => `Free delivery from ${amount}`,
  returns: (days) => (days === 1 ? 'One day to send things back' : `${days} days to send things back`),
  payBy: (ways) => `Ways to pay: ${ways}`,
  deliversTo: (countries) => `Delivery to ${countries}`,
  questions: ['Before you order', 'Good to know', 'Questions and answers'],
  deliveryQuestion: 'What does delivery cost?',
  deliveryFree: 'Nothing: delivery is free.',
  deliveryFreeFrom: (amount) =>
    `Orders of ${amount} or more are delivered free of charge. For all others the checkout shows the cost before you order.`,
  returnsQuestion: 'Can I send things back?',
  returnsAnswer: (days) => (days === 1 ? 'Yes, within one day.' : `Yes, within ${days} days.`),
  payQuestion: 'How can I pay?',
  payAnswer: (ways) => `You can choose from: ${ways}.`,
  whereQuestion: 'Where do you deliver?',
  whereAnswer: (countries) => `We deliver to ${countries}.`,
  lookAround: ['Have a look around', 'See what is in the shop', 'Take your time, look around'],
  about: (shop) => `About ${shop}`,
  reach: ['How to reach us', 'Contact'],
  newsletter: (shop) => `News from ${shop} by mail`,
  blog: ['From our blog', 'To read'],
};

const de: ComposerWords = {
  welcome: [(shop) => `Willkommen bei ${shop}`, (shop) => shop],
  sells: [(kinds) => `Im Shop: ${kinds}.`, (kinds) => `Hier gibt es: ${kinds}.`],
  pricesFrom: (price) => `Preise ab ${price}.`,
  seeProducts: ['Produkte ansehen', 'Jetzt umsehen', 'Zu den Produkten'],
  products: ['Aus dem Shop', 'Unsere Produkte', 'Zum Stöbern'],
  moreProducts: ['Mehr aus dem Shop', 'Auch im Shop'],
  seeCollection: (collection) => `Alles ansehen: ${collection}`,
  collections: ['Kollektionen', 'Nach Kollektion stöbern'],
  pictures: ['In Bildern', 'Aus der Nähe'],
  freeDelivery: 'Kostenloser Versand',
  freeDeliveryFrom: (amount) => `Kostenloser Versand ab ${amount}`,
  returns: (days) => (days === 1 ? 'Ein Tag Zeit zum Zurücksenden' : `${days} Tage Zeit zum Zurücksenden`),
  payBy: (ways) => `Zahlungsarten: ${ways}`,
  deliversTo: (countries) => `Lieferung nach: ${countries}`,
  questions: ['Vor der Bestellung', 'Gut zu wissen', 'Fragen und Antworten'],
  deliveryQuestion: 'Was kostet der Versand?',
  deliveryFree: 'Nichts: Der Versand ist kostenlos.',
  deliveryFreeFrom: (amount) =>
    `Ab einem Bestellwert von ${amount} ist der Versand kostenlos. Darunter zeigt die Kasse die Kosten, bevor Sie bestellen.`,
  returnsQuestion: 'Kann ich etwas zurücksenden?',
  returnsAnswer: (days) => (days === 1 ? 'Ja, innerhalb eines Tages.' : `Ja, innerhalb von ${days} Tagen.`),
  payQuestion: 'Wie kann ich bezahlen?',
  payAnswer: (ways) => `Zur Wahl stehen: ${ways}.`,
  whereQuestion: 'Wohin wird geliefert?',
  whereAnswer: (countries) => `Geliefert wird nach: ${countries}.`,
  lookAround: ['Sehen Sie sich um', 'Entdecken Sie den Shop', 'In Ruhe stöbern'],
  about: (shop) => `Über ${shop}`,
  reach: ['So erreichen Sie uns', 'Kontakt'],
  newsletter: (shop) => `Neues von ${shop} per Mail`,
  blog: ['Aus unserem Blog', 'Zum Lesen'],
};

/** Days as Arabic counts them: one, two, a few, many, hundreds. */
function arabicDays(days: number): string {
  if (days === 1) return 'يوم واحد';
  if (days === 2) return 'يومين';
  const rest = days % 100;
  if (rest >= 3 && rest <= 10) return `${days} أيام`;
  return rest >= 11 ? `${days} يومًا` : `${days} يوم`;
}

const ar: ComposerWords = {
  welcome: [(shop) => `مرحبًا بكم في ${shop}`, (shop) => shop],
  sells: [(kinds) => `في المتجر: ${kinds}.`, (kinds) => `تجدون هنا: ${kinds}.`],
  // The sign of a currency may end with a full stop of its own, and a mark of direction after it.
  pricesFrom: (price) => `الأسعار تبدأ من ${price}${/\.\u200f?$/.test(price) ? '' : '.'}`,
  seeProducts: ['عرض المنتجات', 'ألقوا نظرة', 'إلى المنتجات'],
  products: ['من المتجر', 'منتجاتنا', 'ألقوا نظرة'],
  moreProducts: ['المزيد من المتجر', 'في المتجر أيضًا'],
  seeCollection: (collection) => `عرض الكل: ${collection}`,
  collections: ['المجموعات', 'تصفحوا حسب المجموعة'],
  pictures: ['بالصور', 'نظرة عن قرب'],
  freeDelivery: 'توصيل مجاني',
  freeDeliveryFrom: (amount) => `توصيل مجاني ابتداءً من ${amount}`,
  returns: (days) => `إمكانية الإرجاع خلال ${arabicDays(days)}`,
  payBy: (ways) => `طرق الدفع: ${ways}`,
  deliversTo: (countries) => `التوصيل إلى: ${countries}`,
  questions: ['قبل الطلب', 'من المفيد معرفته', 'أسئلة وأجوبة'],
  deliveryQuestion: 'كم تكلفة التوصيل؟',
  deliveryFree: 'التوصيل مجاني.',
  deliveryFreeFrom: (amount) =>
    `التوصيل مجاني للطلبات بقيمة ${amount} أو أكثر. وللطلبات الأخرى تظهر التكلفة في صفحة الدفع قبل إتمام الطلب.`,
  returnsQuestion: 'هل يمكنني إرجاع ما اشتريته؟',
  returnsAnswer: (days) => `نعم، خلال ${arabicDays(days)}.`,
  payQuestion: 'كيف يمكنني الدفع؟',
  payAnswer: (ways) => `يمكنكم الاختيار من: ${ways}.`,
  whereQuestion: 'إلى أين توصلون؟',
  whereAnswer: (countries) => `نوصل إلى: ${countries}.`,
  lookAround: ['تصفحوا المتجر', 'اكتشفوا ما في المتجر', 'خذوا وقتكم وألقوا نظرة'],
  about: (shop) => `عن ${shop}`,
  reach: ['كيف تصلون إلينا', 'تواصلوا معنا'],
  newsletter: (shop) => `أخبار ${shop} عبر البريد`,
  blog: ['من مدونتنا', 'للقراءة'],
};

const WORDS = new Map<string, ComposerWords>(Object.entries({ en, de, ar }));

/** A tag that `Intl` takes; undefined for any other. */
function canonical(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

/** The words for a language, and which language they are in: English where we have none of that language. */
export function composerWords(locale: string): { readonly words: ComposerWords; readonly language: string } {
  const language = canonical(locale);
  const words = WORDS.get(language?.split('-', 1)[0] ?? '');
  return words && language !== undefined ? { words, language } : { words: en, language: 'en' };
}
