import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagePath, redirectPath, slugOf, slugProblem } from './pages.ts';

test('slugs are letters and digits of any script, small, parted by single dashes', () => {
  const cases: [string, string][] = [
    ['Über uns!', 'über-uns'],
    ['U\u0308BER', 'über'],
    ['  --About   Us-- ', 'about-us'],
    ['من نحن', 'من-نحن'],
    ['हिन्दी में', 'हिन्दी-में'],
    ['ＦＵＬＬ', 'full'],
    ["Ada's café", 'adas-café'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a\u202eb\u0000c%2f', 'a-b-c-2f'],
    ['🎉', ''],
    ['\u0301abc', 'abc'],
  ];
  for (const [text, slug] of cases) assert.equal(slugOf(text), slug, text);
  for (const [text] of cases) assert.equal(slugOf(slugOf(text)), slugOf(text), 'again the same');
});

test('paths of the shop itself, nothing and very much are no slugs', () => {
  for (const slug of ['', 'cart', 'checkout', 'a'.repeat(121)]) assert.ok(slugProblem(slug), slug);
  assert.equal(slugProblem('about'), null);
});

test('each page has one path, and those of products and categories none', () => {
  assert.deepEqual(
    (['home', 'post', 'landing', 'about', 'product', 'category'] as const).map((type) => pagePath(type, 's')),
    ['/', '/blog/s', '/pages/s', '/pages/s', null, null],
  );
});

test('a path is compared decoded, without its query, and with one slash between its parts', () => {
  const cases: [string, string | null][] = [
    ['/a//b/', '/a/b'],
    ['/%C3%BCber?x=1#y', '/über'],
    ['/', '/'],
    ['a', null],
    ['//evil.example', '/evil.example'],
    ['/%', null],
    ['/a%00b', null],
    ['/a b', null],
    ['/a%5Cb', null],
  ];
  for (const [text, path] of cases) assert.equal(redirectPath(text), path, text);
});
