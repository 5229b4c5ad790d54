import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCommonPassword } from '../../services/common-passwords.ts';
import { hashPassword, isOld, isPassword } from './passwords.ts';

describe('hashes of passwords', () => {
  it('open for their password alone, each with a salt and the parameters of its own', async () => {
    const [one, two] = [await hashPassword('straße 1'), await hashPassword('straße 1')];
    assert.match(one, /^\$scrypt\$ln=15,r=8,p=3\$/);
    assert.notEqual(one, two);
    assert.equal(await isPassword('straße 1', one), true);
    assert.equal(await isPassword('stra\u{df}e 1'.normalize('NFD'), one), true);
    assert.equal(await isPassword('strasse 1', one), false);
    assert.equal(isOld(one), false);
  });

  it('of former days open as well, and are known as such', async () => {
    // RFC 7914, section 12: "pleaseletmein" with the salt "SodiumChloride", N = 2^14, r = 8, p = 1; the first half of its key.
    const key = '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2';
    const encoded = (text: string, from: BufferEncoding) => Buffer.from(text, from).toString('base64url');
    const hash = `$scrypt$ln=14,r=8,p=1$${encoded('SodiumChloride', 'utf8')}$${encoded(key, 'hex')}`;
    assert.equal(await isPassword('pleaseletmein', hash), true);
    assert.equal(await isPassword('pleaseletmeout', hash), false);
    assert.equal(isOld(hash), true);
  });

  it('that ask for more work than ours ever did are nobody’s', async () => {
    for (const hash of ['', 'plain', '$scrypt$ln=31,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$' + 'A'.repeat(43)])
      assert.equal(await isPassword('x', hash), false);
  });
});

describe('passwords that guessers try first', () => {
  it('are refused in every dress', () => {
    const about = { email: 'grace@shop.example', name: 'Hopper' };
    for (const password of [
      'Password123!',
      'QWERTYUIOP',
      'passwort2026',
      'aaaaaaaaaaaa',
      '121212121212',
      'grace@shop.example',
      'hopper1906!',
    ])
      assert.equal(isCommonPassword(password, about), true, password);
    for (const password of ['a quiet green teapot', 'Xk29!vbQ', 'graceful degradation'])
      assert.equal(isCommonPassword(password, about), false, password);
  });
});
