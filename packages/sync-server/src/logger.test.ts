/** The log, on a file in place of standard error. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('one JSON object a line, written when the call returns, no token in it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'scriptorium-log-'));
  const path = join(directory, 'log');
  const fileDescriptor = openSync(path, 'w');
  try {
    const logger = createLogger({ level: 'info', fileDescriptor });
    logger.debug('not this');
    logger.info({ headers: { authorization: 'Bearer secret', cookie: 'secret' } }, 'two\nlines');
    logger.error({ err: new Error('broken') }, 'the last one');
    const text = readFileSync(path, 'utf8');
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
    expect(lines).toMatchObject([
      { level: 'info', msg: 'two\nlines', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
      { level: 'error', msg: 'the last one', err: { message: 'broken' } },
    ]);
    expect(text).not.toContain('secret');
  } finally {
    closeSync(fileDescriptor);
    rmSync(directory, { recursive: true });
  }
});
