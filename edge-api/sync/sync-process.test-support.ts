/** The sync server as a process of its own, to be killed: `node sync-process.test-support.ts <folder> <app id> <port>`. */
import { ADMIN_TOKEN } from './shop.test-support.ts';
import { serveSync } from './sync-server.test-support.ts';

const [dataDir, appId, port] = process.argv.slice(2);
if (dataDir !== undefined && appId !== undefined && port !== undefined) {
  const server = await serveSync({ dataDir, adminToken: ADMIN_TOKEN, isApp: (id) => id === appId }, Number(port));
  process.stdout.write(`${server.port}\n`);
}
