import type { Sheet } from './sheet.ts';
import { pictures } from './halden/album.ts';
import { drawCeramics } from './halden/ceramics.ts';
import { drawTextiles } from './halden/textiles.ts';
import { drawLighting } from './halden/lighting.ts';
import { drawKitchen } from './halden/kitchen.ts';
import { drawLiving } from './halden/living.ts';

drawCeramics();
drawTextiles();
drawLighting();
drawKitchen();
drawLiving();

/** Every picture of the shop, by file name without `.svg`. */
export const halden: ReadonlyMap<string, () => Sheet> = pictures;
