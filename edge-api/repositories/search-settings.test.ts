import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SearchSettings } from '../contract/search-settings.ts';
import { testFolder } from '../db/folder.test-support.ts';
import { emptyStore, versions } from './catalogue.test-support.ts';
import { parseSettingsVersion, readSettingsVersion, searchSettingsRepository } from './search-settings.ts';

const folder = testFolder();
const NOW = '2026-11-21T12:00:00.000Z';

describe('settings of search', () => {
  it('are written from the version that is there alone, and only then tell the catalogue', async () => {
    const database = await emptyStore(folder);
    const repository = searchSettingsRepository(database);
    const settings = (word: string) => SearchSettings.parse({ stopWords: [word] });
    const [catalogue = 0, price] = (await versions(database)).map(Number);
    assert.equal(await repository.write(settings('mine'), 0, NOW), 1);
    assert.equal(await repository.write(settings('late'), 0, NOW), undefined);
    assert.equal(await repository.write(settings('early'), 2, NOW), undefined);
    assert.deepEqual(await repository.read(), { version: 1, updatedAt: NOW, settings: settings('mine') });
    assert.deepEqual((await versions(database)).map(Number), [catalogue + 1, price]);
    const [rows] = await database.read([readSettingsVersion]);
    assert.equal(parseSettingsVersion(rows), 1);
  });

  it('know which handles no product has', async () => {
    const database = await emptyStore(folder);
    await database.run(
      `INSERT INTO products (id, handle, title, created_at, updated_at) VALUES ('p', 'mug', 'Mug', '', '')`,
    );
    const { unknownHandles } = searchSettingsRepository(database);
    assert.deepEqual([...(await unknownHandles(['mug', 'hat', "o'h", 'hat']))].sort(), ['hat', "o'h"]);
    assert.deepEqual([...(await unknownHandles([]))], []);
  });
});
