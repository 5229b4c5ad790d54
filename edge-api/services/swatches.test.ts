import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { swatchesOf } from './swatches.ts';

const none = () => null;
const colours = (values: string[], name = 'Colour') =>
  swatchesOf(name, values, none)?.map(({ colors }) => colors.join('+'));

describe('swatches', () => {
  it('know colours by name in several languages, lighter and darker', () => {
    assert.deepEqual(colours(['Light Blue', 'Moss']), ['#84a7dc', '#6f7a52']);
    assert.deepEqual(colours(['Schwarz', 'Dunkelgrün', 'hellblau'], 'Farbe'), ['#000000', '#19451c', '#84a7dc']);
    assert.deepEqual(colours(['bleu clair', 'rouge'], 'Couleur'), ['#84a7dc', '#c8102e']);
    assert.deepEqual(colours(['أزرق', 'أحمر داكن'], 'اللون'), ['#1f5fbf', '#6e0919']);
    assert.deepEqual(colours(['赤', '黒'], '色'), ['#c8102e', '#000000']);
    assert.deepEqual(colours(['Siyah', 'Kırmızı'], 'Renk'), ['#000000', '#c8102e']);
  });

  it('take a colour from its code, and leave the code out of what it is called', () => {
    assert.deepEqual(swatchesOf('Color', ['Fjord #1A2B3C', '#abc', 'Duo (#000000/#ffffff)'], none), [
      { label: 'Fjord', colors: ['#1a2b3c'], imageId: null },
      { label: '#abc', colors: ['#aabbcc'], imageId: null },
      { label: 'Duo', colors: ['#000000', '#ffffff'], imageId: null },
    ]);
  });

  it('show several colours of one value side by side', () => {
    assert.deepEqual(colours(['Black/White', 'Navy & Sand']), ['#000000+#ffffff', '#1f2a44+#d3bd9a']);
  });

  it("take a variant's picture where no colour is named", () => {
    const found = swatchesOf('Colour', ['Moonlight', 'Moss'], (value) => (value === 'Moonlight' ? 'i1' : null));
    assert.deepEqual(found, [
      { label: 'Moonlight', colors: [], imageId: 'i1' },
      { label: 'Moss', colors: ['#6f7a52'], imageId: null },
    ]);
  });

  it('are none where one value could only be written, and for what is not about colour', () => {
    assert.equal(colours(['Moss', 'Moonlight']), undefined);
    assert.equal(colours(['inherit']), undefined);
    assert.equal(colours(['constructor', '__proto__']), undefined);
    assert.equal(colours(['Black', 'White'], 'Strap'), undefined);
  });
});
