/** Holds an update's structs against what the document has: what is new, what of that can't be integrated, and what goes. */
import { ProtocolError } from '@scriptorium/protocol';
import type { AdmissionLimits } from './admission-limits.ts';
import { CONTENT } from './content-scanner.ts';
import { sectionFrom, type Section } from './section.ts';
import type { StateVector } from './state-vector.ts';
import { blocksOf, type Block, type Need } from './struct-order.ts';
import { INFO, type UpdateScanner } from './update-scanner.ts';

/** A range of one client's clocks; `length` in clocks. */
export interface ClockRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** What the structs of an update bring. */
export interface Survey {
  /** New structs that can be integrated, cut at the known clock. */
  readonly sections: readonly Section[];
  /** Client → next clock, once they are. */
  readonly clocks: StateVector;
  /** GC structs and deleted items among them. */
  readonly deleted: readonly ClockRange[];
  /** Map entries longer than one among them. */
  readonly wideEntries: readonly ClockRange[];
  /** The update's bytes are not as they should be stored: known parts, holes, or sections out of order. */
  readonly isChanged: boolean;
  /** What is missing, for the log; null if nothing. */
  readonly gap: string | null;
  /** Structs wait for each other in a circle, and nothing is missing. */
  readonly hasCircle: boolean;
}

/** The new structs of one client, from whole structs on; `from` is the first clock that is new. */
interface Run {
  readonly client: number;
  readonly first: number;
  readonly from: number;
  end: number;
  count: number;
  readonly start: number;
  stop: number;
}

/** A name that the document does not know, and where its struct lies in the run. */
interface PlacedNeed extends Need {
  readonly before: number;
  readonly at: number;
}

/** Throws `ProtocolError` where a limit is passed. The scanner stands before the delete set afterwards. */
export function survey(update: Uint8Array, scanner: UpdateScanner, known: StateVector, limits: AdmissionLimits): Survey {
  const walk = new SurveyWalk(scanner, known, limits);
  while (scanner.nextSection()) walk.section();
  return walk.survey(update);
}

class SurveyWalk {
  readonly #scanner: UpdateScanner;
  readonly #known: StateVector;
  readonly #limits: AdmissionLimits;
  readonly #runs: Run[] = [];
  readonly #needs: PlacedNeed[] = [];
  readonly #deleted: ClockRange[] = [];
  readonly #wideEntries: ClockRange[] = [];
  #structs = 0;
  #newClients = 0;
  #isChanged = false;
  #gap: string | null = null;

  constructor(scanner: UpdateScanner, known: StateVector, limits: AdmissionLimits) {
    this.#scanner = scanner;
    this.#known = known;
    this.#limits = limits;
  }

  section(): void {
    const scanner = this.#scanner;
    const next = this.#known.get(scanner.client) ?? 0;
    let run: Run | null = null;
    let isWhole = true;
    this.#countStructs(scanner.structsLeft);
    while (scanner.nextStruct()) {
      const end = scanner.clock + scanner.length;
      if (scanner.info === CONTENT.skip || end <= next || !isWhole) {
        this.#isChanged = true;
      } else if (scanner.clock > (run?.end ?? next)) {
        this.#miss(`The client ${scanner.client} goes on at ${scanner.clock}; it has come to ${run?.end ?? next}.`);
        isWhole = false;
      } else {
        run ??= this.#begin(next);
        this.#take(run, end);
      }
    }
    if (run === null) this.#isChanged = true;
  }

  survey(update: Uint8Array): Survey {
    const blocks = blocksOf(this.#runs, this.#needs);
    const circles = [...blocks.values()].filter(({ cause }) => cause === 'circle');
    for (const { need, cause } of blocks.values()) {
      if (cause === 'missing') this.#miss(`${this.#runs[need.run]?.client}:${need.clock} names ${need.client}:${need.named}.`);
    }
    const sections: Section[] = [];
    const clocks: StateVector = new Map();
    this.#runs.forEach((run, index) => {
      trim(run, blocks.get(index));
      if (run.end > run.from) clocks.set(run.client, run.end);
      sections.push(...newSections(update, run));
    });
    const isReached = ({ client, clock }: ClockRange): boolean => clock < (clocks.get(client) ?? 0);
    return {
      sections,
      clocks,
      deleted: this.#deleted.filter(isReached),
      wideEntries: this.#wideEntries.filter(isReached),
      isChanged: this.#isChanged || blocks.size > 0 || !this.#scanner.isDescending,
      gap: this.#gap,
      hasCircle: circles.length > 0 && this.#gap === null,
    };
  }

  #begin(next: number): Run {
    const { client, clock, start } = this.#scanner;
    if (next === 0) this.#countNewClient();
    if (clock < next) this.#isChanged = true;
    const run: Run = { client, first: clock, from: next, end: clock, count: 0, start, stop: start };
    this.#runs.push(run);
    return run;
  }

  #take(run: Run, end: number): void {
    const { client, info, stop } = this.#scanner;
    const clock = Math.max(this.#scanner.clock, run.from);
    this.#need(run, this.#scanner.originClient, this.#scanner.originClock);
    this.#need(run, this.#scanner.rightClient, this.#scanner.rightClock);
    this.#need(run, this.#scanner.parentClient, this.#scanner.parentClock);
    const content = info & INFO.content;
    if (content === CONTENT.gc || content === CONTENT.deleted) {
      this.#deleted.push({ client, clock, length: end - clock });
    } else if ((info & INFO.mapEntry) !== 0 && this.#scanner.length > 1) {
      this.#wideEntries.push({ client, clock: this.#scanner.clock, length: this.#scanner.length });
    }
    run.end = end;
    run.count++;
    run.stop = stop;
  }

  #need(run: Run, client: number, named: number): void {
    if (client < 0 || client === run.client || named < (this.#known.get(client) ?? 0)) return;
    const clock = Math.max(this.#scanner.clock, run.from);
    const at = this.#scanner.start;
    this.#needs.push({ run: this.#runs.length - 1, clock, client, named, before: run.count, at });
  }

  #miss(what: string): void {
    this.#gap ??= what;
  }

  #countStructs(structs: number): void {
    this.#structs += structs;
    if (this.#structs > this.#limits.structsMax) throw tooMany(`${this.#structs} structs`, this.#limits.structsMax);
  }

  #countNewClient(): void {
    this.#newClients++;
    if (this.#newClients > this.#limits.newClientsMax) {
      throw tooMany(`structs of ${this.#newClients} new clients`, this.#limits.newClientsMax);
    }
    const clients = this.#known.size + this.#newClients;
    if (clients > this.#limits.documentClientsMax) {
      throw new ProtocolError('document-full', `The document would have ${clients} clients; the most is ${this.#limits.documentClientsMax}.`);
    }
  }
}

function trim(run: Run, block: Block<PlacedNeed> | undefined): void {
  if (block === undefined) return;
  run.end = block.need.clock;
  run.count = block.need.before;
  run.stop = block.need.at;
}

function newSections(bytes: Uint8Array, run: Run): readonly Section[] {
  const { client, first: clock, end, count, start, stop } = run;
  return sectionFrom({ client, clock, end, count, bytes, start, stop }, run.from);
}

function tooMany(what: string, most: number): ProtocolError {
  return new ProtocolError('too-large', `The update has ${what}; the most is ${most}.`);
}
