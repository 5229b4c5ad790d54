/** `node bench/embed/serve.ts`: serves the contestants' pages to look at. */
import { hostPage, prepare } from './contestants.ts';
import { BenchServer, served } from './server.ts';

const port = Number(process.env['BENCH_PORT'] ?? 8972);
const host = new BenchServer();
const shop = new BenchServer();
const [origin, shopOrigin] = await Promise.all([host.listen(port), shop.listen(port + 1)]);
for (const contestant of await prepare(shop, shopOrigin)) {
  host.files.set(`/${contestant.name}`, served('text/html; charset=utf-8', hostPage(contestant)));
  console.log(`${origin}/${contestant.name}`);
}
