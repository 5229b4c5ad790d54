/** Where an order goes, as far as it is known; `undefined` is not known yet. */
export interface Destination {
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly postcode?: string | undefined;
}

/** A part of the world: empty lists leave nothing out. */
export interface Area {
  readonly regions: readonly string[];
  readonly exceptRegions: readonly string[];
  readonly postcodes: readonly string[];
  readonly exceptPostcodes?: readonly string[];
}

const plain = (text: string): string => text.normalize('NFKC').trim().toUpperCase();

/** A region without regard to case, width and the country before it: `us-ca` is `CA`. */
export function regionKey(region: string, country: string | undefined): string {
  const key = plain(region);
  return country !== undefined && key.startsWith(`${country}-`) ? key.slice(country.length + 1) : key;
}

/** A postcode without regard to case, width, spaces and dashes. */
export const postcodeKey = (postcode: string): string => plain(postcode).replace(/[\s-]/g, '');

const hasRegion = (list: readonly string[], region: string, country: string | undefined): boolean =>
  list.some((one) => regionKey(one, country) === regionKey(region, country));

const hasPostcode = (list: readonly string[], postcode: string): boolean =>
  list.some((start) => postcodeKey(postcode).startsWith(postcodeKey(start)));

/** Whether a destination lies in an area. What is not known is in it where `unknown` says so. */
export function inArea(area: Area, { country, region, postcode }: Destination, unknown: boolean): boolean {
  const { regions, exceptRegions, postcodes, exceptPostcodes = [] } = area;
  if (regions.length > 0 && !(region === undefined ? unknown : hasRegion(regions, region, country))) return false;
  if (postcodes.length > 0 && !(postcode === undefined ? unknown : hasPostcode(postcodes, postcode))) return false;
  if (region !== undefined && hasRegion(exceptRegions, region, country)) return false;
  return postcode === undefined || !hasPostcode(exceptPostcodes, postcode);
}
