/** Who is here: found, followed to where they write, and told to those who listen. */
import { expect, test } from '../harness/browser-fixtures.ts';

test('a person who is followed is brought into view by the place where they write, by keyboard, until one scrolls oneself', async ({ server, arrive }) => {
  const [ana, ben] = [await arrive('Ana', { reducedMotion: 'reduce' }), await arrive('Ben')];
  const address = await ana.startDocument(server.url);
  await ana.write('top');
  for (let line = 0; line < 60; line += 1) await ana.page.keyboard.press('Enter');
  await ana.page.keyboard.type('bottom');
  await ana.expectSaved();
  await ana.page.keyboard.press('ControlOrMeta+Home');
  await ben.openDocument(address);
  await ben.introduce();
  await ben.write('!');
  await expect(ana.page.getByTestId('polite')).toHaveText(/2 people are here/, { timeout: 20_000 });
  const follow = ana.page.getByRole('button', { name: 'Follow Ben' });
  await expect(ana.caretOf('Ben')).not.toBeInViewport();
  await follow.focus();
  await ana.page.keyboard.press('Enter');
  await expect(ana.caretOf('Ben')).toBeInViewport();
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await ben.page.keyboard.press('ControlOrMeta+Home');
  await expect(ana.body.getByText('top')).toBeInViewport();
  await ana.page.mouse.move(400, 400);
  await ana.page.mouse.wheel(0, 10);
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await ana.page.getByRole('button', { name: 'Who is here' }).click();
  await expect(ana.page.getByRole('menu', { name: 'Who is here' })).toContainText('Ben · writing');
  await ana.page.keyboard.press('Escape');
  await ben.leave();
  await expect(ana.page.getByTestId('polite')).toHaveText(/Ben left/, { timeout: 20_000 });
});
