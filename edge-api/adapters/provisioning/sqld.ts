import type { DatabaseAddress } from '../../db/open.ts';
import type { Provisioning } from './port.ts';

/** Namespace of the platform database; no store's begins without `store-`. */
export const PLATFORM_NAMESPACE = 'platform';

/** Address of a namespace of a libSQL server. */
export function namespaceAddress(serverUrl: string, namespace: string): DatabaseAddress {
  const url = new URL(serverUrl);
  url.searchParams.set('namespace', namespace);
  return { url: url.href };
}

/** Keeps each store in a namespace of its own of one libSQL server, made through the server's admin API. */
export function sqldProvisioning({ url, adminUrl }: { url: string; adminUrl: string }): Provisioning {
  const admin = namespaceAdmin(adminUrl);
  const namespace = (name: string) => `store-${name}`;
  return {
    async create(name) {
      await admin.remove(namespace(name));
      if (!(await admin.create(namespace(name))))
        throw new Error(`The libSQL server already has the namespace ${namespace(name)}.`);
      return namespaceAddress(url, namespace(name));
    },
    destroy: (name) => admin.remove(namespace(name)),
    exists: (name) => admin.exists(namespace(name)),
  };
}

/** The calls of the libSQL server's admin API that we need. */
export function namespaceAdmin(adminUrl: string): {
  /** False when it exists. */
  create(namespace: string): Promise<boolean>;
  remove(namespace: string): Promise<void>;
  exists(namespace: string): Promise<boolean>;
} {
  const base = new URL(adminUrl.endsWith('/') ? adminUrl : `${adminUrl}/`);
  const call = async (method: string, path: string): Promise<{ ok: boolean; status: number; text: string }> => {
    const response = await fetch(new URL(path, base), {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
      signal: AbortSignal.timeout(30_000),
    });
    return { ok: response.ok, status: response.status, text: await response.text() };
  };
  const refuse = (doing: string, { status, text }: { status: number; text: string }) =>
    new Error(`The libSQL server would not ${doing}: ${status} ${text.slice(0, 200)}`);
  return {
    async create(namespace) {
      const answer = await call('POST', `v1/namespaces/${namespace}/create`);
      if (answer.ok) return true;
      if (/already exists/i.test(answer.text)) return false;
      throw refuse(`create the namespace ${namespace}`, answer);
    },
    async remove(namespace) {
      const answer = await call('DELETE', `v1/namespaces/${namespace}`);
      if (!answer.ok && answer.status !== 404 && !/doesn't exist|does not exist|not found/i.test(answer.text)) {
        throw refuse(`delete the namespace ${namespace}`, answer);
      }
    },
    async exists(namespace) {
      const answer = await call('GET', `v1/namespaces/${namespace}/config`);
      if (answer.ok) return true;
      if (answer.status === 404) return false;
      throw refuse(`say whether there is a namespace ${namespace}`, answer);
    },
  };
}
