/** Group commit over a disk and a clock that the test holds. [S30–S32] */
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { ManualClock, settle } from '../testing/manual-clock.ts';
import { rejection } from '../testing/values.ts';
import { GroupCommit, type MetaSource } from './group-commit.ts';
import { loadAfterCommit, noLoad, pauseMs } from './pace.ts';
import { type Operation, putRecord } from './record.ts';

class HeldDisk {
  readonly writes: { operations: readonly Operation[]; done: () => void; fail: (error: Error) => void }[] = [];
  readonly write = (operations: readonly Operation[]): Promise<void> =>
    new Promise((done, fail) => this.writes.push({ operations, done, fail }));

  get names(): string[][] {
    return this.writes.map(({ operations }) => operations.map(({ key }) => key.toString()));
  }
}

function setUp(): { clock: ManualClock; disk: HeldDisk; commits: GroupCommit; submit: (name: string) => Promise<void> } {
  const clock = new ManualClock();
  const disk = new HeldDisk();
  const commits = new GroupCommit({ write: disk.write, clock });
  return { clock, disk, commits, submit: (name) => commits.submit([putRecord(Buffer.from(name), 1)]) };
}

/** Its meta record's key tells what it said when it was asked. */
function metaSource(): MetaSource & { commits: number; says: string } {
  return {
    commits: 0,
    says: 'meta',
    joinCommit() {
      this.commits++;
    },
    leaveCommit() {
      this.commits--;
    },
    metaOperations() {
      return [putRecord(Buffer.from(this.says), 1)];
    },
  };
}

