import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';

/** Raised when the same text is analysed into other words: then every index is made anew. */
const VERSION = 1;
/** Longest word kept, in characters; what is longer is no word that anybody types. */
const LONGEST = 40;

const STEMMERS: Readonly<Record<string, (word: string) => string>> = {
  ar: arabic,
  da: danish,
  de: german,
  en: englishSingular,
  es: spanish,
  fi: finnish,
  fr: french,
  it: italian,
  nb: norwegian,
  nl: dutch,
  no: norwegian,
  pt: portuguese,
  ru: russian,
  sv: swedish,
  tr: turkish,
};

/** Words that say nothing about a product, in the languages we stem; a query made of them alone still means them. */
const STOP_WORDS: Readonly<Record<string, string>> = {
  ar: 'من في على الى عن مع هذا هذه التي الذي و او',
  da: 'og i på til med for af en et den det de',
  de: 'der die das den dem des ein eine einen einem einer und oder für mit von zu zum zur im in am an auf aus bei',
  en: 'a an the and or of for with in to on by from at is are',
  es: 'el la los las un una unos unas y o de del para con en por a al',
  fi: 'ja tai',
  fr: 'le la les un une des de du et ou pour avec en au aux à sur dans d l',
  it: 'il lo la i gli le un uno una e o di del della per con in da a al',
  nl: 'de het een en of van voor met in op aan te',
  nb: 'og i på til med for av en et den det de',
  no: 'og i på til med for av en et den det de',
  pt: 'o a os as um uma e ou de do da dos das para com em no na por',
  ru: 'и или в на с для из от по к',
  sv: 'och i på till med för av en ett den det de',
  tr: 've veya ile için bir',
};

/** How one language's text becomes words. */
export interface Analyser {
  /** Names this analysis; an index made by another name is made anew. */
  readonly name: string;
  /** The words of a text in their order, folded: lower case, without accents. Scripts without spaces give pairs of letters. */
  words(text: string): string[];
  /** The form under which the index keeps a folded word. */
  term(word: string): string;
  /** The terms of a text in their order; one function a language, so that what is made by it can be kept. */
  readonly terms: (text: string) => string[];
  /** Whether a folded word says nothing on its own. */
  isStop(word: string): boolean;
}

/** Marks that change how a letter sounds or looks and that people leave out: Latin accents, Hebrew and Arabic vowels, tatweel. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640]/g;
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ð: 'd',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
  ؤ: 'و',
  ئ: 'ي',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
const PLAIN = /^\p{ASCII}*$/u;

/** Text as it is compared: NFKC, lower case, without accents, letters that stand for others written out. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC');
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Scripts that put no spaces between words: Han, kana, Thai, Lao, Khmer, Burmese. (Hangul has spaces.) */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+/gu;
const HAS_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Overlapping pairs of letters; a lone letter stays one. (As in McNamee and Mayfield 2004, character n-grams.) */
function pairs(run: string): string[] {
  const letters = [...run];
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at]! + letter);
}

function foldedWords(text: string): string[] {
  const words = fold(text).match(WORD) ?? [];
  if (!HAS_UNSPACED.test(text)) return words.filter((word) => word.length <= LONGEST);
  return words
    .flatMap((word) => {
      const found: string[] = [];
      let from = 0;
      for (const { 0: run, index } of word.matchAll(UNSPACED)) {
        if (index > from) found.push(word.slice(from, index));
        found.push(...pairs(run));
        from = index + run.length;
      }
      if (from < word.length) found.push(word.slice(from));
      return found;
    })
    .filter((word) => word.length <= LONGEST);
}

/** Plurals that follow no rule, by their endings: "bookshelves", "firewomen". */
const IRREGULAR: readonly (readonly [string, string])[] = [
  ['shelves', 'shelf'],
  ['knives', 'knife'],
  ['scarves', 'scarf'],
  ['halves', 'half'],
  ['leaves', 'leaf'],
  ['loaves', 'loaf'],
  ['wolves', 'wolf'],
  ['mice', 'mouse'],
  ['geese', 'goose'],
  ['teeth', 'tooth'],
  ['feet', 'foot'],
  ['women', 'woman'],
  ['children', 'child'],
];

/**
 * The singular of an English word, after the S-stemmer (Harman 1991, "How effective is suffixing?"): shops' words mean
 * things, and a stemmer that makes "printer" and "printing" one brings ink to who wants a printer.
 */
function englishSingular(word: string): string {
  if (word.length < 4) return word;
  for (const [plural, singular] of IRREGULAR)
    if (word.endsWith(plural)) return word.slice(0, -plural.length) + singular;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

const LATIN_WORD = /^[a-z]+$/;
/** Stems remembered by an analyser: shops repeat their words. */
const REMEMBERED = 20_000;

function makeAnalyser(language: string): Analyser {
  const stem = STEMMERS[language];
  const stops = new Set((STOP_WORDS[language] ?? '').split(' ').flatMap(foldedWords));
  const known = new Map<string, string>();
  // A stemmer is for its language's words: it must not cut model numbers, nor English brands in an Arabic shop.
  const english = stem === undefined || language === 'ar' || language === 'ru';
  const stemmed = (word: string): string => {
    if (/\d/.test(word)) return word;
    if (english && LATIN_WORD.test(word)) return englishSingular(word);
    return (stem && fold(stem(word))) || word;
  };
  const term = (word: string): string => {
    const before = known.get(word);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED) known.clear();
    const made = stemmed(word);
    known.set(word, made);
    return made;
  };
  return {
    name: `${VERSION}:${stem ? language : 'any'}`,
    words: foldedWords,
    term,
    terms: (text) => foldedWords(text).map(term),
    isStop: (word) => stops.has(word),
  };
}

const analysers = new Map<string, Analyser>();

/** The analyser of a store's language, given as a BCP 47 tag; a language we have no stemmer for is only folded. */
export function analyserOf(locale: string): Analyser {
  const [language = ''] = locale.toLowerCase().split('-');
  const key = Object.hasOwn(STEMMERS, language) ? language : '';
  const analyser = analysers.get(key) ?? makeAnalyser(key);
  analysers.set(key, analyser);
  return analyser;
}
