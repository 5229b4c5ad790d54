import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { SECTION_TYPES } from '../edge-api/contract/sections/section-types.ts';
import { judge, keptLooks } from '../tools/looks.ts';
import { openGallery, VIEWS, type Gallery } from './gallery-look.ts';
import { openShop, type Shop } from './shop.test-support.ts';

describe('the gallery of sections', () => {
  let shop: Shop;
  let gallery: Gallery;
  before(async () => {
    shop = await openShop();
    gallery = await openGallery(shop.url, shop.browser);
  });
  after(async () => {
    await gallery.close();
    await shop.close();
  });

  // One view of each type, each in another mode, with another content, at another width; `npm run looks` has them all.
  for (const [at, { type }] of SECTION_TYPES.entries()) {
    const views = VIEWS.filter((view) => view.type === type);
    const view = views[(at * 7) % views.length]!;
    test(`${type} looks as it did, ${view.mode}, ${view.content}, ${view.width} pixels wide`, async () => {
      assert.deepEqual(await judge(gallery, view, keptLooks(type), { axe: view.content !== 'long' }), []);
    });
  }
});
