/** Starts the page: the nonce for styles that come late, the palette, the words, the app, and the keeping of its files. */
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/literata/opsz.css';
import '@fontsource-variable/literata/opsz-italic.css';
import './ui/styles/index.css';
import { setNonce } from 'get-nonce';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { keepPage } from './keep-page.ts';
import { readLanguage, wordsOf } from './ui/language.ts';
import { LanguageProvider } from './ui/language-provider.tsx';
import { watchKeyboard } from './ui/keyboard-inset.ts';
import { applyPalette } from './ui/palette.ts';

/** A browser that draws nothing by then is not waited for. */
const paintWithinMs = 100;

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) setNonce(nonce);

applyPalette(document.documentElement);
watchKeyboard(document.documentElement);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
const language = readLanguage();
const [words] = await Promise.all([wordsOf(language), paint()]);
// In turns, so that a slow device may do something else between them: what is seen until then is in index.html.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider language={language} words={words}>
        <App />
      </LanguageProvider>
    </StrictMode>,
  ),
);

keepPage();

/** Resolves in a turn of its own, when what index.html holds is on the screen; nothing is drawn in a tab behind others. */
async function paint(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, document.hidden ? 0 : paintWithinMs);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
