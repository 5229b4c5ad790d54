import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { startDoh, type Zone } from '../../edge-api/adapters/dns/zone.test-support.ts';
import { testFolder } from '../../edge-api/db/folder.test-support.ts';
import { readArguments } from './command.ts';
import { domainCommands } from './domain.ts';
import { storeCommands } from './store.ts';

const zone: Zone = new Map();
const doh = await startDoh(zone);
after(() => doh.stop());
Object.assign(process.env, {
  DATA_DIR: join(testFolder(), 'data'),
  DOH_URL: doh.url,
  BASE_DOMAIN: 'shops.example',
  DOMAIN_TARGETS: 'edge.shops.example,192.0.2.7',
});

/** Runs a command in this process: what it answers, or the code of what it throws. */
async function vitrine(...args: string[]): Promise<string> {
  const command = [...storeCommands, ...domainCommands].find(({ name }) => name === args.slice(0, 2).join(' '));
  assert.ok(command);
  const { values, positionals } = readArguments(command, args.slice(2));
  let told = '';
  const output = { json: false, answer: (text: string) => void (told += text), note: () => undefined };
  try {
    assert.equal(await command.run(positionals, values, output), 0);
    return told;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : assert.fail(String(error));
  }
}

describe('vitrine domain', () => {
  test('takes a domain from its claim to its canonical place, and gives it up', async () => {
    await vitrine('store', 'create', 'ada');
    const claimed = await vitrine('domain', 'claim', 'Shop.Ada.Example', '--store', 'ada');
    assert.match(claimed, /^shop\.ada\.example {2}pending/);
    assert.match(claimed, /CNAME shop\.ada\.example +edge\.shops\.example/);
    assert.match(claimed, /A shop\.ada\.example +192\.0\.2\.7/);
    const proof = /TXT _vitrine\.shop\.ada\.example +(vitrine-verify=[0-9a-f]{32})/.exec(claimed)?.[1];
    assert.ok(proof);
    const verify = () => vitrine('domain', 'verify', 'shop.ada.example', '--store', 'ada');
    assert.equal(await verify(), 'domain_not_verified');
    zone.set('_vitrine.shop.ada.example', [[proof]]);
    assert.match(await verify(), /verified, certificate on demand/);
    assert.match(await vitrine('domain', 'canonical', 'shop.ada.example', '--store', 'ada'), /verified, canonical/);
    assert.match(await vitrine('domain', 'list', '--store', 'ada'), /verified, canonical/);
    assert.doesNotMatch(await vitrine('domain', 'canonical', 'none', '--store', 'ada'), /canonical/);
    await vitrine('domain', 'remove', 'shop.ada.example', '--store', 'ada');
    assert.match(await vitrine('domain', 'list', '--store', 'ada'), /no domains/);
  });

  test('says what is wrong with a domain or a store', async () => {
    for (const [args, code] of [
      [['claim', 'bob.shops.example', '--store', 'ada'], 'domain_invalid'],
      [['claim', 'shop.example', '--store', 'nobody'], 'store_not_found'],
      [['remove', 'shop.example', '--store', 'ada'], 'domain_not_found'],
      [['list'], 'usage'],
    ] as const)
      assert.equal(await vitrine('domain', ...args), code);
  });
});
