/** What axe-core finds on a page, by WCAG 2.2 AA and best practice. */
import { expect } from '@playwright/test';
import axe from 'axe-core';
import { look } from './look.ts';
import type { Person } from './person.ts';

const everything: axe.RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

export async function expectNothingFound(person: Person): Promise<void> {
  expect(await violations(person)).toEqual([]);
}

/** The same in light and in dark, the page as it stands. Nobody may have chosen a theme. */
export async function expectNothingFoundInEitherTheme(person: Person, state: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await person.page.emulateMedia({ colorScheme });
    const found = await violations(person);
    await look(person, `${state}-${colorScheme}`);
    expect(found, `${state}, ${colorScheme}`).toEqual([]);
  }
}

async function violations({ page }: Person): Promise<unknown[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return await page.evaluate(async (only) => {
    const running = (): Animation[] => document.getAnimations().filter(({ playState }) => playState === 'running');
    // Colours in the middle of a transition are nobody's colours, and while one is waited for another may begin.
    for (let some = running(); some.length > 0; some = running()) {
      // One that is cancelled has come to its end too.
      await Promise.allSettled(some.map((animation) => animation.finished));
    }
    const results = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: only, resultTypes: ['violations'] });
    return results.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) }));
  }, everything);
}
