/** Who asks for less motion gets none: nothing slides, fades or scrolls by itself. */
import { expect, test } from '../harness/browser-fixtures.ts';

declare global {
  interface Window {
    /** What moved on the page. */
    moved: string[];
  }
}

test('with reduced motion nothing moves: menus, dialogs, panels, toasts, names beside carets, scrolling', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana', { reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } }), await arrive('Ben')];
  const { page } = ana;
  await page.addInitScript(() => {
    window.moved = [];
    const note = (event: Event): void => {
      if (!(event.target instanceof Element)) return;
      const durations = event.target.getAnimations({ subtree: true }).map((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0));
      if (durations.some((duration) => duration > 0)) window.moved.push(`${event.type} on ${event.target.className}`);
    };
    for (const type of ['transitionrun', 'animationstart']) addEventListener(type, note, { capture: true });
    const original = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollIntoView')?.value as (this: Element, options?: unknown) => void;
    Element.prototype.scrollIntoView = function scroll(options) {
      if (typeof options === 'object' && options.behavior === 'smooth') window.moved.push(`scrolling to ${this.className}`);
      original.call(this, options);
    };
  });
  const address = await ana.startDocument(server.url);
  await ana.write(`# Top\n${'line\n'.repeat(40)}# Bottom`);
  await ana.expectSaved();
  await ben.openDocument(address);
  await ben.introduce();
  await ben.write('!');
  await page.getByRole('button', { name: 'Follow Ben' }).click();
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: 'Top' }).click();
  for (const name of ['Insert', 'Document menu']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
  }
  await ana.body.focus();
  await page.keyboard.press('ControlOrMeta+/');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+f');
  await expect(page.getByRole('search')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByTestId('toast')).toHaveText('Saved');
  await page.getByRole('button', { name: 'Chat', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  expect(await page.evaluate(() => window.moved)).toEqual([]);
});
