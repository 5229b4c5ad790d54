import type { Sheet } from './sheet.ts';
import { pictures } from './qamar/album.ts';
import { drawPerfumes } from './qamar/perfumes.ts';
import { drawIncense } from './qamar/incense.ts';
import { drawCoffee } from './qamar/coffee.ts';
import { drawDates } from './qamar/dates.ts';
import { drawTextiles } from './qamar/textiles.ts';
import { drawGifts } from './qamar/gifts.ts';

drawPerfumes();
drawIncense();
drawCoffee();
drawDates();
drawTextiles();
drawGifts();

/** Every picture of the shop, by file name without `.svg`. */
export const qamar: ReadonlyMap<string, () => Sheet> = pictures;
