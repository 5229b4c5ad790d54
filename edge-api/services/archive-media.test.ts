import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MediaStorage } from '../adapters/media/port.ts';
import type { ArchiveLine } from '../contract/archive.ts';
import { tableDigest } from '../repositories/table-digest.ts';
import { checkArchive, decodeArchive, encodeArchive } from './archive-format.ts';
import { takeMedia, withMedia } from './archive-media.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const digestOf = (number: number): string => `${number}`.padStart(64, '0');
/** Bytes of every value, as many as are wanted. */
const bytesOf = (length: number): Bytes => Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 256);

/** The lines of a store with pictures, and no files yet. */
async function* store(digests: readonly string[]): AsyncGenerator<ArchiveLine, void> {
  yield {
    archive: 'vitrine-store-archive',
    version: 1,
    store: { id: 's', handle: 'ada', name: 'Ada', currency: 'EUR', locale: 'en' },
    madeAt: '2026-01-01T00:00:00.000Z',
    parts: 'all',
    migrations: [{ name: '0001', checksum: 'x' }],
    tables: [{ name: 'media', columns: ['id', 'digest'] }],
  };
  const sum = tableDigest();
  for (const [index, digest] of digests.entries()) {
    await sum.add([`med_${index}`, digest]);
    yield [0, `med_${index}`, digest];
  }
  yield { end: true, tables: { media: await sum.sum() } };
}

const storageOf = (files: Record<string, Bytes>, mostArchived?: MediaStorage['mostArchived']) =>
  ({
    get: async (_store: string, name: string) => files[name],
    ...(mostArchived && { mostArchived }),
  }) as unknown as MediaStorage;

const archiveOf = async (lines: AsyncIterable<ArchiveLine>): Promise<Bytes> =>
  new Uint8Array(await new Response(encodeArchive(lines)).arrayBuffer());
const opened = (archive: Bytes) => decodeArchive(new Response(archive).body as ReadableStream<Bytes>);

async function linesIn(archive: Bytes): Promise<ArchiveLine[]> {
  const lines: ArchiveLine[] = [];
  for await (const line of opened(archive)) lines.push(line);
  return lines;
}

describe('the pictures of an archive', () => {
  const files = { [digestOf(1)]: bytesOf(3), [digestOf(2)]: bytesOf(150_001), [digestOf(3)]: bytesOf(0) };
  const digests = Object.keys(files);

  it('come out as they went in, whatever their length, and leave the rest as it was', async () => {
    const archive = await archiveOf(withMedia(store(digests), 's', storageOf(files)));
    const { header, end } = await checkArchive(opened(archive));
    assert.deepEqual([header.version, end.files], [2, { count: 3, bytes: 150_004, left: 0 }]);
    const kept: Record<string, Bytes> = {};
    const rest: ArchiveLine[] = [];
    for await (const line of takeMedia(opened(archive), async (digest, bytes) => void (kept[digest] = bytes)))
      rest.push(line);
    assert.deepEqual(kept, files);
    assert.equal(rest.length, 1 + digests.length + 1);
  });

  it('are the newest where there is an end, and those that are left are counted', async () => {
    const taken = async (most?: MediaStorage['mostArchived']) => {
      const lines = await linesIn(await archiveOf(withMedia(store(digests), 's', storageOf(files, most))));
      const end = lines.at(-1)!;
      return [
        lines.flatMap((line) => ('file' in line ? [Number(line.file)] : [])),
        'end' in end ? end.files?.left : undefined,
      ];
    };
    assert.deepEqual(await taken({ files: 2, bytes: 1e6 }), [[3, 2], 1]);
    assert.deepEqual(await taken({ files: 9, bytes: 100 }), [[3, 1], 1]);
    const { [digestOf(2)]: _gone, ...others } = files;
    const end = (await linesIn(await archiveOf(withMedia(store(digests), 's', storageOf(others))))).at(-1)!;
    assert.deepEqual('end' in end && end.files, { count: 2, bytes: 3, left: 1 });
  });

  it('are refused where one is changed, cut short, missing or more than was said', async () => {
    const lines = await linesIn(await archiveOf(withMedia(store([digestOf(2)]), 's', storageOf(files))));
    const at = lines.findIndex((line) => 'file' in line);
    const changed = (change: (all: ArchiveLine[]) => unknown) => {
      const all = structuredClone(lines);
      change(all);
      return (async function* () {
        yield* all;
      })();
    };
    const refused = async (change: (all: ArchiveLine[]) => unknown, words: RegExp) => {
      await assert.rejects(checkArchive(changed(change)), words);
      const read = async () => {
        for await (const line of takeMedia(changed(change), async () => undefined)) assert.ok(line);
      };
      await assert.rejects(read(), words);
    };
    await refused((all) => (all[at + 1] = { piece: btoa('x'.repeat(48 * 1024)) }), /not as it was made/);
    await refused((all) => all.splice(at + 2, 1), /not whole/);
    await refused((all) => all.splice(at, lines.length - at - 1), /not have all/);
    await refused((all) => all.splice(at, 1), /piece of no picture/);
    await refused((all) => all.splice(-1, 0, { piece: 'AAAA' }), /piece of no picture/);
  });
});
