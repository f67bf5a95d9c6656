/** What the page says and takes away again: a test that looks for it later must not have missed it. */
import type { Person } from './person.ts';

/** What the page shows for a few seconds at a time, each of them. */
export async function noticesFromNow({ page }: Person): Promise<() => Promise<string[]>> {
  const notices = await page.getByTestId('toast').evaluateHandle((place) => {
    const seen: string[] = [];
    new MutationObserver(() => seen.push(place.textContent ?? '')).observe(place, { childList: true, subtree: true });
    return seen;
  });
  return async () => await notices.jsonValue();
}
