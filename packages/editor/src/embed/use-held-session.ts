/** The session of a mounted editor: opened when it is mounted, left when it is not, and told what changes in between. */
import { useEffect, useState } from 'react';
import { SCHEMA_VERSION } from '../document/schema.ts';
import type { Person } from '../sync/person.ts';
import { EditorError } from './editor-error.ts';
import { HeldSession } from './held-session.ts';

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
  useEffect(() => {
    let held: HeldSession | null = null;
    let isLeft = false;
    const open = (): void => {
      if (isLeft) return;
      try {
        held = new HeldSession({ url, documentId, token, person: { id, name }, schemaVersion: SCHEMA_VERSION, keepsCopy, webSocket: WebSocket });
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
  }, [url, documentId, id, keepsCopy]);

  const held = holding.kind === 'held' ? holding.held : null;
  useEffect(() => {
    if (held === null) return;
    try {
      held.setToken(token);
    } catch (error) {
      if (!(error instanceof EditorError)) throw error;
      setHolding({ kind: 'fault', message: error.message });
    }
  }, [held, token]);
  useEffect(() => held?.session.presence.rename(name), [held, name]);
  return holding;
}
