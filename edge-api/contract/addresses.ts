/**
 * Forms and rules of postal addresses, the same in a shopper's browser, on hosted pages and on the edge. Which fields an
 * address has and in what order comes from `localized-address-format` (Google's address data), what a postcode looks like
 * from `postcode-validator`; the names of fields and which of them a parcel needs are the tables below, after the same
 * address data. A country without known rules is asked for the least and refused nothing.
 */
import { formatAddress } from 'localized-address-format';
import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';

/** An address as it is kept; a field the country has no use for is empty. */
export interface PostalAddress {
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}
export type AddressField = Exclude<keyof PostalAddress, 'country'>;

/** What a field is called there: a key that each side has words for. */
export type AddressLabel =
  | 'name'
  | 'line1'
  | 'line2'
  | 'line2Neighbourhood'
  | 'line2Suburb'
  | 'line2District'
  | 'city'
  | 'cityTown'
  | 'citySuburb'
  | 'cityDistrict'
  | 'cityWard'
  | 'postcode'
  | 'postcodeZip'
  | 'postcodePin'
  | 'postcodeEircode'
  | 'postcodeCep'
  | 'regionState'
  | 'regionProvince'
  | 'regionPrefecture'
  | 'regionEmirate'
  | 'regionCounty'
  | 'regionGovernorate'
  | 'regionDepartment'
  | 'regionDistrict'
  | 'regionParish'
  | 'regionIsland'
  | 'regionArea'
  | 'regionOblast'
  | 'region';

export interface FormField {
  readonly name: AddressField;
  readonly label: AddressLabel;
  readonly required: boolean;
  /** Whether it holds digits alone, so that a phone may show its keys for numbers. */
  readonly numeric: boolean;
}

/** The form of a country: rows of fields, top to bottom. The country itself stands above it. */
export type AddressForm = readonly (readonly FormField[])[];

/** `required`: a parcel needs it. `invalid`: there is no such postcode in that country. */
export type AddressProblem = 'required' | 'invalid';
export type AddressProblems = Partial<Record<AddressField, AddressProblem>>;

type Lists<Label extends AddressLabel> = Partial<Record<Label, string>>;

const REGION: Lists<Extract<AddressLabel, `region${string}`>> = {
  regionState: 'AS AU BR FM GU IN MH MM MP MX MY NG PW SO UM US VE VI',
  regionProvince: 'AR BY CA CN CR CU ES ID IQ IR IT KP KR MN MZ PA PE PG PH TH TR VN',
  regionPrefecture: 'JP',
  regionEmirate: 'AE',
  regionCounty: 'EE HU IE LT LV RO TW',
  regionGovernorate: 'EG',
  regionDepartment: 'CO HN NI SV UY',
  regionDistrict: 'NR SR',
  regionParish: 'BB JM',
  regionIsland: 'BS CV KI KN KY PF SC TV',
  regionArea: 'HK',
  regionOblast: 'RU UA',
};
const POSTCODE: Lists<Extract<AddressLabel, `postcode${string}`>> = {
  postcodeZip: 'AS FM GU MH MP PH PR PW UM US VI',
  postcodePin: 'IN',
  postcodeEircode: 'IE',
  postcodeCep: 'BR',
};
const CITY: Lists<Extract<AddressLabel, `city${string}`>> = {
  cityTown: 'GB GG IM JE',
  citySuburb: 'AU',
  cityDistrict: 'HK',
  cityWard: 'JP',
};
const LINE2: Lists<Extract<AddressLabel, `line2${string}`>> = {
  line2Neighbourhood: 'BR CO IR MX MY NG',
  line2Suburb: 'NZ ZA',
  line2District: 'CN KR PH PK TH',
};

const REGION_REQUIRED = 'AE AU BR CA CN CO ES HK ID IN IQ IT JM JP KR MX PF PG RU SO SR TW US VE';
const POSTCODE_REQUIRED =
  'AS AT AU AX BE BG BR CA CC CH CN CX CY CZ DE DK EE ES FI FK FM FO FR GB GF GG GL GP GR GU HR HU IM IN IO IT JE JP KR LI LT LU LV MC MF MH MP MQ MT MX MY NC NL NO NZ PF PL PM PR PT PW RE RO RU SE SG SI SJ SK SM TR TW UA UM US VA VI WF YT ZA';
