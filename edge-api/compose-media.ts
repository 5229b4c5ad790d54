import type { MediaPorts } from './adapters/media/port.ts';
import type { Database } from './db/database.ts';
import { mediaRepository } from './repositories/media.ts';
import { usesOfMedia } from './repositories/media-uses.ts';
import { type MediaLibrary, mediaLibrary } from './services/media/library.ts';
import { renditions, type Renditions, type ServedPicture, type WantedPicture } from './services/media/renditions.ts';

/** What serves the pictures of all stores of a process. */
export interface MediaServing {
  readonly ports: MediaPorts;
  readonly renditions: Renditions;
}

/** Serves pictures over these ports; call it once for a process, so that those who ask for the same share the work. */
export const mediaServing = (ports: MediaPorts | null, onTrouble: (error: unknown) => void): MediaServing | null =>
  ports && { ports, renditions: renditions(ports, onTrouble) };

/** The pictures of one store as pages show them. */
export interface StorePictures {
  /** A file that was made before; costs no look into the database. */
  kept(wanted: WantedPicture): Promise<ServedPicture | undefined>;
  /** Makes a file; undefined for a picture that is not there. */
  make(wanted: WantedPicture): Promise<ServedPicture | undefined>;
}

/** Everything about the pictures of one store. */
export interface MediaServices {
  readonly media: MediaLibrary;
  readonly pictures: StorePictures;
}

/** Builds the services of a store's pictures. */
export function composeMedia(
  database: Database,
  {
    store,
    serving,
    now,
  }: { store: { id: string; handle?: string }; serving: MediaServing | null | undefined; now: () => number },
): MediaServices {
  const media = mediaRepository(database);
  const { id, handle = '' } = store;
  return {
    media: mediaLibrary({
      store: { id, handle },
      media,
      usesOf: (digest) => usesOfMedia(database, digest),
      ports: serving?.ports ?? null,
      now,
    }),
    pictures: {
      kept: async (wanted) => serving?.renditions.kept(id, wanted),
      make: async (wanted) => serving?.renditions.make(id, media, wanted),
    },
  };
}