describe('group commit', () => {
  it('[S30] puts what comes in one turn into one batch', async () => {
    const { clock, disk, submit } = setUp();
    const done = Promise.all([submit('a'), submit('b')]);
    expect(disk.writes).toHaveLength(0);
    await clock.advance(0);
    expect(disk.names).toEqual([['a', 'b']]);
    disk.writes[0]?.done();
    await done;
  });

  it('[S30] has one batch in flight; what arrives meanwhile is the next one', async () => {
    const { clock, disk, submit } = setUp();
    const first = submit('a');
    await clock.advance(0);
    const next = [submit('b'), submit('c')];
    await clock.advance(1000);
    expect(disk.names).toEqual([['a']]);
    disk.writes[0]?.done();
    await first;
    await clock.advance(0);
    expect(disk.names).toEqual([['a'], ['b', 'c']]);
    disk.writes[1]?.done();
    await Promise.all(next);
  });

  it('[S1] resolves nobody before the batch is there, and only those who are in it', async () => {
    const { clock, disk, submit } = setUp();
    const resolved: string[] = [];
    const track = async (name: string): Promise<void> => {
      await submit(name);
      resolved.push(name);
    };
    const first = track('a');
    await clock.advance(0);
    const second = track('b');
    await settle();
    expect(resolved).toEqual([]);
    disk.writes[0]?.done();
    await settle();
    expect(resolved).toEqual(['a']);
    await clock.advance(0);
    disk.writes[1]?.done();
    await Promise.all([first, second]);
  });

  it('[S31] a lone writer never waits', async () => {
    const { clock, disk, submit } = setUp();
    for (let round = 0; round < 5; round++) {
      const done = submit('a');
      expect(clock.waits).toEqual([0]);
      await clock.advance(0);
      disk.writes[round]?.done();
      await done;
    }
  });

  it('[S31] after a full commit the next one waits; flush does not', async () => {
    const { clock, disk, commits, submit } = setUp();
    await clock.advance(100);
    const burst = Array.from({ length: 1000 }, (_, index) => submit(String(index)));
    await clock.advance(0);
    disk.writes[0]?.done();
    await Promise.all(burst);
    const next = submit('next');
    expect(clock.waits[0]).toBe(20);
    const flushed = commits.flush();
    expect(clock.waits[0]).toBe(0);
    await clock.advance(0);
    disk.writes[1]?.done();
    await Promise.all([next, flushed]);
  });

  it('[S33] puts a commit off for as long as the least patient of those who wait for it, and 50 ms at most', async () => {
    const { clock, disk, commits } = setUp();
    const submit = (name: string, patienceMs: number): Promise<void> => commits.submit([putRecord(Buffer.from(name), 1)], undefined, patienceMs);
    const done = [submit('a', 1_000)];
    expect(clock.waits).toEqual([50]);
    done.push(submit('b', 30), submit('c', 40));
    expect(clock.waits).toEqual([30]);
    await clock.advance(29);
    expect(disk.names).toEqual([]);
    done.push(submit('d', 0));
    expect(clock.waits).toEqual([0]);
    await clock.advance(0);
    expect(disk.names).toEqual([['a', 'b', 'c', 'd']]);
    disk.writes[0]?.done();
    await Promise.all(done);
  });

  it('[S33] flush waits for nobody', async () => {
    const { clock, disk, commits } = setUp();
    const patient = commits.submit([putRecord(Buffer.from('a'), 1)], undefined, 40);
    const flushed = commits.flush();
    const late = commits.submit([putRecord(Buffer.from('b'), 1)], undefined, 40);
    expect(clock.waits).toEqual([0]);
    await clock.advance(0);
    expect(disk.names).toEqual([['a', 'b']]);
    disk.writes[0]?.done();
    await Promise.all([patient, late, flushed]);
  });

  it('[S32] writes meta once for each document of a commit', async () => {
    const { clock, disk, commits } = setUp();
    const document = metaSource();
    const done = ['a', 'b'].map((name) => commits.submit([putRecord(Buffer.from(name), 1)], document));
    expect(document.commits).toBe(1);
    await clock.advance(0);
    expect(disk.names).toEqual([['a', 'b', 'meta']]);
    disk.writes[0]?.done();
    await Promise.all(done);
    expect(document.commits).toBe(0);
  });

  it('[S19] cuts a commit that exceeds its limit, with meta as of the cut', async () => {
    const { clock, disk, commits } = setUp();
    const document = metaSource();
    const large = Buffer.alloc(limits.commitBytesMax / 2);
    const done = ['a', 'b', 'c'].map((name) => {
      document.says = `meta after ${name}`;
      return commits.submit([putRecord(Buffer.from(name), 1, large)], document);
    });
    await clock.advance(0);
    expect(disk.names).toEqual([['a', 'b', 'meta after b']]);
    disk.writes[0]?.done();
    await clock.advance(20);
    expect(disk.names[1]).toEqual(['c', 'meta after c']);
    disk.writes[1]?.done();
    await Promise.all(done);
    expect(document.commits).toBe(0);
  });

  it('[S54] hands on that a batch was given up, and goes on', async () => {
    const { clock, disk, submit } = setUp();
    const failed = rejection(submit('a'));
    await clock.advance(0);
    const next = submit('b');
    disk.writes[0]?.fail(new Error('given up'));
    expect(await failed).toEqual(new Error('given up'));
    await clock.advance(0);
    disk.writes[1]?.done();
    await next;
  });
});

describe('the pause', () => {
  it('[S31] grows with the rate, up to 20 ms', () => {
    const at = (operationsPerSecond: number): number => pauseMs({ operationsPerSecond, lastCommitOperations: 9 });
    expect([0, 200, 2000, 4000, 100_000].map(at)).toEqual([0, 1, 10, 20, 20]);
  });

  it('[S31] is nothing after a commit of one operation', () => {
    expect(pauseMs({ operationsPerSecond: 100_000, lastCommitOperations: 1 })).toBe(0);
  });

  it('[S31] settles at the rate of a steady load, whatever the size of its commits', () => {
    for (const elapsedMs of [1, 5, 20]) {
      let load = noLoad;
      for (let commit = 0; commit < 5000; commit++) load = loadAfterCommit(load, { operations: 2 * elapsedMs, elapsedMs });
      expect(load.operationsPerSecond).toBeCloseTo(2000, 3);
    }
  });

  it('[S31] is forgotten when the load is gone', () => {
    const busy = { operationsPerSecond: 4000, lastCommitOperations: 80 };
    const after = loadAfterCommit(busy, { operations: 2, elapsedMs: 1000 });
    expect(pauseMs(after)).toBeLessThan(0.1);
  });
});
