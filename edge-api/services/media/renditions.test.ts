import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { cloudflareCodecs, type ImagesBinding } from '../../adapters/media/cloudflare-images.ts';
import { BrokenPicture, type MediaPorts, type MediaStorage, type PictureCodecs } from '../../adapters/media/port.ts';
import type { MediaRepository, StoredMedia } from '../../repositories/media.ts';
import { ApiError } from '../errors.ts';
import { readAddress, sizedAddress } from '../../contract/media-address.ts';
import { addressOf, readRendition, srcsetOf } from './addresses.ts';
import { fillPictures } from './fill-pictures.ts';
import { mediaLibrary } from './library.ts';
import { photo, picture } from './pictures.test-support.ts';
import { renditions } from './renditions.ts';
import { TooMuchToDo, Turns } from './turns.ts';

const DIGEST = 'a'.repeat(64);
const WANTED = { digest: DIGEST, width: 160, format: 'webp' } as const;
const ROW: StoredMedia = {
  id: 'med_1',
  digest: DIGEST,
  name: 'a.png',
  mime: 'image/png',
  bytes: 1,
  width: 400,
  height: 300,
  frames: 1,
  alt: '',
  colour: null,
  renditions: [],
  createdAt: 1,
};

/** A library of one picture, in memory. */
async function library(codecs: PictureCodecs | null, row: StoredMedia | null = ROW) {
  const files = new Map<string, Uint8Array<ArrayBuffer>>([[DIGEST, await picture('png')]]);
  const storage = {
    get: async (_store, name) => files.get(name),
    put: async (_store, name, bytes) => void files.set(name, bytes),
    remove: async (_store, names) => names.forEach((name) => files.delete(name)),
  } as Partial<MediaStorage> as MediaStorage;
  const media = {
    findByDigest: async () => row ?? undefined,
    findAll: async () => (row ? [row] : []),
    noteRendition: async () => row !== null,
  } as Partial<MediaRepository> as MediaRepository;
  const troubles: unknown[] = [];
  const ports: MediaPorts = { storage, codecs, sharesWork: true };
  return { files, media, ports, troubles, served: renditions(ports, (error) => troubles.push(error)) };
}

const rendering = (render: PictureCodecs['render']): PictureCodecs => ({
  decode: async () => ({ size: null, colour: null }),
  render,
});

describe('a rendition', () => {
  it('is made once, however many ask for it at the same time, and kept', async () => {
    let made = 0;
    const codecs = rendering(async () => {
      made += 1;
      return Uint8Array.of(made);
    });
    const { served, media } = await library(codecs);
    const answers = await Promise.all(Array.from({ length: 20 }, () => served.make('s', media, WANTED)));
    assert.equal(made, 1);
    assert.ok(answers.every((answer) => answer?.isFinal && answer.bytes[0] === 1));
    assert.deepEqual((await served.kept('s', WANTED))?.bytes, Uint8Array.of(1));
  });

  it('is of a format that the picture is offered in', async () => {
    const { served, media } = await library(rendering(async () => Uint8Array.of(1)));
    assert.equal(await served.make('s', media, { ...WANTED, format: 'jpg' }), undefined);
  });

  it('is replaced by the original for now, where nothing makes it or what makes it fails', async () => {
    const failing = rendering(() => Promise.reject(new Error('quota')));
    const broken = rendering(() => Promise.reject(new BrokenPicture('bad')));
    for (const [codecs, troubles] of [
      [null, 0],
      [failing, 1],
      [broken, 0],
    ] as const) {
      const made = await library(codecs);
      const answer = await made.served.make('s', made.media, WANTED);
      assert.deepEqual([answer?.mime, answer?.isFinal], ['image/png', false]);
      assert.equal(made.troubles.length, troubles);
      assert.deepEqual([...made.files.keys()], [DIGEST]);
    }
  });

  it('leaves no file behind when its picture is removed meanwhile', async () => {
    const parts = await library(rendering(async () => Uint8Array.of(1)));
    const media = { ...parts.media, noteRendition: async () => false };
    await parts.served.make('s', media, WANTED);
    assert.deepEqual([...parts.files.keys()], [DIGEST]);
  });
});

describe('an upload where nothing decodes pictures', () => {
  it('is taken as its file says it is, if it can be shown as it stands', async () => {
    const { media, ports } = await library(null, null);
    const repository = { ...media, add: async () => true };
    const parts = { store: { id: 's', handle: 'ada' }, media: repository, usesOf: async () => [], now: () => 1 };
    const { add } = mediaLibrary({ ...parts, ports });
    const { width, height, colour, name } = (await add(await picture('jpg'), {})).media;
    assert.deepEqual([width, height, colour, name], [40, 30, null, 'picture.jpg']);
    for (const bytes of [await picture('avif'), await photo('webp')])
      await assert.rejects(add(bytes, {}), (error) => error instanceof ApiError && error.code === 'media_invalid');
    await assert.rejects(
      mediaLibrary({ ...parts, ports: null }).add(await picture('jpg'), {}),
      (error) => error instanceof ApiError && error.code === 'media_unavailable',
    );
  });
});

