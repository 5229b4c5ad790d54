import { type Cached, comparedToFile } from '../pages/cached.ts';
import { type Shop, shopOnNode, shopOnWorkerd } from '../pages/shops.ts';
import { PRODUCTS, SETTINGS, SOURCE, TEXTS } from './subject.ts';

const NAME = 'bench-new';

async function publishIn({ admin, key, port }: Shop): Promise<void> {
  const send = async (path: string, body: object, match?: string): Promise<{ block: { version: number } }> => {
    const answer = await fetch(`http://127.0.0.1:${port}${admin}/blocks${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(match !== undefined && { 'if-match': match }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path || '/'} of blocks answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { block: { version: number } };
  };
  const { block } = await send('', { name: NAME, source: SOURCE, settings: SETTINGS, texts: TEXTS });
  await send(`/${NAME}/publish`, {}, `"${block.version}"`);
}

/** The block as the shop answers it when it has been drawn before, beside files of as many bytes. */
async function keptIn(open: () => Promise<Shop>, rounds: number): Promise<Cached> {
  const shop = await open();
  try {
    await publishIn(shop);
    const settings = encodeURIComponent(JSON.stringify({ limit: PRODUCTS }));
    const path = `/v1/stores/${shop.admin.split('/').at(-1)}/blocks/${NAME}?settings=${settings}`;
    return await comparedToFile(shop, rounds, path);
  } finally {
    await shop.close();
  }
}

export const keptOnNode = (rounds: number): Promise<Cached> => keptIn(shopOnNode, rounds);
export const keptOnWorkerd = (rounds: number): Promise<Cached> => keptIn(shopOnWorkerd, rounds);
