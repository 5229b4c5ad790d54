import type { Eraser } from '../provisioning/create-store.ts';
import type { MediaStorage } from './port.ts';

/** What was uploaded to a store, and what was made of it, goes with the store. */
export const eraseMedia = (storage: MediaStorage): Eraser => ({
  name: 'media',
  erase: ({ id }) => storage.eraseAll(id),
  async left({ id }) {
    const files = await storage.count(id);
    return files > 0 ? [`${files} files of ${id}`] : [];
  },
});
