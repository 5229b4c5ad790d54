import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { defaultTreeAdapter, html, parseFragment, serialize } from 'parse5';
import { LIMITS } from './allowed.ts';
import { parseHtml } from './html.ts';
import { holdsHtml, PLACE } from './oracle.test-support.ts';
import { sanitiseBlock } from './sanitise.ts';

const cleaned = (html: string) => {
  const result = sanitiseBlock(html, PLACE);
  assert.ok(result.ok, JSON.stringify(result));
  return result;
};

/** What blocks honestly return: comes out as it went in. */
const KEPT = [
  '<h2>Summer</h2><p>Prices from <strong>€ 10</strong> &amp; up</p>',
  '<ul class="cards"><li><a href="/products/cup"><img src="/media/cup.jpg" srcset="/media/cup.jpg 1x, /media/cup-2.jpg 2x" alt="A cup" width="400" height="300" loading="lazy"></a></li></ul>',
  '<picture><source srcset="https://media.example/halden/a.avif 400w, https://media.example/halden/b.avif 800w" type="image/avif" sizes="(min-width: 40em) 50vw, 100vw"><img src="https://media.example/halden/a.jpg" alt=""></picture>',
  '<button data-vitrine-action="add-to-cart" data-vitrine-product="p1" data-vitrine-quantity="2" type="button">Buy</button>',
  '<button data-vitrine-action="add-to-cart" data-vitrine-product="كوب-شاي" type="button">أضف</button>',
  '<a data-vitrine-action="open-cart" href="#cart">Cart</a>',
  '<table><caption>Sizes</caption><thead><tr><th scope="col">EU</th></tr></thead><tbody><tr><td colspan="2">38</td></tr></tbody></table>',
  '<details open=""><summary>More</summary><p lang="de" dir="ltr">Mehr</p></details>',
  '<svg viewBox="0 0 24 24" aria-hidden="true" width="24" height="24"><path d="M4 4l2-2z" fill="currentColor" stroke="#333" stroke-width="1.5"></path></svg>',
  '<div aria-labelledby="page--title" role="dialog" class="msg"><i class="icon-close"></i></div>',
  '<a href="mailto:shop@example.com">Mail</a> <a href="tel:+4712345678">Call</a> <a href="https://example.com/?a=1&amp;b=2" rel="nofollow">Out</a>',
];

for (const html of KEPT)
  test(`a block's HTML stays: ${html.slice(0, 60)}`, () => {
    assert.deepEqual(cleaned(html), { ok: true, html, css: '', removed: [] });
    holdsHtml(html);
  });

/** What is given, and what is served of it. */
const CHANGED: readonly (readonly [given: string, served: string])[] = [
  ['<script>steal()</script>a', 'a'],
  ['<p onclick="steal()">a', '<p>a</p>'],
  [
    '<p constructor="a" __proto__="b" hasownproperty="c"><svg constructor="a" __proto__="b"></svg>',
    '<p><svg></svg></p>',
  ],
  ['<a href="java&#9;script:steal()">a</a>', '<a>a</a>'],
  ['<a href="\u0001javascript:steal()">a</a>', '<a>a</a>'],
  ['<a href="data:text/html,x">a</a><a href="https://user:pass@shop.example/">b</a>', '<a>a</a><a>b</a>'],
  ['<a href="//evil.test\\@shop">a</a>', '<a>a</a>'],
  [
    '<img src="https://leak.test/x"><img src="/media/../x"><img src="/media/%2e%2e/x"><img src="//leak.test/media/">',
    '',
  ],
  ['<img src="https://media.example/halden/../other/x.jpg"><img src="https://media.example.evil.test/halden/x">', ''],
  ['<img src="/media/a.jpg" srcset="/media/a.jpg 1x, https://leak.test/x 2x">', '<img src="/media/a.jpg">'],
  ['<img src="/media/a.jpg" srcset="/media/a.jpg,https://leak.test/x">', '<img src="/media/a.jpg">'],
  ['<iframe src="/x"></iframe><object data="/x"></object><embed src="/x"><video poster="/x"></video>', ''],
  ['<form action="/x"><input name="card"><button>Pay</button></form>', '<button type="button">Pay</button>'],
  ['<button type="submit" form="host" formaction="/x" name="a">Pay</button>', '<button type="button">Pay</button>'],
  [
    '<p id="currentScript">a<a id="x" name="cookie" href="#currentScript">b</a></p>',
    '<p id="block-hero-currentScript">a<a id="block-hero-x" href="#block-hero-currentScript">b</a></p>',
  ],
  ['<p id="x y">a</p><i aria-labelledby="x"></i>', '<p>a</p><i aria-labelledby="x"></i>'],
  [
    '<a target="_blank" href="https://a.test/">a</a><a target="_top" href="/x">b</a>',
    '<a target="_blank" href="https://a.test/" rel="noopener">a</a><a href="/x">b</a>',
  ],
  ['<div data-vitrine-action="add-to-cart" data-vitrine-product="p1">a</div>', '<div>a</div>'],
  [
    '<button data-vitrine-action="erase" data-bs-toggle="modal" data-hx-get="/x">a</button>',
    '<button type="button">a</button>',
  ],
  ['<button data-vitrine-action="constructor">a</button>', '<button type="button">a</button>'],
  ['<vitrine-cart></vitrine-cart><x-host onload="a">b</x-host>', 'b'],
  [
    '<svg><use href="/x#a"></use><a xlink:href="javascript:x"><text>a</text></a><style>a{}</style></svg>',
    '<svg></svg>',
  ],
  ['<svg><path fill="url(https://leak.test/#a)" d="M0 0"/></svg>', '<svg><path d="M0 0"></path></svg>'],
  ['<svg></p><style><a title="</style><img src=x onerror=steal()>">', '<svg></svg><p></p>"&gt;'],
  ['<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=steal()&gt;">', ''],
  ['<noscript><p title="</noscript><img src=x onerror=steal()>">', '"&gt;'],
  ['<!--><img src=x onerror=steal()>--><p>a</p>', '--&gt;<p>a</p>'],
  [
    '<template><p>a</p></template><title>b</title><base href="https://leak.test/"><meta http-equiv="refresh" content="0">',
    '',
  ],
  [
    '<p title="<img src=x onerror=steal()>\u00a0&amp;">a</p>',
    '<p title="&lt;img src=x onerror=steal()&gt;&nbsp;&amp;">a</p>',
  ],
  ['<p slot="a" is="b" part="c" contenteditable autofocus accesskey="x" popover nonce="n">a</p>', '<p>a</p>'],
];

