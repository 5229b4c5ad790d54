import type { Certificate, Certificates } from './port.ts';

const ON_DEMAND: Certificate = { id: null, status: 'on_demand', records: [], problem: null };

/**
 * Leaves certificates to the proxy in front of us, such as Caddy, which gets one at a host's first visit when
 * `/v1/domains/ask` says that the host is a store's.
 */
export const onDemandCertificates: Certificates = {
  request: async () => ON_DEMAND,
  look: async () => ON_DEMAND,
  remove: async () => undefined,
};
