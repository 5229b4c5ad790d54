import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { halden } from '../demo/pictures/halden.ts';
import { qamar } from '../demo/pictures/qamar.ts';

/** Draws the pictures of the sample shops into `demo/shops/<shop>/media/`. The same code always writes the same bytes. */
const shops = { halden, qamar };

for (const [shop, pictures] of Object.entries(shops)) {
  const folder = fileURLToPath(new URL(`../demo/shops/${shop}/media/`, import.meta.url));
  await mkdir(folder, { recursive: true });
  const drawings = (await readdir(folder)).filter((file) => file.endsWith('.svg'));
  for (const file of drawings) if (!pictures.has(file.replace(/\.svg$/, ''))) await rm(folder + file);
  let bytes = 0;
  for (const [name, draw] of pictures) {
    const svg = draw().toString();
    bytes += svg.length;
    if (svg.length > 8192) console.warn(`${shop}/${name}.svg is ${svg.length} bytes`);
    await writeFile(`${folder}${name}.svg`, svg);
  }
  console.log(`${shop}: ${pictures.size} pictures, ${Math.round(bytes / 1024)} KB`);
}
