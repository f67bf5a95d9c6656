/** Two kinds of proof: tests of a server process without a browser, and tests of the page in Chromium. */
import { defineConfig, type Project } from '@playwright/test';
import { chromiumArguments, chromiumPath } from './harness/chromium.ts';

const browser: Project['use'] = {
  browserName: 'chromium',
  headless: true,
  // The page keeps its content security policy; only what tests inject passes beside it.
  launchOptions: { executablePath: chromiumPath, args: chromiumArguments },
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
  trace: 'retain-on-failure',
  screenshot: 'only-on-failure',
};

export default defineConfig({
  // Without the `paths` of this folder, which are for the compiler: Playwright would load what they name.
  tsconfig: '../tsconfig.json',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  projects: [
    { name: 'process', testDir: './process' },
    { name: 'faults', testDir: './faults' },
    // A browser that starves on a busy machine has one more try; whoever needed it is named at the end of npm test.
    { name: 'browser', testDir: './browser', use: browser, retries: 1 },
    // Writes pictures into docs/: only when asked.
    ...(process.env['TOUR'] === undefined ? [] : [{ name: 'tour', testDir: './tour', use: browser }]),
  ],
});
