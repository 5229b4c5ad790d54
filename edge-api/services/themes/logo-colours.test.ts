import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distance, toOklab, type Hex } from './colour.ts';
import { logoColours, type Pixels } from './logo-colours.ts';
import { makeTheme } from './theme.ts';

type Dot = readonly [red: number, green: number, blue: number, opacity: number];
const WHITE: Dot = [255, 255, 255, 255];
const BLACK: Dot = [0, 0, 0, 255];
const RED: Dot = [200, 16, 46, 255];
const BLUE: Dot = [31, 95, 191, 255];
const CLEAR: Dot = [0, 255, 0, 0];

/** A picture of 64 × 64, each pixel asked for by its place. */
function drawn(dot: (x: number, y: number) => Dot, size = 64): Pixels {
  const rgba = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) rgba.set(dot(x, y), (y * size + x) * 4);
  return { width: size, height: size, rgba };
}

const inSquare = (x: number, y: number, from: number, to: number): boolean =>
  x >= from && x < to && y >= from && y < to;
const blend = (one: Dot, share: number, other: Dot): Dot => [
  Math.round(one[0] * share + other[0] * (1 - share)),
  Math.round(one[1] * share + other[1] * (1 - share)),
  Math.round(one[2] * share + other[2] * (1 - share)),
  255,
];
/** A disc with a smooth edge. */
const disc = (x: number, y: number, radius: number): number =>
  Math.min(1, Math.max(0, radius - Math.hypot(x - 31.5, y - 31.5) + 0.5));
const names = (picture: Pixels): readonly Hex[] => logoColours(picture).map(({ colour }) => colour);

test('flat colours come out exactly, by their share of what is drawn', () => {
  const found = logoColours(drawn((x, y) => (!inSquare(x, y, 8, 56) ? CLEAR : x < 44 ? RED : BLUE)));
  assert.deepEqual(
    found.map(({ colour, weight }) => [colour, Math.round(weight * 100)]),
    [
      ['#c8102e', 75],
      ['#1f5fbf', 25],
    ],
  );
});

test('the white a logo stands on is no colour of it, nor are the smooth edges of its letters', () => {
  assert.deepEqual(names(drawn((x, y) => blend(RED, disc(x, y, 12), WHITE))), ['#c8102e']);
  assert.deepEqual(names(drawn((x, y) => blend(BLUE, disc(x, y, 20), [250, 250, 248, 255]))), ['#1f5fbf']);
});

test('a tint that is drawn is kept, though it lies between two others', () => {
  const pink = blend(RED, 0.4, WHITE);
  const found = names(drawn((x, y) => (!inSquare(x, y, 8, 56) ? WHITE : x < 36 ? RED : pink)));
  assert.deepEqual(found, [
    '#c8102e',
    `#${pink
      .slice(0, 3)
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')}`,
  ]);
});

test('a small mark in a strong colour is found beside large black letters', () => {
  const found = names(drawn((x, y) => (inSquare(x, y, 4, 10) ? RED : inSquare(x, y, 12, 52) ? BLACK : CLEAR)));
  assert.deepEqual(found, ['#000000', '#c8102e']);
});

test('black letters are a colour, and black ground is none', () => {
  assert.deepEqual(names(drawn((x, y) => (inSquare(x, y, 20, 40) ? BLACK : WHITE))), ['#000000']);
  assert.deepEqual(names(drawn((x, y) => (inSquare(x, y, 20, 40) ? RED : BLACK))), ['#c8102e']);
});

test('a coloured ground with a white mark is the brand’s colour', () => {
  assert.deepEqual(names(drawn((x, y) => (inSquare(x, y, 20, 40) ? WHITE : BLUE))), ['#1f5fbf']);
});

test('a logo of white alone is white, and one that shows nothing has no colour', () => {
  assert.deepEqual(names(drawn((x, y) => (inSquare(x, y, 20, 40) ? WHITE : CLEAR))), ['#ffffff']);
  assert.deepEqual(names(drawn(() => CLEAR)), []);
  assert.deepEqual(names({ width: 0, height: 0, rgba: new Uint8Array(0) }), []);
  assert.deepEqual(names({ width: 1_000_000, height: 1_000_000, rgba: new Uint8Array([...RED, ...BLUE]) }).length, 2);
});

test('noise of a lossy picture does not make colours', () => {
  let state = 7;
  const noise = (): number => ((state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16) % 9;
  const noisy = (dot: Dot): Dot => [
    Math.min(255, dot[0] + noise()),
    Math.min(255, dot[1] + noise()),
    Math.min(255, dot[2] + noise()),
    255,
  ];
  const found = names(drawn((x, y) => noisy(inSquare(x, y, 16, 48) ? (x < 40 ? RED : BLUE) : WHITE)));
  assert.equal(found.length, 2);
  assert.ok(distance(toOklab(found[0]!), toOklab('#c8102e')) < 0.03);
  assert.ok(distance(toOklab(found[1]!), toOklab('#1f5fbf')) < 0.03);
});

test('a photograph answers few colours, the same each time, whose shares make a whole', () => {
  const photo = drawn((x, y) => [x % 256, (y * 2) % 256, (x * y) % 256, 255], 150);
  const found = logoColours(photo);
  assert.ok(found.length >= 2 && found.length <= 5, `${found.length}`);
  assert.ok(Math.abs(found.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-9);
  assert.deepEqual(logoColours(photo), found);
});

test('a theme is made of a logo', () => {
  const logo = logoColours(drawn((x, y) => (inSquare(x, y, 8, 30) ? RED : inSquare(x, y, 30, 60) ? BLACK : WHITE)));
  assert.equal(makeTheme({ logo }).semantic.light.accent, '#c8102e');
});
