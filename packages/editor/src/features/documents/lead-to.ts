/** Leads to a document that was asked for, once the server has made it. */
import { encodeDocumentPath } from '@scriptorium/protocol';
import { navigate } from 'wouter/use-browser-location';

/** Call it when the person asks. Who has gone elsewhere until the document is there stays there: it is in the list. */
export function leadTo(): (documentId: string) => void {
  const from = location.pathname;
  return (documentId) => {
    if (location.pathname === from) navigate(`/d/${encodeDocumentPath(documentId)}`);
  };
}
