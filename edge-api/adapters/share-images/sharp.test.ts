import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { SHARE_IMAGE, shareImageSvg } from '../../pages/seo/share-image.ts';
import { sharpShareImages } from './sharp.node.ts';

const images = sharpShareImages();
const svgOf = (title: string) => shareImageSvg({ title, shop: 'Halden', locale: 'en', accent: '#1f6f54', price: null });
/** Whether there is a font here at all: a machine without one draws nothing, and says so. */
const hasFonts = (await images.draw(svgOf('Mug'))) !== null;

describe('a picture that a page is shared with', () => {
  it('is a PNG of the size that readers ask for, in the colour of the shop', { skip: !hasFonts }, async () => {
    const png = await images.draw(svgOf('Il-|.,:;!—“Mug” & <Tea>'));
    assert.ok(png);
    const { format, width, height } = await sharp(png).metadata();
    assert.deepEqual({ format, width, height }, { format: 'png', ...SHARE_IMAGE });
    const { data } = await sharp(png)
      .extract({ left: 5, top: 5, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([...data], [0x1f, 0x6f, 0x54]);
  });

  it('is none where the fonts here have not all that is written', async () => {
    assert.equal(await images.draw(svgOf('Mug \u0379')), null);
    assert.equal(await images.draw(svgOf('Mug \u{3fffc}')), null);
  });

  it('is drawn once for all who ask', { skip: !hasFonts }, async () => {
    const [one, other] = await Promise.all([images.draw(svgOf('Once')), images.draw(svgOf('Once'))]);
    assert.equal(one, other);
  });
});
