import type { RemovedCode } from './shop.ts';

/** Any origin that nobody has: addresses are read as a browser would on it. */
const HERE = 'https://shop.invalid';

/** Pictures in the text itself, at most 8 KiB. */
const DATA = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/]+={0,2}$/;
const DATA_CHARACTERS = Math.ceil((8 * 1024 * 4) / 3) + 40;

/** Slashes, dots and ends of texts, encoded: a server may read them as what they stand for. */
const DISGUISED = /%(?:2e|2f|5c|00)/i;

/** Why an address may not be asked for; null where it may. */
export function addressProblem(address: string, paths: readonly string[]): RemovedCode | null {
  if (/^data:/i.test(address)) return DATA.test(address) && address.length <= DATA_CHARACTERS ? null : 'url_kind';
  if (!URL.canParse(address, HERE)) return 'url_kind';
  const url = new URL(address, HERE);
  if (url.origin !== HERE) return /^(?:https?|wss?|ftp):$/.test(url.protocol) ? 'url_remote' : 'url_kind';
  const isAsWritten = url.pathname === address && !DISGUISED.test(address) && !address.includes('\\');
  return isAsWritten && paths.some((path) => address.startsWith(path) && address.length > path.length)
    ? null
    : 'url_kind';
}

export const ADDRESS_MESSAGES: Partial<Record<RemovedCode, string>> = {
  url_kind: 'Pictures and fonts lie in the media library, by their whole path and without a query.',
  url_remote: 'Nothing is loaded from elsewhere: upload it to the media library.',
  url_place: 'No address may stand here, only in backgrounds, masks, bullets and borders.',
};
