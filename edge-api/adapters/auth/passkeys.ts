import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  type WebAuthnCredential,
} from '@simplewebauthn/server';
import { base64Url, fromBase64Url } from '../../contract/bytes-text.ts';
import type { KeptPasskey, Passkeys } from './passkeys-port.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

/** A browser may name ways we know nothing of; they are passed back as they came. */
type Transport = NonNullable<WebAuthnCredential['transports']>[number];
const transportsOf = (transports: readonly string[]) => [...transports] as Transport[];

/** Passkeys by @simplewebauthn/server. Whatever a browser sends that is not right is refused, never thrown. */
export const simpleWebAuthn: Passkeys = {
  async registration({ origin, siteName, account, known }) {
    return generateRegistrationOptions({
      rpName: siteName,
      rpID: new URL(origin).hostname,
      userName: account.email,
      userID: bytesOf(account.id),
      userDisplayName: account.name || account.email,
      attestationType: 'none',
      excludeCredentials: known.map(({ id, transports }) => ({ id, transports: transportsOf(transports) })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  },
  async verifyRegistration({ origin, answer, isOurs }): Promise<Omit<KeptPasskey, 'accountId'> | null> {
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: answer as RegistrationResponseJSON,
        expectedChallenge: isOurs,
        expectedOrigin: origin,
        expectedRPID: new URL(origin).hostname,
        requireUserVerification: true,
      });
      if (!verified || !registrationInfo) return null;
      const { credential, credentialBackedUp } = registrationInfo;
      const { id, publicKey, counter, transports = [] } = credential;
      return { id, publicKey: base64Url(publicKey), counter, transports, backedUp: credentialBackedUp };
    } catch {
      return null;
    }
  },
  authentication: ({ origin }) =>
    generateAuthenticationOptions({ rpID: new URL(origin).hostname, userVerification: 'required' }),
  async verifyAuthentication({ origin, answer, isOurs, key }) {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: answer as AuthenticationResponseJSON,
        expectedChallenge: isOurs,
        expectedOrigin: origin,
        expectedRPID: new URL(origin).hostname,
        requireUserVerification: true,
        credential: {
          id: key.id,
          publicKey: fromBase64Url(key.publicKey),
          counter: key.counter,
          transports: transportsOf(key.transports),
        },
      });
      return verified ? authenticationInfo.newCounter : null;
    } catch {
      return null;
    }
  },
};
