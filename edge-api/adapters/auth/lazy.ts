import type { Database } from '../../db/database.ts';
import type { SignIns } from './port.ts';

/** Whoever signs customers in, loaded when somebody does: no other request pays for it. */
export function lazySignIns(db: Database, secret: () => Promise<string>): SignIns {
  let loaded: Promise<SignIns> | undefined;
  const load = () =>
    (loaded ??= import('./better-auth.ts').then(({ betterAuthSignIns }) => betterAuthSignIns(db, secret)));
  return {
    signUp: async (...args) => (await load()).signUp(...args),
    signIn: async (...args) => (await load()).signIn(...args),
    proveEmail: async (...args) => (await load()).proveEmail(...args),
    emailOf: async (...args) => (await load()).emailOf(...args),
    makeLink: async (...args) => (await load()).makeLink(...args),
    linkedEmail: async (...args) => (await load()).linkedEmail(...args),
    useLink: async (...args) => (await load()).useLink(...args),
    makeReset: async (...args) => (await load()).makeReset(...args),
    useReset: async (...args) => (await load()).useReset(...args),
    changePassword: async (...args) => (await load()).changePassword(...args),
    begin: async (...args) => (await load()).begin(...args),
    isPassword: async (...args) => (await load()).isPassword(...args),
  };
}
