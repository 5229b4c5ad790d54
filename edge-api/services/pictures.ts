import { sizedAddress as mediaAddress } from '../contract/media-address.ts';
import type { Image } from '../contract/products.ts';
import type { StoreSettings } from '../repositories/settings.ts';
import { isPlaceholder, type StoredImage } from '../repositories/stored-image.ts';

type SizeRule = StoreSettings['images']['sizes'][number];

/** Adds a width to an address that takes it in its query; `more` is what keeps a small picture from being blown up. */
function inQuery(address: string, name: string, others: readonly string[], more = ''): string {
  const url = new URL(address);
  for (const key of [name, ...others]) url.searchParams.delete(key);
  url.hash = '';
  return `${url.href}${url.search ? '&' : '?'}${more}${name}={width}`;
}

/** Adds a width to the options of an address that keeps them in its path, separated by commas. */
const inOptions = (options: string, name: string): string =>
  [
    ...options.split(',').filter((option) => !/^(?:w|h|width|height|fit)=/.test(option)),
    'fit=scale-down',
    `${name}={width}`,
  ].join(',');

/**
 * Services that cut pictures to a width named in the address, and how each is asked never to enlarge one. Their own words
 * for it: Shopify "image_url", imgix, Unsplash and Sanity "fit=max", Cloudinary "c_limit", Cloudflare "fit=scale-down".
 */
const SERVICES: readonly (readonly [RegExp, (address: string) => string])[] = [
  [/^https:\/\/(?:cdn\.shopify\.com\/|[^/]+\/cdn\/shop\/)/, (address) => inQuery(address, 'width', ['height', 'crop'])],
  [
    /^https:\/\/(?:[\w-]+\.imgix\.net|images\.unsplash\.com|cdn\.sanity\.io)\//,
    (address) => inQuery(address, 'w', ['h', 'fit'], 'fit=max&'),
  ],
  [/^https:\/\/images\.ctfassets\.net\//, (address) => inQuery(address, 'w', ['h', 'fit'])],
  [
    /^https:\/\/res\.cloudinary\.com\/[^/]+\/image\/upload\/(?!s--)/,
    (address) => address.replace('/image/upload/', '/image/upload/c_limit,w_{width}/'),
  ],
  [
    /^https:\/\/[^/]+\/cdn-cgi\/image\/[^/]*=[^/]*\//,
    (address) =>
      address.replace(
        /(\/cdn-cgi\/image\/)([^/]+)/,
        (_all, path: string, options: string) => path + inOptions(options, 'width'),
      ),
  ],
  [
    /^https:\/\/imagedelivery\.net\/[^/]+\/.+\/[^/]*=[^/]*$/,
    (address) => address.replace(/[^/]+$/, (options) => inOptions(options, 'w')),
  ],
];

function byRule(address: string, { startsWith, address: template }: SizeRule): string {
  const query = address.includes('?') ? template.replace('{url}?', '{url}&') : template;
  const path = address.replace(/^https?:\/\/[^/]+\/|^\//, '');
  return query
    .replace('{url}', () => address)
    .replace('{path}', () => path)
    .replace('{rest}', () => address.slice(startsWith.length));
}

/**
 * The address of a picture at a width, `{width}` in place of its pixels: by the store's own rules, then by our media
 * library and the services that are known to do it. Null for drawings, which have no width, and for addresses nobody cuts.
 */
export function sizedAddress(address: string, rules: readonly SizeRule[]): string | null {
  if (address.includes('{') || /\.svg(?:[?#]|$)/i.test(address)) return null;
  const rule = rules.find(({ startsWith }) => address.startsWith(startsWith));
  if (rule) return byRule(address, rule);
  const ours = mediaAddress(address);
  if (ours !== undefined) return ours;
  if (!URL.canParse(address)) return null;
  const service = SERVICES.find(([pattern]) => pattern.test(address));
  return service ? service[1](address) : null;
}

const cssOf = (placeholder: string): string => (placeholder.startsWith('#') ? placeholder : `url(${placeholder})`);

/** A kept picture as it is shown, with what its store's rules add. */
export function shownImage(
  { placeholder, ...image }: StoredImage,
  { settings }: { readonly settings: Pick<StoreSettings, 'images'> },
): Image {
  return {
    ...image,
    sized: sizedAddress(image.url, settings.images.sizes),
    placeholder: placeholder && isPlaceholder(placeholder) ? cssOf(placeholder) : null,
  };
}
