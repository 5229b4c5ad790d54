import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  addressForm,
  addressLines,
  checkAddress,
  normaliseAddress,
  normalisePostcode,
  type PostalAddress,
} from './addresses.ts';

const address: PostalAddress = {
  name: 'Ada Lovelace',
  line1: 'Way 1',
  line2: '',
  city: 'Town',
  region: '',
  postcode: '',
  country: 'DE',
};

/** Rows after name and street, `*` where required; labels where they are not the plain ones. */
const FORMS: Readonly<Record<string, string>> = {
  AE: 'region*=regionEmirate',
  AR: 'postcode city* / region=regionProvince',
  AT: 'postcode* city*',
  AU: 'city*=citySuburb region*=regionState postcode*',
  BE: 'postcode* city*',
  BR: 'city* region*=regionState / postcode*=postcodeCep',
  CA: 'city* region*=regionProvince postcode*',
  CH: 'postcode* city*',
  CN: 'city* / region*=regionProvince postcode*',
  DE: 'postcode* city*',
  DK: 'postcode* city*',
  EG: 'city* / region=regionGovernorate / postcode',
  ES: 'postcode* city* region*=regionProvince',
  FR: 'postcode* city*',
  GB: 'city*=cityTown / postcode*',
  GH: 'city*',
  HK: 'city=cityDistrict / region*=regionArea',
  IE: 'city* / region=regionCounty / postcode=postcodeEircode',
  IN: 'city* postcode*=postcodePin / region*=regionState',
  IT: 'postcode* city* region*=regionProvince',
  JP: 'city*=cityWard region*=regionPrefecture / postcode*',
  KR: 'city* / region*=regionProvince / postcode*',
  MX: 'postcode* city* region*=regionState',
  NL: 'postcode* city*',
  NZ: 'city* postcode*',
  PL: 'postcode* city*',
  PT: 'postcode* city*',
  SA: 'city* postcode',
  SE: 'postcode* city*',
  SG: 'postcode*',
  TR: 'postcode* city* region=regionProvince',
  US: 'city* region*=regionState postcode*=postcodeZip',
  ZA: 'city* / postcode*',
};

const shape = (country: string, locale?: string): string =>
  addressForm(country, locale)
    .map((row) =>
      row
        .map(({ name, label, required }) => `${name}${required ? '*' : ''}${label === name ? '' : `=${label}`}`)
        .join(' '),
    )
    .join(' / ');

test('each country is asked for what a parcel there needs, in its own order, by its own names', () => {
  for (const [country, rest] of Object.entries(FORMS)) {
    const found = shape(country);
    assert.match(found, /^name\* \/ line1\* \/ line2/, country);
    assert.equal(found.replace(/^name\* \/ line1\* \/ line2\S* \/ /, ''), rest, country);
  }
  assert.match(shape('BR'), /line2=line2Neighbourhood/);
  assert.match(shape('NZ'), /line2=line2Suburb/);
});

test('who reads the country’s own letters fills the form in its own order', () => {
  assert.equal(shape('JP', 'ja-JP'), 'name* / postcode* / region*=regionPrefecture city*=cityWard / line1* / line2');
  assert.equal(shape('HK', 'zh-Hant'), 'name* / region*=regionArea / city=cityDistrict / line1* / line2');
  assert.equal(shape('DE', 'not a language'), shape('DE'));
});

const POSTCODES: Readonly<Record<string, readonly [good: string, bad: string]>> = {
  AR: ['1425 C1425DKA', '142 I1425'],
  AT: ['1010 A-1010', '0999 10100'],
  AU: ['2000', '200 20000'],
  BE: ['1000', '100'],
  BH: ['101 1216', '1300'],
  BR: ['01001-000 01001000', '0100'],
  CA: ['M4B|1B3 m4b1b3', 'D4B|1B3 12345'],
  CH: ['8001 CH-8001', '801'],
  CN: ['100000', '1000'],
  CZ: ['11000 110|00', '1100'],
  DE: ['10117 D-10117 DE|10117', '1011 101170 1011A'],
  DK: ['1050 DK-1050', '105'],
  EG: ['11511 ١١٥١١', '115'],
  ES: ['28001', '53001 2800'],
  FI: ['00100 FI-00100', '0010'],
  FR: ['75001 75|001', '7500'],
  GB: ['SW1A|1AA sw1a1aa M1|1AE', '12345 SW1A'],
  GR: ['10431 104|31', '1043'],
  IE: ['D02|X285 d02x285', 'B02|X285 12345'],
  IN: ['110001 110|001', '11000'],
  IT: ['00118', '0011'],
  JP: ['100-0001 1000001 １００-０００１', '100-001'],
  KR: ['03051', '030-51A'],
  KZ: ['010000 A15E3X3', '01000'],
  LI: ['9490 9498', '9484 9499'],
  LU: ['1009 L-1009', '109'],
  MX: ['06000', '600'],
  NL: ['1234|AB 1234ab', '1234 ABCD12'],
  NO: ['0150', '150'],
  NZ: ['6011', '601'],
  PL: ['00-950 00950', '0095'],
  PT: ['1000-001 1000001 1000', '100'],
  SA: ['12345 12345-6789 ١٢٣٤٥', '1234'],
  SE: ['11455 114|55 SE-114|55', '1145'],
  SG: ['018956', '18956'],
  TR: ['34000', '3400'],
  US: ['90210 90210-1234 902101234', '9021 ABCDE 90210-12'],
  ZA: ['8001', '801'],
};

