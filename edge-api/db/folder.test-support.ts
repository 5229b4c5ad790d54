import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A folder of its own for the tests of one file, gone when they are done. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
