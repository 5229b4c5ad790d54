import type { BlockPreview, PreviewBlock } from '../../../edge-api/contract/blocks-admin.ts';
import type { BlocksClient } from '../../client/blocks-client.ts';

export interface DrawWish extends PreviewBlock {
  /** JavaScript of the source, as the check has read it. */
  readonly code: string;
}

/** Draws a block that is kept nowhere. Rejects with `ApiError` where the shop cannot be asked. */
export interface Drawer {
  /** Whether it runs in this browser, and not on the shop's server. */
  readonly isHere: boolean;
  draw(wish: DrawWish, signal: AbortSignal): Promise<BlockPreview>;
  close(): void;
}

/** Has previews drawn by the shop. */
export const drawnThere = (client: BlocksClient): Drawer => ({
  isHere: false,
  draw: ({ code: _code, ...wish }, signal) => client.preview(wish, signal),
  close: () => undefined,
});