test('postcodes that are in use pass however they are written, others are named', () => {
  const problem = (country: string, text: string) =>
    checkAddress(normaliseAddress({ ...address, country, region: 'R', postcode: text.replaceAll('|', ' ') })).postcode;
  for (const [country, [good, bad]] of Object.entries(POSTCODES)) {
    for (const one of good.split(' ')) assert.equal(problem(country, one), undefined, `${country} ${one}`);
    for (const one of bad.split(' ')) assert.equal(problem(country, one), 'invalid', `${country} ${one}`);
  }
});

test('a postcode is kept as its country writes it', () => {
  const written: [string, string, string][] = [
    ['GB', ' sw1a1aa', 'SW1A 1AA'],
    ['CA', 'm4b1b3', 'M4B 1B3'],
    ['NL', '1234 ab', '1234 AB'],
    ['JP', '１０００００１', '100-0001'],
    ['SE', 'SE-11455', '114 55'],
    ['DE', 'd-10117', '10117'],
    ['US', '90210 1234', '90210-1234'],
    ['EG', '١١٥١١', '11511'],
    ['DE', 'no such', 'NO SUCH'],
    ['GH', 'ga-183 8164', 'GA-183 8164'],
  ];
  for (const [country, typed, kept] of written) {
    assert.equal(normalisePostcode(typed, country), kept);
    assert.equal(normalisePostcode(kept, country), kept, 'a second time changes nothing');
  }
});

test('what is missing is named by field; a country without known rules is refused nothing', () => {
  const empty = { ...address, name: ' ', line1: '', city: '' };
  const missing = { name: 'required', line1: 'required', city: 'required' } as const;
  assert.deepEqual(checkAddress({ ...empty, country: 'DE' }), { ...missing, postcode: 'required' });
  assert.deepEqual(checkAddress({ ...empty, country: 'GH' }), missing);
  assert.deepEqual(checkAddress({ ...address, city: '', region: 'Dubai', country: 'AE' }), {});
  assert.deepEqual(checkAddress({ ...address, city: '', country: 'AE' }), { region: 'required' });
  for (const country of ['QQ', 'XX', 'GH', 'AO', '__proto__', 'constructor', 'toString'])
    assert.deepEqual(checkAddress(normaliseAddress({ ...address, country, postcode: 'anything 1' })), {}, country);
});

test('an address is printed as its country writes it', () => {
  const tokyo = { ...address, line2: 'Flat 2', city: 'Chiyoda', region: 'Tokyo', postcode: '100-0001', country: 'JP' };
  assert.deepEqual(addressLines(tokyo), ['Ada Lovelace', 'Way 1', 'Flat 2', 'Chiyoda, Tokyo', '100-0001']);
  assert.deepEqual(addressLines({ ...tokyo, city: '千代田区', region: '東京都' }, 'ja').slice(0, 2), [
    '〒100-0001',
    '東京都千代田区',
  ]);
  const lines = (country: string, changes: Partial<PostalAddress>) =>
    addressLines({ ...address, ...changes, country }).slice(2);
  assert.deepEqual(lines('DE', { postcode: '10117', city: 'Berlin' }), ['10117 Berlin']);
  assert.deepEqual(lines('US', { postcode: '10001', city: 'New York', region: 'NY' }), ['New York, NY 10001']);
  assert.deepEqual(lines('AE', { city: 'Deira', region: 'Dubai' }), ['Deira', 'Dubai']);
});