for (const [given, served] of CHANGED)
  test(`a block's HTML is cleaned: ${given.slice(0, 60)}`, () => {
    assert.equal(cleaned(given).html, served);
    holdsHtml(given);
  });

test('styles become one sheet that applies to the block alone and asks for nothing', () => {
  const { html, css, removed } = cleaned(
    `<p style="color: red; background: url(https://leak.test/x); position: fixed">a</p><p style="color: red; background: url(https://leak.test/x); position: fixed" class="b">c</p>
    <i style="} body { color: red">d</i><style>body { margin: 0 } .card { background: url(/media/a.png) } @import "/x";</style>`,
  );
  assert.match(html, /^<p class="block-hero-style-1">a<\/p><p class="b block-hero-style-1">c<\/p>\s+<i>d<\/i>$/);
  assert.equal(
    css,
    '.block-hero .block-hero-style-1{color:red}\n.block-hero{margin:0}.block-hero .card{background:url(/media/a.png)}',
  );
  assert.ok(removed.some(({ code }) => code === 'css'));
});

test('what is left out is told once, in words', () => {
  const { removed } = cleaned(
    '<script></script><script></script><a href="javascript:x">a</a><button data-vitrine-action="x">b</button>',
  );
  assert.deepEqual(
    removed.map(({ code }) => code),
    ['element', 'address', 'action'],
  );
  assert.match(removed[2]!.message, /There are: add-to-cart/);
});

const FLOODS: Readonly<Record<string, string>> = {
  attributes: `<a ${Array.from({ length: 30_000 }, (_, n) => `a${n}`).join(' ')}>`,
  depth: '<div>'.repeat(20_000),
  'open formatting': Array.from({ length: 150 }, (_, n) => `<b class=${n}>`).join('') + '<p>'.repeat(9000),
  'foster parents': '<table><b>'.repeat(9000),
  comments: '<!--'.repeat(100_000),
  size: 'a'.repeat(LIMITS.characters + 1),
  'style elements': '<style>p { background: red, red, red, red, red, red, red, red }</style>'.repeat(5000),
  styles: Array.from({ length: 5000 }, (_, n) => `<p style="width:${n}px">`).join(''),
};

for (const [name, html] of Object.entries(FLOODS))
  test(`a flood ends soon: ${name}`, () => {
    const start = process.cpuUsage().user;
    sanitiseBlock(html, PLACE);
    // Without bounds some of these take minutes.
    assert.ok(process.cpuUsage().user - start < 2_500_000);
  });

const PIECES = [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    '=',
    ' ',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '&lt;',
    '&#0;',
    '\0',
    '\n',
    'a',
    '{{a}}',
  ],
  ...[
    '<p>',
    '</p>',
    '<a href=',
    '<b>',
    '<i class=a>',
    '<table>',
    '<tr>',
    '<td>',
    '<caption>',
    '<button>',
    '<svg>',
    '</svg>',
    '<path d=M0>',
  ],
  ...[
    '<math>',
    '<mtext>',
    '<style>',
    '</style>',
    '<title>',
    '</title>',
    '<foreignObject>',
    '<select>',
    '<option>',
    '<template>',
  ],
  ...[
    '<form>',
    '<object>',
    '<noscript>',
    '<textarea>',
    '<img src=x onerror=a>',
    ' id=a',
    ' style="color:red"',
    ' onclick=a',
    '<pre>',
  ],
  ...[
    'javascript:a',
    '<details>',
    '<ruby><rt>',
    '<li>',
    '<h1>',
    '<frameset>',
    '<annotation-xml encoding=text/html>',
    '<mglyph>',
  ],
];

test('whatever is put together, what is served holds and is read the same by every reader', () => {
  const html = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(html, (given) => void holdsHtml(given)),
    { seed: 7, numRuns: 700 },
  );
});

const div = () => defaultTreeAdapter.createElement('div', html.NS.HTML, []);

test('reading in steps is reading at once', () => {
  const piece = fc.constantFrom(...PIECES.filter((text) => !/[<]p>|frameset/.test(text)));
  const html = fc
    .array(piece, { minLength: 100, maxLength: 150 })
    .map((pieces) => `${'x'.repeat(2000)}${pieces.join('')}`);
  fc.assert(
    fc.property(html, (given) => assert.equal(serialize(parseHtml(given)), serialize(parseFragment(div(), given, {})))),
    { seed: 7, numRuns: 60 },
  );
});
