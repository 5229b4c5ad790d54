import { BrokenPicture, type MediaPorts } from '../../adapters/media/port.ts';
import { readAddress } from '../../contract/media-address.ts';
import type { MediaRepository, StoredMedia } from '../../repositories/media.ts';
import { ApiError, invalidRequest } from '../errors.ts';
import { originalName } from '../media/addresses.ts';
import type { Hex } from './colour.ts';
import { logoColours } from './logo-colours.ts';
import { brandOfLogo } from './theme.ts';

/** Finds the colours of a brand in a picture of the shop's library. */
export interface LogoReader {
  /**
   * One or two colours, the more important first; none of a picture in black and white. `wanted` is the id of a picture, or
   * `shop` for the shop's logo. Throws `invalid_request` naming `logo`, and `media_unavailable` where nothing decodes pictures.
   */
  brand(wanted: string): Promise<Hex[]>;
}

/** What finds them. */
export interface LogoParts {
  readonly store: { readonly id: string; readonly handle: string };
  readonly media: Pick<MediaRepository, 'find' | 'findByDigest'>;
  readonly ports: MediaPorts | null;
  /** Address of the shop's logo; null where it has none. */
  readonly address: () => Promise<string | null>;
}

const refused = (message: string): Error => invalidRequest('logo', message);

export function logoReader({ store, media, ports, address }: LogoParts): LogoReader {
  async function find(wanted: string): Promise<StoredMedia> {
    if (wanted !== 'shop') {
      const found = await media.find(wanted);
      if (!found) throw refused('No picture of this shop has this id.');
      return found;
    }
    const logo = await address();
    if (logo === null) throw refused('The shop has no logo.');
    const named = readAddress(logo);
    const found = named?.handle === store.handle ? await media.findByDigest(named.digest) : undefined;
    if (!found) throw refused('The logo is not in the media library: upload it there, or name the colours.');
    return found;
  }

  return {
    async brand(wanted) {
      const { digest } = await find(wanted);
      const pixels = ports?.codecs?.pixels;
      if (!ports || !pixels)
        throw new ApiError('media_unavailable', 'This server cannot look into pictures: name the colours instead.');
      const bytes = await ports.storage.get(store.id, originalName(digest));
      if (!bytes) throw refused('The file of this picture is gone.');
      try {
        return brandOfLogo(logoColours(await pixels(bytes)));
      } catch (error) {
        if (error instanceof BrokenPicture) throw refused('This picture cannot be read.');
        throw error;
      }
    },
  };
}
