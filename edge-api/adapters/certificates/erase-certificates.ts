import type { Eraser } from '../provisioning/create-store.ts';
import type { Certificates } from './port.ts';

/** Custom host names that a vendor keeps for a store go with it. `idsOf` lists the vendor's ids of them, by the store's. */
export function eraseCertificates(
  certificates: Pick<Certificates, 'remove'>,
  idsOf: (storeId: string) => Promise<readonly string[]>,
): Eraser {
  return {
    name: 'certificates',
    async erase({ id }) {
      for (const certificate of await idsOf(id)) await certificates.remove(certificate);
    },
  };
}
