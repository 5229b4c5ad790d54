import assert from 'node:assert/strict';
import { test } from 'node:test';
import { luminance, textOn } from './contrast.ts';

const ratio = (one: string, other: string): number => {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
};

test('text on a shop’s colour is of the two inks the one that is read better', () => {
  const colours = ['#000000', '#ffffff', '#1b1b1a', '#2f5d50', '#777777', '#757575', '#e4572e', '#d1495b', '#1f5fd6'];
  for (const colour of colours) {
    const chosen = textOn(colour);
    const other = chosen === '#ffffff' ? '#111111' : '#ffffff';
    assert.ok(ratio(colour, chosen) >= ratio(colour, other), colour);
  }
});
