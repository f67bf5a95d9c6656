/** A failing disk or a busy worker delays a change for as long as it takes; whoever asked over HTTP is told after a while. */
import { HTTPException } from 'hono/http-exception';
import type { FeatureContext } from './features/feature.ts';

/** Well under the minute that proxies wait. */
export const changeTimeoutMs = 15_000;

const diskIsLate = 'The disk has not taken this change yet; it will be made as soon as it does.';
const serverIsLate = 'The server is busy and has not finished this change yet; it goes on. Look again in a moment.';
const wait = 'Try again when /readyz says that the store is back.';

/** Asks nothing of a store that is known to fail, and gives up waiting for one that starts to. Throws a 503. */
export async function withinTime<Value>(
  { storeStatus, clock }: Pick<FeatureContext, 'storeStatus' | 'clock'>,
  change: () => Promise<Value>,
): Promise<Value> {
  if (storeStatus().state === 'failing') {
    throw new HTTPException(503, { message: `The disk takes no changes now, so this one was not made. ${wait}` });
  }
  const changing = change();
  return await new Promise<Value>((resolve, reject) => {
    const cancel = clock.after(changeTimeoutMs, () => {
      reject(new HTTPException(503, { message: storeStatus().state === 'failing' ? `${diskIsLate} ${wait}` : serverIsLate }));
    });
    changing.finally(cancel).then(resolve, reject);
  });
}
