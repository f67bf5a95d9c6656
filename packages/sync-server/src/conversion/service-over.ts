/** A `ConversionService` over whatever runs its tasks. */
import { ConversionError } from '../conversion-error.ts';
import type { ConversionService } from '../features/conversion-service.ts';
import type { ConversionOutcome, ConversionTask } from './conversion-entry.ts';

export interface TaskRunner {
  /** `begin` is called when its turn has come. */
  readonly run: (begin: () => Promise<ConversionTask>) => Promise<ConversionOutcome>;
  readonly close: () => Promise<void>;
}

export function serviceOver({ run, close }: TaskRunner): ConversionService {
  return {
    read: async (file) => {
      const outcome = await run(async () => ({ kind: 'read', ...file }));
      if (outcome.kind === 'read') return outcome.document;
      throw unreadable(outcome);
    },
    write: async ({ format, update, images }) => {
      const outcome = await run(async () => ({ kind: 'write', format, update, images: await images() }));
      if (outcome.kind === 'written') return outcome.bytes;
      throw unreadable(outcome);
    },
    close,
  };
}

function unreadable(outcome: ConversionOutcome): ConversionError {
  return new ConversionError('unreadable', outcome.kind === 'failed' ? outcome.reason : 'It could not be converted.');
}
