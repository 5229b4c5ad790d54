import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, distance, mix, polar, readHex, toHex, toOklab, toOklch, type Hex } from './colour.ts';

const near = (actual: number, expected: number, within: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${what}: ${actual}, not ${expected}`);

/** As CSS Color 4 and the reference of `oklch()` write them (five digits). */
const PUBLISHED: readonly (readonly [Hex, number, number, number])[] = [
  ['#ff0000', 0.62796, 0.25768, 29.234],
  ['#00ff00', 0.86644, 0.29483, 142.495],
  ['#0000ff', 0.45201, 0.31321, 264.052],
  ['#ffff00', 0.96798, 0.21101, 109.769],
  ['#00ffff', 0.9054, 0.15455, 194.769],
  ['#ff00ff', 0.70167, 0.32249, 328.363],
  ['#008000', 0.51975, 0.17686, 142.495],
  ['#663399', 0.44027, 0.1603, 303.373],
];

test('the OKLCH of a colour is the published one', () => {
  for (const [colour, l, c, h] of PUBLISHED) {
    const found = toOklch(colour);
    near(found.l, l, 0.000_01, `${colour} lightness`);
    near(found.c, c, 0.000_01, `${colour} chroma`);
    near(found.h, h, 0.001, `${colour} hue`);
  }
});

test('white, grey and black have no hue', () => {
  assert.deepEqual([toOklch('#000000').c, toOklch('#777777').c, toOklch('#ffffff').c], [0, 0, 0]);
  near(toOklch('#ffffff').l, 1, 1e-6, 'white');
  near(toOklch('#777777').l, 0.5693, 0.0001, 'grey');
});

test('a colour that went to OKLCH comes back as itself', () => {
  for (let red = 0; red < 256; red += 15)
    for (let green = 0; green < 256; green += 17)
      for (let blue = 0; blue < 256; blue += 51) {
        const colour: Hex = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
        assert.equal(toHex(toOklch(colour)), colour);
      }
});

test('what sRGB cannot show keeps its lightness and hue, and gives up chroma only', () => {
  for (let h = 0; h < 360; h += 15)
    for (const l of [0.3, 0.5, 0.7, 0.9]) {
      const found = toOklch(toHex({ l, c: 0.5, h }));
      const turned = Math.abs(((found.h - h + 540) % 360) - 180);
      assert.ok(found.c < 0.33 && found.c > 0.02, `${l} ${h}: chroma ${found.c}`);
      // What is cut off at last is hardly seen; the rest is the rounding to 8 bits.
      assert.ok(Math.abs(found.l - l) < 0.025, `${l} ${h}: lightness ${found.l}`);
      assert.ok(2 * found.c * Math.sin((turned * Math.PI) / 360) < 0.025, `${l} ${h}: turned by ${turned}`);
    }
  assert.equal(toHex({ l: 1.2, c: 0.3, h: 40 }), '#ffffff');
  assert.equal(toHex({ l: -0.1, c: 0.3, h: 40 }), '#000000');
});

test('contrast is that of WCAG 2.2', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#123456', '#123456'), 1);
  near(contrast('#777777', '#ffffff'), 4.48, 0.005, 'the grey that just fails');
  near(contrast('#767676', '#ffffff'), 4.54, 0.005, 'the grey that just passes');
  near(contrast('#ff0000', '#ffffff'), 4, 0.005, 'red');
  near(contrast('#0000ff', '#ffffff'), 8.59, 0.005, 'blue');
  assert.equal(contrast('#663399', '#ffff00'), contrast('#ffff00', '#663399'));
});

test('a mix is that of color-mix(in oklab)', () => {
  assert.equal(mix('#c8102e', 1, '#ffffff'), '#c8102e');
  assert.equal(mix('#c8102e', 0, '#ffffff'), '#ffffff');
  // Half way between white and black is lightness 0.5; white and purple meet half way in every axis.
  assert.equal(mix('#ffffff', 0.5, '#000000'), '#636363');
  const [white, purple] = [toOklab('#ffffff'), toOklab('#663399')];
  const middle = [0, 1, 2].map((at) => (white[at]! + purple[at]!) / 2) as [number, number, number];
  assert.ok(distance(toOklab(mix('#663399', 0.5, '#ffffff')), middle) < 0.004);
  near(polar(middle).h, 303.373, 0.001, 'hue of the mix');
});

test('colours are read in the forms a merchant types, and nothing else', () => {
  assert.equal(readHex(' #C8102E '), '#c8102e');
  assert.equal(readHex('#Fa0'), '#ffaa00');
  for (const text of ['', 'red', '#12345', '#1234567', '#ff00ff80', 'rgb(0,0,0)', '#ggg', '#fff;}', '#fff\n#000'])
    assert.equal(readHex(text), undefined, text);
});