const CITY_OPTIONAL = 'HK';
/** Towns that their own address data leaves to the street lines, and every shop there asks for. */
const CITY_TOO = 'JP';
const LETTERS_IN_POSTCODE =
  'AC AD AI AR AZ BB BM BN CA EC FK GB GG GI GS IE IM IO JE KY KZ LT LV MD MT NL PN SH SO SZ TA TC VC VG';

/** Where the library's pattern refuses postcodes that are in use. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  AR: /^[A-HJ-NP-Z]?\d{4}([A-Z]{3})?$/, // the short form of four digits
  BH: /^(\d|1[0-2])\d{2}$/, // blocks below 200
  EG: /^\d{5}(\d{2})?$/, // seven digits since 2024
  KH: /^\d{5,6}$/,
  KZ: /^(\d{6}|[A-Z]\d{2}[A-Z\d]\d[A-Z]\d)$/, // with letters since 2015
  LI: /^94(8[5-9]|9[0-8])$/, // 9498 is Planken
  NI: /^\d{5}$/,
  PY: /^\d{4}(\d{2})?$/, // six digits since 2023
  SA: /^\d{5}(-\d{4})?$/,
  SO: /^([A-Z]{2} ?)?\d{5}$/,
};

/** How a postcode is written: where its separator stands, from the end when negative. */
const WRITTEN: Readonly<Record<string, readonly [at: number, separator: string]>> = {
  ...Object.fromEntries('AC FK GB GG GI GS IM IO JE PN SH TA TC'.split(' ').map((code) => [code, [-3, ' '] as const])),
  ...Object.fromEntries('CA CZ GR IE MT SE SK'.split(' ').map((code) => [code, [3, ' '] as const])),
  ...Object.fromEntries('FM GU MH MP PR SA US VI'.split(' ').map((code) => [code, [5, '-'] as const])),
  BM: [2, ' '],
  NL: [4, ' '],
  BR: [5, '-'],
  JP: [3, '-'],
  KY: [3, '-'],
  PL: [2, '-'],
  PT: [4, '-'],
};

const has = (list: string | undefined, code: string): boolean => code.length === 2 && (list ?? '').includes(code);

function labelOf<Label extends AddressLabel>(lists: Lists<Label>, country: string, otherwise: Label): Label {
  for (const label of Object.keys(lists) as Label[]) if (has(lists[label], country)) return label;
  return otherwise;
}

/** Stands for a field while the library lays them out; from the private use area, so that no literal looks like one. */
const MARKS: readonly [mark: string, name: AddressField][] = [
  ['\uE000', 'name'],
  ['\uE001', 'line1'],
  ['\uE002', 'city'],
  ['\uE003', 'region'],
  ['\uE004', 'postcode'],
];

/** Whether whoever speaks this language writes in Latin letters. */
function writesLatin(locale: string): boolean {
  try {
    return new Intl.Locale(locale).maximize().script === 'Latn';
  } catch {
    return true;
  }
}

/** Rows of fields as the country writes its addresses, without the second street line. */
function layout(country: string, locale: string): AddressField[][] {
  const mark = Object.fromEntries(MARKS.map(([mark, name]) => [name, mark])) as Record<AddressField, string>;
  const lines = formatAddress(
    {
      postalCountry: country,
      name: mark.name,
      addressLines: [mark.line1],
      locality: mark.city,
      administrativeArea: mark.region,
      postalCode: mark.postcode,
    },
    writesLatin(locale) ? 'latin' : 'local',
  );
  const known = new Map(MARKS);
  const rows = lines.map((line) => [...line].flatMap((mark) => known.get(mark) ?? [])).filter(({ length }) => length);
  const names = rows.flat();
  if (has(CITY_TOO, country) && !names.includes('city')) {
    const at = rows.findIndex((row) => row.includes('region'));
    rows[at] = writesLatin(locale) ? ['city', ...rows[at]!] : [...rows[at]!, 'city'];
  }
  if (!names.includes('postcode') && postcodeValidatorExistsForCountry(country)) rows.push(['postcode']);
  return rows;
}

/**
 * The form for addresses in a country, for whoever reads `locale` (BCP 47): where the country's own letters are not Latin,
 * its own order for those who read them. The name always comes first, as in every form.
 */
export function addressForm(country: string, locale = 'en'): AddressForm {
  const street = (row: AddressField[]) => row.includes('line1');
  const rest = layout(country, locale)
    .map((row) => row.filter((name) => name !== 'name'))
    .filter(({ length }) => length);
  const rows = [['name'] as AddressField[], ...rest].flatMap((row) =>
    street(row) ? [['line1'], ['line2'], row.filter((name) => name !== 'line1')] : [row],
  ) as AddressField[][];
  return rows.filter(({ length }) => length).map((row) => row.map((name) => fieldOf(name, country)));
}

