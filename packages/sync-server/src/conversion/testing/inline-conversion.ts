/** The converting on the calling thread, for tests of what uses it. */
import type { ConversionService } from '../../features/conversion-service.ts';
import { run } from '../conversion-entry.ts';
import { serviceOver } from '../service-over.ts';

export function createInlineConversion(): ConversionService {
  return serviceOver({ run: async (begin) => await run(await begin()), close: async () => {} });
}
