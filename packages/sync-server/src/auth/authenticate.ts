/** The first door: a request comes in, an identity goes on. Every socket and every API request passes it. */
import { anonymous, type Identity } from './identity.ts';

/** What a request brings to prove who sent it. */
export interface Credentials {
  /** From `Authorization: Bearer`, the sub-protocol `token.…`, `?token=`, or a frame; null where none came. */
  readonly token: string | null;
}

export type Authentication =
  | { readonly kind: 'identified'; readonly identity: Identity }
  | { readonly kind: 'refused'; readonly reason: string };

export interface AuthenticateOptions {
  readonly mode: 'open';
}

export type Authenticate = (credentials: Credentials) => Promise<Authentication>;

const everybody: Authentication = Object.freeze({ kind: 'identified', identity: anonymous });

/** Asynchronous, since a mode with proofs has to verify them. */
export async function authenticate(_credentials: Credentials, { mode }: AuthenticateOptions): Promise<Authentication> {
  switch (mode) {
    case 'open':
      return everybody;
  }
}