describe('turns', () => {
  it('are taken by some at once, in order, and refused when too many wait', async () => {
    const turns = new Turns({ atOnce: 2, waiting: 1 });
    const ends: (() => void)[] = [];
    const work = () => new Promise<void>((resolve) => void ends.push(resolve));
    const begun = ['a', 'b', 'c'].map((name) => turns.once(name, work));
    await assert.rejects(turns.once('d', work), TooMuchToDo);
    assert.equal(ends.length, 2);
    ends[0]?.();
    await begun[0];
    await Promise.resolve();
    assert.equal(ends.length, 3);
    ends.forEach((end) => end());
    await Promise.all(begun);
    const failing = turns.once('e', () => Promise.reject(new Error('x')));
    await assert.rejects(failing);
    await turns.once('e', async () => undefined);
  });
});

describe('an address of a picture', () => {
  it('names a rendition of the ladder, or none', () => {
    assert.deepEqual(readRendition(DIGEST, '640.webp'), { width: 640, format: 'webp' });
    for (const file of ['641.webp', '0640.webp', '640.svg', '640.webp.html', '640', '..', '640.WEBP', '1e3.jpg'])
      assert.equal(readRendition(DIGEST, file), undefined, file);
    assert.equal(readRendition('A'.repeat(64), '640.webp'), undefined);
  });

  it('is read whole and as a path, and no other is taken for one', () => {
    const address = { handle: 'ada', digest: DIGEST };
    const url = addressOf(address, 'jpg');
    assert.deepEqual([url, `https://shop.example${url}?v=1`].map(readAddress), [address, address]);
    for (const other of ['/media/ada/a.jpg', `/x${url}`, `javascript:${url}`, `${url}.html`])
      assert.deepEqual([readAddress(other), sizedAddress(other)], [undefined, undefined], other);
    assert.equal(sizedAddress(`${url}?v=1`), `/media/ada/${DIGEST}/{width}.webp`);
  });

  it('comes in no width that the picture does not have', () => {
    const set = srcsetOf({ handle: 'ada', digest: DIGEST }, 'avif', 400);
    assert.deepEqual(
      [...set.matchAll(/(\d+)\.avif (\d+)w/g)].map(([, asked, told]) => [asked, told]),
      [
        ['160', '160'],
        ['320', '320'],
        ['480', '400'],
      ],
    );
  });
});

describe('the contents of sections', () => {
  it('have their pictures filled in from the library, and no others', async () => {
    const src = addressOf({ handle: 'other', digest: DIGEST }, 'png');
    const { media } = await library(null);
    const contents = [{ image: { src, alt: '' }, items: [{ photo: { src: 'https://x.example/a.png', alt: 'x' } }] }];
    assert.deepEqual(await fillPictures(contents, 'ada', media), [
      {
        image: { src, alt: '', width: 400, height: 300, sized: `/media/ada/${DIGEST}/{width}.webp` },
        items: [{ photo: { src: 'https://x.example/a.png', alt: 'x' } }],
      },
    ]);
    const own = [{ image: { src, alt: '', width: 1, height: 2, sized: '/x/{width}' } }];
    assert.deepEqual(await fillPictures(own, 'ada', media), own);
    const gone = await library(null, null);
    assert.equal(await fillPictures(contents, 'ada', gone.media), contents);
  });
});

describe('the Images binding', () => {
  /** Notes what it is asked for, and answers as the service does. */
  function binding(answer: () => Response) {
    const asked: unknown[] = [];
    const transformer: ReturnType<ImagesBinding['input']> = {
      transform(how) {
        asked.push(how);
        return transformer;
      },
      async output(how) {
        asked.push(how);
        return { response: answer };
      },
    };
    return { asked, codecs: cloudflareCodecs({ input: () => transformer }) };
  }

  it('is asked for a width that is never larger than the picture, in the format by its content type', async () => {
    const { asked, codecs } = binding(() => new Response(Uint8Array.of(7)));
    const made = await codecs.render(Uint8Array.of(1), { width: 640, format: 'avif', animated: false });
    assert.deepEqual(made, Uint8Array.of(7));
    assert.deepEqual(asked, [
      { width: 640, fit: 'scale-down' },
      { format: 'image/avif', anim: false, quality: 52 },
    ]);
  });

  it('tells the colour by one pixel', async () => {
    const pixel = { create: { width: 1, height: 1, channels: 4, background: '#336699' } } as const;
    for (const png of [sharp(pixel).png(), sharp(pixel).png({ palette: true }), sharp(pixel).removeAlpha().png()]) {
      const bytes = new Uint8Array(await png.toBuffer());
      const { codecs } = binding(() => new Response(bytes));
      assert.deepEqual(await codecs.decode(Uint8Array.of(1)), { size: null, colour: '#336699' });
    }
  });

  it('says which errors are about the picture', async () => {
    const refusing = (code: number) =>
      binding(() => {
        throw Object.assign(new Error(`IMAGES_TRANSFORM_ERROR ${code}`), { code });
      }).codecs.decode(Uint8Array.of(1));
    await assert.rejects(refusing(9412), BrokenPicture);
    await assert.rejects(refusing(9422), (error) => !(error instanceof BrokenPicture) && !(error instanceof ApiError));
  });
});
