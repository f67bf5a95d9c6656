/** What is really painted of an element, by its colour. */
import type { Locator } from '@playwright/test';

/** How much of what is seen at an element's place has the colour of its ground. */
export async function shareOfColour(element: Locator): Promise<number> {
  const page = element.page();
  const clip = await element.boundingBox();
  if (clip === null) return 0;
  const png = await page.screenshot({ clip });
  return await element.evaluate(async (node, bytes) => {
    const [red, green, blue] = (getComputedStyle(node).backgroundColor.match(/\d+/g) ?? []).map(Number);
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (context === null) return 0;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let same = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) same += 1;
    return same / (data.length / 4);
  }, [...png]);
}
