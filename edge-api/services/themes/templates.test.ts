import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTemplate, TEMPLATES, type DesignTemplate } from './templates.ts';

/** What a shopper sees of a template, colours aside. */
const LOOKS: readonly ((template: DesignTemplate) => unknown)[] = [
  ({ fonts }) => fonts.heading,
  ({ fonts }) => fonts.body,
  ({ heading }) => Math.round(heading.weight / 150),
  ({ heading }) => Math.round(heading.scale * 5),
  ({ text }) => text.m,
  ({ space }) => space[8],
  ({ radius }) => Math.min(radius.button, 20),
  ({ radius }) => radius.card,
  ({ card }) => card,
  ({ button }) => button,
  ({ picture }) => picture.ratio,
  ({ sectionSpace }) => Math.round(sectionSpace[2] / 24),
];

test('any two templates differ in half of what is seen, colours aside', () => {
  for (const one of TEMPLATES)
    for (const other of TEMPLATES.slice(TEMPLATES.indexOf(one) + 1)) {
      const differences = LOOKS.filter((look) => look(one) !== look(other)).length;
      assert.ok(differences >= LOOKS.length / 2, `${one.id} and ${other.id} differ in ${differences}`);
    }
});

test('every style of cards and buttons has a template that uses it', () => {
  assert.deepEqual([...new Set(TEMPLATES.map(({ card }) => card))].sort(), ['bare', 'filled', 'outlined', 'raised']);
  assert.deepEqual([...new Set(TEMPLATES.map(({ button }) => button))].sort(), ['outlined', 'solid', 'underlined']);
  assert.ok(TEMPLATES.length >= 6);
});

test('type comes from the device and ends in a family that every device has', () => {
  for (const { id, fonts } of TEMPLATES)
    for (const stack of [fonts.body, fonts.heading]) {
      assert.match(stack, /, (?:serif|sans-serif)$/, id);
      assert.doesNotMatch(stack, /url\(|https?:|[;{}<>\\]/, id);
    }
});

test('scales rise, text stays readable, and nothing moves for long', () => {
  for (const { id, text, space, sectionSpace, motionMs } of TEMPLATES) {
    assert.ok(text.s >= 12 && text.m >= 14 && text.s < text.m && text.m < text.l && text.l < text.xl, id);
    const steps = [space[1], space[2], space[3], space[4], space[6], space[8]];
    assert.deepEqual(
      steps,
      [...new Set(steps)].sort((a, b) => a - b),
      id,
    );
    assert.ok(sectionSpace[0] < sectionSpace[2], id);
    assert.ok(motionMs <= 300, id);
  }
});

test('a template is found by its id, and has a name and words of its own', () => {
  for (const template of TEMPLATES) assert.equal(findTemplate(template.id), template);
  assert.equal(findTemplate('none'), undefined);
  const words = TEMPLATES.flatMap(({ name, sentence, suits }) => [name, sentence, suits]);
  assert.equal(new Set(words).size, words.length);
});