function fieldOf(name: AddressField, country: string): FormField {
  const digits = postcodeValidatorExistsForCountry(country) && !has(LETTERS_IN_POSTCODE, country);
  const facts: Record<AddressField, readonly [AddressLabel, required: boolean]> = {
    name: ['name', true],
    line1: ['line1', true],
    line2: [labelOf(LINE2, country, 'line2'), false],
    city: [labelOf(CITY, country, 'city'), !has(CITY_OPTIONAL, country)],
    region: [labelOf(REGION, country, 'region'), has(REGION_REQUIRED, country)],
    postcode: [labelOf(POSTCODE, country, 'postcode'), has(POSTCODE_REQUIRED, country)],
  };
  const [label, required] = facts[name];
  return { name, label, required, numeric: name === 'postcode' && digits };
}

const matches = (postcode: string, country: string): boolean =>
  PATTERNS[country]?.test(postcode) ?? postcodeValidator(postcode, country);
// Checks run on what no country is called, too, such as "constructor".
const hasPattern = (country: string): boolean =>
  country.length === 2 && (country in PATTERNS || postcodeValidatorExistsForCountry(country));

/** Digits of other scripts as 0 to 9: each script has them in a row of ten. */
const plainDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    let zero = code;
    while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return digit >= '0' && digit <= '9' ? digit : String(code - zero);
  });

function separated(compact: string, country: string): string {
  const [at, separator] = WRITTEN[country] ?? [0, ''];
  const head = compact.slice(0, at);
  const tail = compact.slice(at);
  return head && tail ? head + separator + tail : compact;
}

/**
 * A postcode as its country writes it: capitals, plain digits, the separator in its place, no country code before it.
 * One that fits no pattern of the country stays as it was written, in capitals.
 */
export function normalisePostcode(postcode: string, country: string): string {
  const text = plainDigits(postcode.normalize('NFKC'))
    .toUpperCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  if (!text || !hasPattern(country)) return text;
  const bare = text.replace(/[\s-]/g, '');
  // "D-10117", "SE-114 55", "FL-9490": the letters are the country's, not the postcode's.
  const inner = bare.replace(new RegExp(`^(${country}|${country[0]}|${country === 'LI' ? 'FL' : country})(?=\\d)`), '');
  return (
    [separated(bare, country), bare, separated(inner, country), inner, text].find((one) => matches(one, country)) ??
    text
  );
}

/** An address without stray spaces, its postcode as its country writes it. */
export function normaliseAddress<Address extends PostalAddress>(address: Address): Address {
  const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const { name, line1, line2, city, region, postcode, country } = address;
  return {
    ...address,
    name: tidy(name),
    line1: tidy(line1),
    line2: tidy(line2),
    city: tidy(city),
    region: tidy(region),
    postcode: normalisePostcode(postcode, country),
  };
}

/** What keeps a parcel from this address, by field; empty when nothing does. Takes a normalised address. */
export function checkAddress(address: PostalAddress): AddressProblems {
  const problems: AddressProblems = {};
  for (const { name, required } of addressForm(address.country).flat())
    if (required && !address[name].trim()) problems[name] = 'required';
  const { postcode, country } = address;
  if (postcode && hasPattern(country) && !matches(postcode, country)) problems.postcode = 'invalid';
  return problems;
}

/** The address on lines as its country writes them, without the country's name. */
export function addressLines(address: PostalAddress, locale = 'en'): string[] {
  const { country, name, line1, line2, city, region, postcode } = address;
  const latin = writesLatin(locale);
  const shown = new Set(layout(country, locale).flat());
  const inRegion = has(CITY_TOO, country);
  const area = latin ? [city, region].filter(Boolean).join(', ') : region + city;
  const lines = formatAddress(
    {
      postalCountry: country,
      name,
      addressLines: [line1, line2, shown.has('city') ? '' : city].filter(Boolean),
      locality: inRegion ? '' : city,
      administrativeArea: inRegion ? area : region,
      postalCode: postcode,
    },
    latin ? 'latin' : 'local',
  );
  // Where the street shares its line with what follows, a second street line leaves a comma behind.
  return lines.map((line) => line.replace(/^[\s,]+/, ''));
}
