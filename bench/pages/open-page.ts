import { WebSocket } from 'ws';
import type { PageNewsAnswer } from '../../edge-api/contract/page-news.ts';
import { median } from './median.ts';
import { putSection, type Shop } from './shops.ts';

/** Milliseconds from the moment a change is sent until an open page has heard of it and has read the section anew. */
export async function untilOpenPage({ port, ...shop }: Shop, changes: number): Promise<number> {
  const api = `http://127.0.0.1:${port}/v1/stores/halden`;
  // The API's own tests check the shape.
  const { news } = (await (await fetch(`${api}/page-news`)).json()) as PageNewsAnswer;
  if (!news) throw new Error('Nobody tells open pages of changes.');
  const socket = new WebSocket(`${news.websocketUri}?app_id=${news.appId}`);
  let hear = (): void => undefined;
  await new Promise<void>((resolve, reject) => {
    const say = (message: object) => socket.send(JSON.stringify(message));
    socket.on('error', reject);
    socket.on('open', () => say({ op: 'init', 'app-id': news.appId, lean: true }));
    socket.on('message', (data) => {
      // Our own server's words.
      const { op } = JSON.parse((data as Buffer).toString()) as { op: string };
      if (op === 'init-ok') say({ op: 'add-query', q: news.query });
      if (op === 'add-query-ok') resolve();
      if (op === 'refresh-ok') hear();
      if (op === 'error') reject(new Error((data as Buffer).toString()));
    });
  });
  const took: number[] = [];
  try {
    for (let change = 0; change < changes; change++) {
      const heading = `Told for the ${change}th time`;
      const started = performance.now();
      const read = new Promise<void>((resolve, reject) => {
        hear = () =>
          void fetch(`${api}/sections/changing`)
            .then((answer) => answer.text())
            .then((text) => text.includes(heading) && resolve(), reject);
      });
      await putSection({ port, ...shop }, 'changing', { type: 'hero', content: { heading } });
      await read;
      took.push(performance.now() - started);
    }
  } finally {
    socket.close();
  }
  return median(took);
}
