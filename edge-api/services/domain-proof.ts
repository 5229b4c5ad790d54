import { type ResolveTxt, ResolverError } from '../adapters/dns/port.ts';

/** Where the proof of a domain has to be. */
export const proofName = (host: string): string => `_vitrine.${host}`;
/** What the TXT record has to say. */
export const proofValue = (proof: string): string => `vitrine-verify=${proof}`;

/** What a look at the DNS told about a host. */
export type ProofLook =
  | { readonly answered: false; readonly problem: string }
  | {
      readonly answered: true;
      /** Whether this proof is among the records. Some providers change the case of letters or add spaces. */
      proves(proof: string): boolean;
      /** Why a proof that is not there was not found. */
      readonly problem: string;
    };

/** Looks for proofs that a host belongs to a store. */
export async function lookForProof(resolve: ResolveTxt, host: string): Promise<ProofLook> {
  const name = proofName(host);
  try {
    const found = new Set((await resolve(name)).map((text) => text.trim().toLowerCase()));
    const problem =
      found.size === 0
        ? `There is no TXT record at ${name} yet.`
        : `There ${found.size === 1 ? 'is a TXT record' : `are ${found.size} TXT records`} at ${name}, but none with the text we gave.`;
    return { answered: true, proves: (proof) => found.has(proofValue(proof).toLowerCase()), problem };
  } catch (error) {
    if (!(error instanceof ResolverError)) throw error;
    return { answered: false, problem: `The DNS did not answer about ${name}. It is asked again later.` };
  }
}
