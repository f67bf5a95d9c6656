/** People at browsers, each with a profile of their own; no test passes while one of their pages complains. */
import type { BrowserContextOptions } from '@playwright/test';
import { expect, test as base } from './fixtures.ts';
import { Person } from './person.ts';

export interface BrowserFixtures {
  /** Somebody with a browser of their own. */
  readonly arrive: (name: string, options?: BrowserContextOptions) => Promise<Person>;
  /** Complaints that the test itself brings about, such as a connection that is lost on purpose. */
  readonly expectedProblems: RegExp[];
}

export const test = base.extend<BrowserFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the first argument which fixtures this one needs: none
  expectedProblems: async ({}, use) => {
    await use([]);
  },
  arrive: async ({ browser, expectedProblems }, use) => {
    const people: Person[] = [];
    await use(async (name, options = {}) => {
      const person = await Person.arrive(name, await browser.newContext(options));
      people.push(person);
      return person;
    });
    const problems = people.flatMap(({ name, problems: found }) => found.map((problem) => `${name}: ${problem}`));
    for (const person of people) await person.leave();
    expect(problems.filter((problem) => !expectedProblems.some((expected) => expected.test(problem)))).toEqual([]);
  },
});

/** What Chromium says when the test stopped the server: it can't be reached, or goes away in the middle of a request. */
export const lostConnection = /WebSocket connection to .* failed|net::ERR_(?:CONNECTION_(?:REFUSED|RESET|CLOSED)|EMPTY_RESPONSE)/;

/** What Chromium says when somebody arrives with `serviceWorkers: 'block'`: what a service worker answers no test can hold back. */
export const blockedServiceWorker = /Service Worker registration blocked/;

export { expect } from './fixtures.ts';
