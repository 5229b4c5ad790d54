import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { ApiError } from '../errors.ts';
import { inspectPicture, joined } from './inspect.ts';
import { animation, chunk, hostileFiles, latin, photo, picture } from './pictures.test-support.ts';
import type { Format } from './picture-file.ts';

const facts = (bytes: Uint8Array) => {
  const { format, width, height, frames } = inspectPicture(bytes);
  return { format, width, height, frames };
};

function bareOf(bytes: Uint8Array): Buffer {
  const { bare } = inspectPicture(bytes);
  assert.ok(bare);
  return Buffer.from(joined(bare));
}

describe('a file that is uploaded', () => {
  for (const format of ['png', 'jpg', 'gif', 'webp', 'avif'] as Format[])
    it(`is known as ${format} by its bytes, with its size`, async () =>
      assert.deepEqual(facts(await picture(format)), { format, width: 40, height: 30, frames: 1 }));

  it('is measured as it is shown, when it was held on its side', async () => {
    assert.deepEqual(facts(await photo('jpg')), { format: 'jpg', width: 30, height: 40, frames: 1 });
    assert.deepEqual(facts(await photo('webp')), { format: 'webp', width: 30, height: 40, frames: 1 });
  });

  it('has its frames counted', async () =>
    assert.deepEqual(facts(await animation()), { format: 'gif', width: 8, height: 6, frames: 2 }));

  it('is refused, with the reason, when it is not what it seems', async () => {
    for (const [what, bytes, said] of await hostileFiles())
      assert.throws(
        () => inspectPicture(bytes),
        (error) => error instanceof ApiError && error.code === 'media_invalid' && said.test(error.message),
        what,
      );
  });

  it('is refused or read, wherever a byte of it is another', async () => {
    for (const format of ['png', 'jpg', 'gif', 'webp', 'avif'] as Format[]) {
      const bytes = await picture(format, { width: 9, height: 7 });
      for (let at = 0; at < Math.min(bytes.byteLength, 400); at += 1)
        for (const value of [0, 0x80, 0xff]) {
          const other = bytes.slice();
          other[at] = value;
          try {
            inspectPicture(other);
          } catch (error) {
            assert.ok(error instanceof ApiError, `${format}, byte ${at} = ${value}: ${error}`);
          }
        }
    }
  });
});

describe('what is kept of a file', () => {
  it('tells neither where nor by whom a photo was made, and still which way is up', async () => {
    const bytes = await photo('jpg');
    assert.ok(Buffer.from(bytes).includes('secret-owner'));
    const bare = bareOf(bytes);
    assert.ok(!bare.includes('secret-owner'));
    const { orientation, exif } = await sharp(bare).metadata();
    assert.equal(orientation, 6);
    assert.ok(exif && exif.byteLength < 40);
  });

  it('has no page in it that somebody put between its parts or behind its end', async () => {
    const page = '<script>alert(1)</script>';
    const png = await picture('png');
    const withText = joined([png.slice(0, 33), chunk('tEXt', `Comment\0${page}`), png.slice(33), latin(page)]);
    const gif = await picture('gif');
    const end = gif.byteLength - 1;
    const withComment = joined([gif.slice(0, end), latin(`!\xfe${String.fromCharCode(page.length)}${page}\0;${page}`)]);
    const jpg = joined([await picture('jpg'), latin(page)]);
    for (const bytes of [withText, withComment, jpg]) {
      assert.ok(Buffer.from(bytes).includes(page));
      const bare = bareOf(bytes);
      assert.ok(!bare.includes('script'));
      await sharp(bare, { failOn: 'warning' }).raw().toBuffer();
    }
  });

  it('is the same picture', async () => {
    for (const format of ['png', 'jpg', 'gif', 'webp'] as Format[]) {
      const bytes = await picture(format);
      const [before, after] = await Promise.all([bytes, bareOf(bytes)].map((some) => sharp(some).raw().toBuffer()));
      assert.ok(before?.equals(after ?? Buffer.alloc(0)), format);
    }
  });
});
