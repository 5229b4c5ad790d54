/** What the pages about the newsletter say; `{shop}` stands for the shop's name. */
export interface NewsletterStrings {
  readonly title: string;
  readonly lead: string;
  readonly email: string;
  /** What is agreed to where a shop's own words are not there. */
  readonly consent: string;
  readonly signUp: string;
  readonly emailWrong: string;
  readonly askedTitle: string;
  readonly asked: string;
  /** Beside the button of the mail's link: what is agreed to by pressing it. */
  readonly confirmTitle: string;
  readonly confirm: string;
  readonly confirmButton: string;
  readonly doneTitle: string;
  readonly done: string;
  readonly goneTitle: string;
  readonly gone: string;
  /** Beside the field that people do not see. */
  readonly leaveEmpty: string;
}

const en: NewsletterStrings = {
  title: 'Newsletter',
  lead: 'News from {shop} by email.',
  email: 'Email',
  consent: 'Yes, {shop} may send me news and offers by email. I can end that at any time.',
  signUp: 'Sign up',
  emailWrong: 'This does not look like an email address. Is an @ or a dot missing?',
  askedTitle: 'Please look into your mailbox',
  asked: 'We have sent you an email with a link. Once you have confirmed there, the next letter comes to you.',
  confirmTitle: 'One more step',
  confirm: 'Yes, {shop} may send me its newsletter by email. I can end that at any time.',
  confirmButton: 'Confirm',
  doneTitle: 'Thank you, it is done',
  done: 'From now on the newsletter of {shop} comes to you. Every letter has a link that ends it.',
  goneTitle: 'This link is not good any more',
  gone: 'It may be incomplete, or older than 30 days, or there is a newer one in your mailbox. You can sign up again at any time.',
  leaveEmpty: 'Please leave this empty',
};

const de: NewsletterStrings = {
  title: 'Newsletter',
  lead: 'Neues von {shop} per E-Mail.',
  email: 'E-Mail',
  consent: 'Ja, {shop} darf mir Neuigkeiten und Angebote per E-Mail schicken. Ich kann das jederzeit beenden.',
  signUp: 'Anmelden',
  emailWrong: 'Das sieht nicht nach einer E-Mail-Adresse aus. Fehlt ein @ oder ein Punkt?',
  askedTitle: 'Bitte sieh in dein Postfach',
  asked:
    'Wir haben dir eine E-Mail mit einem Link geschickt. Sobald du dort bestätigt hast, kommt die nächste Ausgabe zu dir.',
  confirmTitle: 'Noch ein Schritt',
  confirm: 'Ja, {shop} darf mir den Newsletter per E-Mail schicken. Ich kann das jederzeit beenden.',
  confirmButton: 'Bestätigen',
  doneTitle: 'Danke, das hat geklappt',
  done: 'Ab jetzt kommt der Newsletter von {shop} zu dir. In jeder Ausgabe ist ein Link, der ihn beendet.',
  goneTitle: 'Dieser Link gilt nicht mehr',
  gone: 'Vielleicht ist er unvollständig oder älter als 30 Tage, oder in deinem Postfach ist ein neuerer. Du kannst dich jederzeit noch einmal anmelden.',
  leaveEmpty: 'Bitte leer lassen',
};

const ar: NewsletterStrings = {
  title: 'النشرة البريدية',
  lead: 'أخبار {shop} عبر البريد الإلكتروني.',
  email: 'البريد الإلكتروني',
  consent: 'نعم، أوافق على أن يرسل إليّ {shop} الأخبار والعروض عبر البريد الإلكتروني. يمكنني إيقاف ذلك في أي وقت.',
  signUp: 'اشتراك',
  emailWrong: 'لا يبدو هذا عنوان بريد إلكتروني. هل تنقصه علامة @ أو نقطة؟',
  askedTitle: 'تحقّق من بريدك',
  asked: 'أرسلنا إليك رسالة فيها رابط. بعد أن تؤكد هناك تصلك النشرة القادمة.',
  confirmTitle: 'خطوة واحدة بعد',
  confirm: 'نعم، أوافق على أن يرسل إليّ {shop} نشرته عبر البريد الإلكتروني. يمكنني إيقاف ذلك في أي وقت.',
  confirmButton: 'تأكيد',
  doneTitle: 'شكرًا، تمّ الاشتراك',
  done: 'من الآن تصلك النشرة البريدية لمتجر {shop}، وفي كل عدد رابط لإيقافها.',
  goneTitle: 'لم يعد هذا الرابط صالحًا',
  gone: 'ربما كان ناقصًا أو أقدم من 30 يومًا، أو في بريدك رابط أحدث. يمكنك الاشتراك من جديد في أي وقت.',
  leaveEmpty: 'اتركه فارغًا',
};

const LANGUAGES: Readonly<Record<string, NewsletterStrings>> = { en, de, ar };

/** The texts of a locale, English where there are none, with the shop's name in them. */
export function newsletterStrings(locale: string, shop: string): NewsletterStrings {
  const strings = LANGUAGES[locale.toLowerCase().split(/[-_]/, 1)[0] ?? ''] ?? en;
  const filled = Object.entries(strings).map(([name, text]: [string, string]) => [
    name,
    text.replaceAll('{shop}', shop),
  ]);
  // The entries of one object of texts, each still a text.
  return Object.fromEntries(filled) as unknown as NewsletterStrings;
}

/** The language that a locale is shown in. */
export const spokenIn = (locale: string): string => {
  const language = locale.toLowerCase().split(/[-_]/, 1)[0] ?? '';
  return Object.hasOwn(LANGUAGES, language) ? language : 'en';
};
