import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreSettings } from '../repositories/settings.ts';
import { shownImage, sizedAddress } from './pictures.ts';

const sized = (address: string, ...rules: { startsWith: string; address: string }[]) => sizedAddress(address, rules);

describe('an address of a picture at a width', () => {
  it('is known of the services that cut pictures', () => {
    for (const [address, at] of [
      ['https://cdn.shopify.com/s/files/1/a.jpg?v=12', 'https://cdn.shopify.com/s/files/1/a.jpg?v=12&width={width}'],
      ['https://acme.example/cdn/shop/files/a.jpg', 'https://acme.example/cdn/shop/files/a.jpg?width={width}'],
      ['https://cdn.shopify.com/a.jpg?width=900&height=9&v=1', 'https://cdn.shopify.com/a.jpg?v=1&width={width}'],
      ['https://acme.imgix.net/a.jpg?auto=format', 'https://acme.imgix.net/a.jpg?auto=format&fit=max&w={width}'],
      ['https://images.unsplash.com/photo-1?w=99', 'https://images.unsplash.com/photo-1?fit=max&w={width}'],
      [
        'https://res.cloudinary.com/acme/image/upload/v1/a.jpg',
        'https://res.cloudinary.com/acme/image/upload/c_limit,w_{width}/v1/a.jpg',
      ],
      [
        'https://acme.example/cdn-cgi/image/width=80,quality=75/a.jpg',
        'https://acme.example/cdn-cgi/image/quality=75,fit=scale-down,width={width}/a.jpg',
      ],
      [
        'https://imagedelivery.net/h/id/w=400,sharpen=3',
        'https://imagedelivery.net/h/id/sharpen=3,fit=scale-down,w={width}',
      ],
    ] as const)
      assert.equal(sized(address), at);
  });

  it('is none for addresses nobody cuts, and for drawings', () => {
    for (const address of [
      'https://acme.example/a.jpg',
      '/media/halden/a.jpg',
      'https://cdn.shopify.com/a.svg?v=1',
      'https://imagedelivery.net/h/id/public',
      'https://res.cloudinary.com/acme/image/upload/s--abc--/a.jpg',
      'https://cdn.shopify.com/{width}.jpg',
      'https://cdn.shopify.com.evil.example/a.jpg',
    ])
      assert.equal(sized(address), null, address);
  });

  it("follows the store's own rules first", () => {
    const rule = { startsWith: 'https://img.acme.example/', address: '{url}?w={width}' };
    assert.equal(sized('https://img.acme.example/a.jpg', rule), 'https://img.acme.example/a.jpg?w={width}');
    assert.equal(sized('https://img.acme.example/a.jpg?v=2', rule), 'https://img.acme.example/a.jpg?v=2&w={width}');
    assert.equal(
      sized('/media/a.png', {
        startsWith: '/media/',
        address: 'https://acme.example/cdn-cgi/image/width={width}/{path}',
      }),
      'https://acme.example/cdn-cgi/image/width={width}/media/a.png',
    );
    assert.equal(
      sized('https://cdn.shopify.com/x/a.png', {
        startsWith: 'https://cdn.shopify.com/x/',
        address: '/cut/{width}/{rest}',
      }),
      '/cut/{width}/a.png',
    );
  });

  it('cannot be a rule that leads to code', () => {
    const rules = (address: string) =>
      StoreSettings.safeParse({ images: { sizes: [{ startsWith: 'https://a/', address }] } }).success;
    assert.equal(rules('{url}?w={width}'), true);
    for (const address of [
      'javascript:{width}',
      '//evil.example/{width}',
      '{url}?w=9',
      'http://a.example/{width}',
      '{url}" {width}',
    ])
      assert.equal(rules(address), false, address);
  });
});

describe('a picture that is shown', () => {
  const kept = { id: 'i', url: '/a.jpg', alt: '', width: 1, height: 1 };
  const settings = StoreSettings.parse({});
  const placeholder = (text: string | null) => shownImage({ ...kept, placeholder: text }, { settings }).placeholder;

  it('has its placeholder as CSS writes a background, and nothing CSS could be led astray by', () => {
    assert.equal(placeholder('#d8cbb0'), '#d8cbb0');
    assert.equal(placeholder('data:image/png;base64,iVBORw0KGgo='), 'url(data:image/png;base64,iVBORw0KGgo=)');
    for (const text of [
      null,
      '',
      'red',
      '#d8cbb0;color:red',
      'url(https://evil.example)',
      'data:image/svg+xml;base64,PHN2Zz4=',
    ])
      assert.equal(placeholder(text), null, String(text));
  });
});
