/** A page with React: two editors of two documents, a button that takes one away, and one that brings a new token. */
import { CollaborativeEditor, type DocumentStatus } from '@scriptorium/editor';
import { type ReactElement, StrictMode, useCallback, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { element, readSettings } from './settings.ts';

const settings = readSettings();
const user = settings.name === null ? undefined : { id: settings.name.toLowerCase(), name: settings.name };

function App(): ReactElement {
  const [isShown, setShown] = useState(true);
  const [hasSecond, setSecond] = useState(false);
  const [token, setToken] = useState(settings.token);
  const [status, setStatus] = useState<DocumentStatus | null>(null);
  const onStatus = useCallback((next: DocumentStatus) => setStatus(next), []);
  return (
    <>
      <p className="title-like">
        <button type="button" onClick={() => setShown(!isShown)}>
          {isShown ? 'Close the document' : 'Open the document'}
        </button>
        <button type="button" onClick={() => setSecond(true)}>
          Open a second one
        </button>
        <button type="button" onClick={() => setToken('good')}>
          Sign in
        </button>
        <output>{isShown ? status?.state : 'closed'}</output>
      </p>
      {isShown ? (
        <CollaborativeEditor url={settings.server} document={settings.document} token={token} user={user} keepCopy={settings.keepCopy} onStatus={onStatus} label="First document" />
      ) : null}
      {hasSecond ? <CollaborativeEditor url={settings.server} document={`${settings.document}-2`} token={token} user={user} label="Second document" theme="dark" /> : null}
    </>
  );
}

createRoot(element('app')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
