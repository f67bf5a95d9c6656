/** The session of a mounted editor: opened when it is mounted, left when it is not, and told what changes in between. */
import { useEffect, useMemo, useState } from 'react';
import { SCHEMA_VERSION } from '../document/schema.ts';
import type { Person } from '../sync/person.ts';
import { EditorError } from './editor-error.ts';
import { HeldSession } from './held-session.ts';
import { readToken } from './server-address.ts';

export interface UseHeldSessionOptions {
  readonly url: string;
  readonly documentId: string;
  readonly token: string | null;
  readonly person: Person;
  readonly keepsCopy: boolean;
}

export type Holding = { readonly kind: 'opening' } | { readonly kind: 'held'; readonly held: HeldSession } | { readonly kind: 'fault'; readonly message: string };

/** Another server, document or person is another session; another token or name is the same one. */
export function useHeldSession({ url, documentId, token, person, keepsCopy }: UseHeldSessionOptions): Holding {
  const [holding, setHolding] = useState<Holding>({ kind: 'opening' });
  const { id, name } = person;
  const tokenFault = useMemo(() => faultOf(token), [token]);
  // What is open stays so while the page has no token that can be one; what is not waits for the first.
  const [canOpen, setCanOpen] = useState(tokenFault === null);
  if (!canOpen && tokenFault === null) setCanOpen(true);
  useEffect(() => {
    let held: HeldSession | null = null;
    let isLeft = false;
    const open = (): void => {
      if (isLeft || !canOpen) return;
      try {
        held = new HeldSession({ url, documentId, token: tokenFault === null ? token : null, person: { id, name }, schemaVersion: SCHEMA_VERSION, keepsCopy, webSocket: WebSocket });
        setHolding({ kind: 'held', held });
      } catch (error) {
        if (!(error instanceof EditorError)) throw error;
        setHolding({ kind: 'fault', message: error.message });
      }
    };
    // Strict mode mounts twice in one go, and a socket that is closed before it is open makes the browser complain.
    queueMicrotask(open);
    return () => {
      isLeft = true;
      setHolding({ kind: 'opening' });
      // Never rejects.
      void held?.close();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- token and name are told below
  }, [url, documentId, id, keepsCopy, canOpen]);

  const held = holding.kind === 'held' ? holding.held : null;
  useEffect(() => {
    if (tokenFault === null) held?.setToken(token);
  }, [held, token, tokenFault]);
  useEffect(() => held?.session.presence.rename(name), [held, name]);
  return tokenFault === null ? holding : { kind: 'fault', message: tokenFault };
}

/** What is wrong with a token, or null. */
function faultOf(token: string | null): string | null {
  try {
    readToken(token);
    return null;
  } catch (error) {
    if (!(error instanceof EditorError)) throw error;
    return error.message;
  }
}
