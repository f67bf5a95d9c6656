/** The chat of a document, for as long as its page is there; loaded when the connection is, and again when it comes back. */
import { useEffect, useMemo } from 'react';
import { browserStorage } from '../../ui/browser-storage.ts';
import { afterPaint } from '../../ui/turns.ts';
import { ChatStore, type ChatSource } from './chat-store.ts';

export function useChat(source: ChatSource, isConnected: boolean): ChatStore {
  const store = useMemo(() => new ChatStore({ source, storage: browserStorage() }), [source]);
  useEffect(() => store.open(), [store]);
  useEffect(() => {
    if (!isConnected) return undefined;
    // The page comes first. Never rejects.
    return afterPaint(() => void store.load());
  }, [store, isConnected]);
  return store;
}
