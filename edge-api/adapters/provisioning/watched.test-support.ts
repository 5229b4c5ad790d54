import type { Database, PlatformDatabase } from '../../db/database.ts';
import type { Connect } from '../../db/open.ts';
import { type StoreRepository, storeRepository } from '../../repositories/stores.ts';
import type { StoreMaking } from './create-store.ts';
import type { Provisioning } from './port.ts';

/** The same databases, telling before and after every call of a database and of the provisioning. */
export function watched(
  databases: Pick<StoreMaking, 'platform' | 'provisioning' | 'connect'>,
  moment: () => void,
): { platform: PlatformDatabase; provisioning: Provisioning; connect: Connect; stores: StoreRepository } {
  const { provisioning, connect } = databases;
  const around =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      moment();
      const result = await call(...args);
      moment();
      return result;
    };
  const database = <Kind extends Database>(to: Kind): Kind => ({
    ...to,
    all: around(to.all),
    first: around(to.first),
    run: around(to.run),
    read: around(to.read),
    write: around(to.write),
  });
  const platform = database(databases.platform);
  return {
    platform,
    stores: storeRepository(platform),
    connect: (address) => database(connect(address)),
    provisioning: {
      ...provisioning,
      create: around(provisioning.create),
      ...(provisioning.createWithSchema ? { createWithSchema: around(provisioning.createWithSchema) } : {}),
      destroy: around(provisioning.destroy),
      exists: around(provisioning.exists),
    },
  };
}
