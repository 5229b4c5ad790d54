import { systemResolver } from '../../edge-api/adapters/dns/system.node.ts';
import type { Databases } from '../../edge-api/adapters/provisioning/compose.node.ts';
import type { Domain } from '../../edge-api/contract/domains.ts';
import { domainPorts } from '../../edge-api/domain-ports.ts';
import { readEnvironment } from '../../edge-api/env.ts';
import { auditRepository } from '../../edge-api/repositories/audit.ts';
import { domainRepository } from '../../edge-api/repositories/domains.ts';
import type { RegisteredStore } from '../../edge-api/repositories/stores.ts';
import { auditService } from '../../edge-api/services/audit.ts';
import { domainService, type DomainService } from '../../edge-api/services/domains.ts';
import { type Command, type ExitCode, type Output, required, withDatabases } from './command.ts';
import { COMMAND, findStore } from './owner.ts';

const STORE = ['--store HANDLE', 'The store.'] as const;
const HOST = ['HOST', 'The domain, such as shop.example.'] as const;
const options = { store: { type: 'string' } } as const;

/** A domain as people read it: how it stands, and what is left to set. */
function told({ host, status, canonical, problem, records, certificate }: Domain): string {
  const missing = records.filter(({ purpose }) => status !== 'verified' || purpose !== 'ownership');
  const width = Math.max(0, ...missing.map(({ type, name }) => type.length + name.length + 1));
  return [
    `${host}  ${status}${canonical ? ', canonical' : ''}, certificate ${certificate.status.replace('_', ' ')}`,
    ...[problem, certificate.problem].flatMap((text) => (text === null ? [] : [`  ${text}`])),
    ...missing.map(({ type, name, value }) => `  ${`${type} ${name}`.padEnd(width)}  ${value}`),
  ].join('\n');
}

interface Work {
  readonly domains: DomainService;
  readonly store: RegisteredStore;
  /** Writes down what was done. */
  record(action: string, target: string, storeId?: string): Promise<void>;
}

/** Runs a command on the domains of the store that is named. */
async function onDomains(handle: string, work: (on: Work) => Promise<ExitCode>): Promise<ExitCode> {
  return withDatabases(async (databases: Databases) => {
    const { platform } = databases;
    const store = await findStore(databases, handle);
    const audit = auditService(auditRepository(platform), Date.now);
    const ports = domainPorts(readEnvironment(process.env), systemResolver());
    return work({
      domains: domainService(domainRepository(platform), ports, Date.now),
      store,
      record: (action, target, storeId = store.id) => audit.record(COMMAND, { storeId, action, target }),
    });
  });
}

function answerWith(output: Output, domains: readonly Domain[]): void {
  output.answer(domains.length > 0 ? domains.map(told).join('\n') : 'The store has no domains.', { domains });
}

const list: Command = {
  name: 'domain list',
  usage: '--store HANDLE',
  summary: 'Lists the domains of a store, and what is left to set for them.',
  help: [STORE],
  options,
  arguments: [],
  run: async (_args, given, output) =>
    onDomains(required(given, 'store'), async ({ domains, store }) => {
      answerWith(output, await domains.list(store.id));
      return 0;
    }),
};

const claim: Command = {
  name: 'domain claim',
  usage: 'HOST --store HANDLE',
  summary: 'Claims a domain for a store, and tells the DNS records to set.',
  help: [HOST, STORE],
  options,
  arguments: ['HOST'],
  run: async ([host = ''], given, output) =>
    onDomains(required(given, 'store'), async ({ domains, store, record }) => {
      const domain = await domains.claim(store.id, host);
      await record('domain.claim', domain.host);
      output.answer(told(domain), { domain });
      return 0;
    }),
};

const verify: Command = {
  name: 'domain verify',
  usage: 'HOST --store HANDLE',
  summary: 'Looks for the TXT record of a domain now.',
  help: [HOST, STORE],
  options,
  arguments: ['HOST'],
  run: async ([host = ''], given, output) =>
    onDomains(required(given, 'store'), async ({ domains, store, record }) => {
      const { domain, takenFrom } = await domains.verify(store.id, host);
      await record('domain.verify', domain.host);
      if (takenFrom !== null) await record('domain.lose', domain.host, takenFrom);
      output.answer(told(domain), { domain });
      return 0;
    }),
};

const remove: Command = {
  name: 'domain remove',
  usage: 'HOST --store HANDLE',
  summary: 'Gives a domain up.',
  help: [HOST, STORE],
  options,
  arguments: ['HOST'],
  run: async ([host = ''], given, output) =>
    onDomains(required(given, 'store'), async ({ domains, store, record }) => {
      await domains.remove(store.id, host);
      await record('domain.remove', host);
      output.answer(`${host} leads to the store no longer.`, { host });
      return 0;
    }),
};

const canonical: Command = {
  name: 'domain canonical',
  usage: 'HOST | none --store HANDLE',
  summary: 'Moves the pages of a store to one of its domains; none lets each answer for itself.',
  help: [HOST, STORE],
  options,
  arguments: ['HOST'],
  run: async ([host = ''], given, output) =>
    onDomains(required(given, 'store'), async ({ domains, store, record }) => {
      const all = await domains.setCanonical(store.id, host === 'none' ? null : host);
      await record('domain.canonical', all.find((domain) => domain.canonical)?.host ?? '');
      answerWith(output, all);
      return 0;
    }),
};

/** `vitrine domain …` */
export const domainCommands: readonly Command[] = [list, claim, verify, remove, canonical];
