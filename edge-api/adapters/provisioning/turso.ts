import { z } from 'zod';
import type { Provisioning } from './port.ts';
import { ProvisioningError, refusalOf, tursoApi, type TursoAnswer, type TursoCalling } from './turso-api.ts';

/** Where and how databases are made at Turso. */
export interface TursoSettings extends TursoCalling {
  /** It has to be there; databases are made in it. */
  readonly group: string;
  /** How the names of our databases begin. Every installation in an organization needs one of its own. */
  readonly prefix: string;
  /** A database new ones are copied from, or null for empty ones. */
  readonly template: string | null;
  /** How long tokens open their database: `never` for ever, or such as `2w1d30m`. */
  readonly tokenExpiration: string;
}

const Created = z.object({ database: z.object({ Hostname: z.string().regex(/^[a-z0-9.-]+$/i) }) });
const Minted = z.object({ jwt: z.string().min(1) });
const Listed = z.object({ databases: z.array(z.object({ Name: z.string() })) });

/** Keeps each store in a database of its own at Turso, made through its Platform API, with a token that opens it alone. */
export function tursoProvisioning(settings: TursoSettings): Provisioning {
  const { group, prefix, template, tokenExpiration } = settings;
  const { call } = tursoApi(settings);
  const databaseOf = (name: string) => `${prefix}-${name}`;
  const pathOf = (name: string) => `/databases/${databaseOf(name)}`;

  const make = (name: string) =>
    call('POST', '/databases', {
      name: databaseOf(name),
      group,
      ...(template === null ? {} : { seed: { type: 'database', name: template } }),
    });
  async function destroy(name: string): Promise<void> {
    const answer = await call('DELETE', pathOf(name));
    if (!isDone(answer) && answer.status !== 404) throw refused(`delete the database ${databaseOf(name)}`, answer);
  }
  async function mint(name: string): Promise<string> {
    const query = new URLSearchParams({ expiration: tokenExpiration, authorization: 'full-access' });
    const answer = await call('POST', `${pathOf(name)}/auth/tokens?${query}`);
    if (!isDone(answer)) throw refused(`make a token of the database ${databaseOf(name)}`, answer);
    return understood(Minted, answer).jwt;
  }

  return {
    async create(name) {
      let answer = await make(name);
      if (answer.status === 409) {
        // Ours, from an attempt that was killed or whose answer was lost: no name is given twice.
        await destroy(name);
        answer = await make(name);
      }
      if (!isDone(answer)) throw notMade(databaseOf(name), group, answer);
      const { Hostname } = understood(Created, answer).database;
      return { url: `https://${Hostname}/`, token: await mint(name) };
    },
    destroy,
    async exists(name) {
      const answer = await call('GET', pathOf(name));
      if (answer.status === 404) return false;
      if (isDone(answer)) return true;
      throw refused(`say whether there is a database ${databaseOf(name)}`, answer);
    },
    async list() {
      const answer = await call('GET', `/databases?${new URLSearchParams({ group })}`);
      if (!isDone(answer)) throw refused('list the databases', answer);
      const names = understood(Listed, answer).databases.map(({ Name }) => Name);
      return names
        .filter((name) => name.startsWith(`${prefix}-`))
        .map((name) => name.slice(prefix.length + 1))
        .sort();
    },
    async rotateToken(name) {
      const answer = await call('POST', `${pathOf(name)}/auth/rotate`);
      if (!isDone(answer)) throw refused(`make the tokens of ${databaseOf(name)} worthless`, answer);
      return mint(name);
    },
  };
}

const isDone = ({ status }: TursoAnswer): boolean => status >= 200 && status < 300;

function understood<Schema extends z.ZodType>(schema: Schema, answer: TursoAnswer): z.infer<Schema> {
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  // The answer itself may hold a token, so it is not repeated.
  throw new ProvisioningError('provisioning_refused', 'Turso answered in a way we do not know.');
}

function notMade(database: string, group: string, answer: TursoAnswer): ProvisioningError {
  if (/group/i.test(refusalOf(answer)) && (answer.status === 400 || answer.status === 404))
    return new ProvisioningError(
      'provisioning_group_unknown',
      `Turso has no group "${group}" in this organization: ${refusalOf(answer)}. Make it there, or set TURSO_GROUP.`,
    );
  return refused(`make the database ${database}`, answer);
}

const refused = (doing: string, answer: TursoAnswer): ProvisioningError =>
  new ProvisioningError('provisioning_refused', `Turso would not ${doing}: ${answer.status}, ${refusalOf(answer)}.`);
