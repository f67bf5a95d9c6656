/** What axe-core finds on a page, by WCAG 2.2 AA and best practice. */
import { expect } from '@playwright/test';
import axe from 'axe-core';
import type { Person } from './person.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function expectNothingFound({ page }: Person): Promise<void> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (values) => {
    const running = (): Animation[] => document.getAnimations().filter(({ playState }) => playState === 'running');
    // Colours in the middle of a transition are nobody's colours, and while one is waited for another may begin.
    for (let some = running(); some.length > 0; some = running()) {
      // One that is cancelled has come to its end too.
      await Promise.allSettled(some.map((animation) => animation.finished));
    }
    const results = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: { type: 'tag', values } });
    return results.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) }));
  }, tags);
  expect(violations).toEqual([]);
}
