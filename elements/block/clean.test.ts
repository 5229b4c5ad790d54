import { expect } from '@open-wc/testing';
import { cleanBlock, held, isAsWritten, readByAnother, readBySanitizer, type Place } from './clean.ts';

const PLACE: Place = { name: 'hero', pictures: ['/media/', 'https://media.example/halden/'] };
const READERS = { 'the browser’s own Sanitizer': readBySanitizer, DOMPurify: readByAnother };

/** As a shadow root would say it. */
function written(nodes: DocumentFragment): string {
  const host = document.createElement('div').attachShadow({ mode: 'open' });
  host.append(nodes);
  return host.getHTML();
}

/** What blocks honestly return, as the server's cleaning writes it. */
const HONEST = [
  '  <h2>Summer</h2> <p>Prices from <strong>€ 10</strong> &amp; up, 3 &lt; 4 &gt; 2,&nbsp;on = off</p> ',
  '<hgroup><h1>A</h1><p>b</p></hgroup><hr><section><article><header>a</header><footer>b</footer></article></section>',
  '<ul class="cards" role="list"><li><a href="/products/cup"><img src="/media/cup.jpg" srcset="/media/cup.jpg 1x, /media/cup-2.jpg 2x" alt="A cup --&gt; here" width="400" height="300" loading="lazy" decoding="async"></a></li></ul>',
  '<picture><source srcset="https://media.example/halden/a.avif 400w, https://media.example/halden/b.avif 800w" type="image/avif" sizes="(min-width: 40em) 50vw, 100vw" media="(min-width: 40em)"><img src="https://media.example/halden/a.jpg" alt="" fetchpriority="high"></picture>',
  '<button data-vitrine-action="add-to-cart" data-vitrine-product="cup" data-vitrine-variant="v1" data-vitrine-quantity="2" type="button">Buy</button>',
  '<button disabled="" aria-label="Sold out: md:cup" type="button">Sold out</button><a data-vitrine-action="open-cart" href="#cart">Cart</a>',
  '<table><caption>Sizes</caption><colgroup><col span="2"></colgroup><thead><tr><th scope="col" id="block-hero-eu" abbr="a:b">EU</th><th scope="col">UK</th></tr></thead><tbody><tr><td colspan="2" headers="block-hero-eu">38</td></tr></tbody></table>',
  '<details open=""><summary>More</summary><p lang="de" dir="ltr">Mehr</p></details><ol start="3" reversed=""><li value="7">a</li></ol>',
  '<svg viewBox="0 0 24 24" aria-hidden="true" width="24" height="24" preserveAspectRatio="none" focusable="false"><g transform="rotate(4)"><path d="M4 4l2-2z" fill="currentColor" stroke="#333" stroke-width="1.5"></path><circle cx="1" cy="1" r="1"></circle></g></svg>',
  '<div aria-labelledby="page--title" role="dialog" class="msg md:flex" title="a: b" hidden=""><i class="icon-close"></i></div>',
  '<a href="mailto:shop@example.com">Mail</a> <a href="tel:+4712345678">Call</a> <a target="_blank" href="https://example.com/?a=1&amp;b=2" rel="nofollow noopener" hreflang="de" download="a: b.pdf">Out</a>',
  '<p dir="rtl" lang="ar">مرحبا <bdi>Halden</bdi> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <time datetime="12:30">12:30</time> <data value="a:b">x</data></p>',
  '<blockquote><p>“So good.”</p></blockquote><figure><figcaption>a</figcaption></figure><dl><dt>a</dt><dd>b</dd></dl><pre>  a\n    b</pre>',
  '<p>{{ constructor }} ${1} [[x]] &amp;lt;b&amp;gt; javascript:x onclick="x" style="a"</p>',
  'Words alone, and an <i class="a" tabindex="0" aria-current="page">i</i>',
];

/** What the server would never write: what must not be there, and what may. */
const NEVER: readonly (readonly [given: string, left: RegExp])[] = [
  ['<p onclick="x()">a</p>', /^<p>a<\/p>$/],
  ['<script>x()</script>a', /^a$/],
  ['<a href="javascript:x()">a</a>', /^<a>a<\/a>$/],
  ['<img src="https://leak.test/x" alt="">', /^$/],
  ['<img src="/media/a.jpg" srcset="/media/a.jpg 1x, https://leak.test/x 2x">', /^<img src="\/media\/a.jpg">$/],
  ['<p id="currentScript" name="cookie">a</p>', /^<p(?: id="block-hero-currentScript")?>a<\/p>$/],
  ['<div data-vitrine-action="open-cart" data-hx-get="/x">a</div>', /^<div>a<\/div>$/],
  ['<vitrine-cart></vitrine-cart><form><input></form><iframe src="/x"></iframe>', /^$/],
  [
    '<svg><path d="M0 0" fill="url(https://leak.test/#a)"></path>words<style>a{}</style></svg>',
    /^<svg><path d="M0 0"><\/path><\/svg>$/,
  ],
  ['<!-- a --><p popover="" style="color:red">a</p>', /^<p>a<\/p>$/],
  ['<button formaction="/x" type="submit">a</button>', /^<button type="button">a<\/button>$/],
];

describe('the browser’s cleaning of blocks', () => {
  for (const [name, read] of Object.entries(READERS)) {
    for (const html of HONEST)
      it(`leaves honest markup as it is, by ${name}: ${html.slice(0, 40)}`, async () => {
        expect(isAsWritten(html)).to.equal(true);
        expect(written(held(await read(html), PLACE))).to.equal(html);
      });
    for (const [given, left] of NEVER)
      it(`takes out what may not be there, by ${name}: ${given.slice(0, 40)}`, async () => {
        expect(written(held(await read(given), PLACE))).to.match(left);
      });
  }

  it('lets pictures lie where the server has let them, by http alone', () => {
    const html =
      '<img src="https://cdn.shop.example/s/files/a.jpg" srcset="https://cdn.shop.example/a.jpg 1x, https://b.example/a.jpg 2x" alt=""><img src="/media/a.jpg" alt="">';
    expect(written(held(readBySanitizer(html), { name: 'hero' }))).to.equal(html);
    for (const address of [
      'data:image/png;base64,AA==',
      '//leak.test/a.jpg',
      'blob:x',
      'a.jpg',
      'https://a@leak.test/a.jpg',
    ])
      expect(written(held(readBySanitizer(`<img src="${address}">`), { name: 'hero' })), address).to.equal('');
  });

  it('does not even read what a page’s policy would hear of, or what our server does not write', () => {
    for (const html of [
      '<p onclick="x()">a</p>',
      '<p style="a">a</p>',
      '<p title=x>a</p>',
      '<p>a < b</p>',
      '<P>a</P>',
      '<!-- a -->',
      `<p title='a'>a</p>`,
      '<p title="<b>">a</p>',
      '<<p>p>',
    ]) {
      expect(isAsWritten(html), html).to.equal(false);
      expect(() => cleanBlock(html, PLACE), html).to.throw('another form');
    }
  });

  it('asks for another cleaning only where the browser has none', async () => {
    const own = Object.getOwnPropertyDescriptor(Element.prototype, 'setHTML')!;
    expect(cleanBlock('<p>a</p>', PLACE)).to.be.instanceOf(DocumentFragment);
    Reflect.deleteProperty(Element.prototype, 'setHTML');
    try {
      expect(written(await cleanBlock('<p>a</p>', PLACE))).to.equal('<p>a</p>');
    } finally {
      Object.defineProperty(Element.prototype, 'setHTML', own);
    }
  });
});
