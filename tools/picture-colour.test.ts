import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { pictureColour } from './picture-colour.ts';

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
}

/** A PNG of rows that each begin with the number of their filter. */
function png(width: number, kind: number, rows: number[][], palette: number[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, kind, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(palette.length ? [chunk('PLTE', Buffer.from(palette))] : []),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

it('is the mean of the pixels of a PNG, whatever its rows are filtered with', () => {
  assert.equal(pictureColour(png(2, 2, [[0, 0, 0, 0, 200, 100, 50]])), '#643219');
  const grey = [10, 20, 30, 40];
  const filtered = [
    [0, ...grey],
    [1, 10, 10, 10, 10],
    [2, 0, 0, 0, 0],
    [3, 5, 5, 5, 5],
    [4, 0, 0, 0, 0],
  ];
  assert.equal(pictureColour(png(4, 0, filtered)), '#191919');
});

it('does not count what is transparent, and knows palettes', () => {
  assert.equal(pictureColour(png(2, 6, [[0, 255, 0, 0, 255, 0, 255, 0, 0]])), '#ff0000');
  assert.equal(pictureColour(png(2, 3, [[0, 1, 1]], [0, 0, 0, 16, 32, 48])), '#102030');
});

it('is what a drawing is painted on', () => {
  const svg = (inside: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`);
  assert.equal(pictureColour(svg('<rect fill="#D8CBB0"/><path fill="#000000"/>')), '#d8cbb0');
  const stops = '<stop offset="0" stop-color="#000000"/><stop offset="0.5" stop-color="#ffffff"/>';
  const gradient = `<defs><linearGradient id="g0">${stops}</linearGradient></defs>`;
  assert.equal(pictureColour(svg(`${gradient}<rect fill="url(#g0)"/>`)), '#bfbfbf');
  assert.equal(pictureColour(svg('<path d="M0 0"/>')), null);
});

it('is not known of what it cannot read', () => {
  for (const bytes of [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('hello'), Buffer.alloc(0)])
    assert.equal(pictureColour(bytes), null);
});
