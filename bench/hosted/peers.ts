import { hostPage, buyButtons, serveFixtures } from '../embed/contestants.ts';
import { products } from '../embed/catalogue.ts';
import { BenchServer, served } from '../embed/server.ts';
import type { Awaited } from './measure.ts';

/** What its grid shows for a product that can be bought, in a frame of its own. */
const BUTTON = '.shopify-buy__btn';

/** Pages of others that show products, served from this machine. */
export interface Peers {
  readonly contestants: readonly { readonly title: string; readonly url: string; readonly awaited: Awaited }[];
  close(): void;
}

/** Serves what shops embed to show products, each in the same host page. */
export async function openPeers(): Promise<Peers> {
  const [host, shop] = [new BenchServer(), new BenchServer()];
  const [origin, shopOrigin] = await Promise.all([host.listen(0), shop.listen(0)]);
  await serveFixtures(shop, shopOrigin);
  const contestants = buyButtons(shopOrigin);
  for (const contestant of contestants)
    host.files.set(`/${contestant.name}`, served('text/html; charset=utf-8', hostPage(contestant)));
  host.files.set('/favicon.ico', served('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'));
  return {
    contestants: contestants.map(({ name, title, shows = products.length }) => ({
      title,
      url: `${origin}/${name}`,
      awaited: { selector: BUTTON, count: shows },
    })),
    close() {
      host.close();
      shop.close();
    },
  };
}
