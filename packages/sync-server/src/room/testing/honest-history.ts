/** A random history of honest people over a relay: they edit, go offline, come back, and must all end with the same document. */
import * as Y from 'yjs';
import { foldUpdates } from '../fold.ts';
import { contentOf, docOf, hasPending } from './document-content.ts';
import { Editing } from './random-editing.ts';
import { Random } from './random.ts';
import { SimulatedRelay } from './simulated-relay.ts';

export interface HistoryOptions {
  readonly seed: number;
  readonly people?: number;
  readonly steps?: number;
}

/** Throws with what went wrong. Gives figures for those who are curious. */
export function runHonestHistory({ seed, people = 3, steps = 200 }: HistoryOptions): { updates: number; rejected: readonly string[] } {
  const history = new History(seed, people);
  for (let step = 0; step < steps; step++) history.step();
  history.settle();
  return history.figures;
}

interface Person {
  readonly doc: Y.Doc;
  readonly editing: Editing;
  isOnline: boolean;
  /** Sent by the relay, not yet received. */
  readonly inbox: Uint8Array[];
  /** Written and not yet received by the relay: TCP keeps the order, so only whole connections are lost. */
  readonly outbox: Uint8Array[];
}

const MAX_QUIET_ROUNDS = 6;

class History {
  readonly #random: Random;
  readonly #people: Person[] = [];
  readonly #relay: SimulatedRelay;
  readonly #sent: Uint8Array[] = [];

  constructor(seed: number, people: number) {
    this.#random = new Random(seed);
    this.#relay = new SimulatedRelay((update) => {
      for (const person of this.#people) if (person.isOnline) person.inbox.push(update);
    });
    for (let index = 0; index < people; index++) this.#arrive();
  }

  get figures(): { updates: number; rejected: readonly string[] } {
    return { updates: this.#sent.length, rejected: this.#relay.rejected };
  }

  step(): void {
    const random = this.#random;
    const person = random.pick(this.#people);
    const kind = random.next();
    if (kind < 0.45) person.editing.edit();
    else if (kind < 0.65) this.#send(person, random.between(1, 6));
    else if (kind < 0.75) this.#receive(person, random.between(1, 10));
    else if (kind < 0.88) this.#relay.commit(random.between(1, 8));
    else if (kind < (person.isOnline ? 0.89 : 0.93)) this.#toggle(person);
    else if (kind < 0.95) this.#repeat();
    else if (kind < 0.96) this.#reorder(person);
    else if (kind < 0.975) this.#compact();
    else if (kind < 0.98) this.#restart();
    else this.#checkJoiner();
  }

  /** Everybody online, everything delivered, until nobody has anything to say. */
  settle(): void {
    for (const person of this.#people) {
      if (person.isOnline) this.#toggle(person);
      this.#toggle(person);
    }
    this.#arrive(true);
    for (let round = 0; this.#exchange(); round++) {
      if (round > MAX_QUIET_ROUNDS) throw new Error('The replicas do not come to rest.');
    }
    this.#checkJoiner();
    if (this.#random.chance(0.5)) this.#relay.compact();
    this.#checkJoiner();
    const [first, ...others] = this.#people.map(({ doc }) => doc);
    if (first === undefined) throw new Error('There is nobody.');
    others.forEach((other, index) => assertSame(first, other, `The replicas 0 and ${index + 1} differ.`));
    assertSame(first, docOf([foldUpdates(this.#relay.state.whole())]), 'The relay differs from the replicas.');
    this.#checkReturns();
  }

  #arrive(isOnline: boolean = this.#random.chance(0.7)): void {
    const doc = new Y.Doc({ gc: this.#random.chance(0.8) });
    doc.clientID = this.#random.chance(0.5) ? this.#random.below(200) + 1 : this.#random.below(2 ** 32);
    if (this.#people.some((other) => other.doc.clientID === doc.clientID)) doc.clientID = 1_000 + this.#people.length;
    const person: Person = { doc, editing: new Editing(doc, this.#random), isOnline: false, inbox: [], outbox: [] };
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'relay' && person.isOnline) person.outbox.push(update);
    });
    this.#people.push(person);
    if (isOnline) this.#toggle(person);
  }

  #send(person: Person, count: number): void {
    for (const update of person.outbox.splice(0, count)) {
      const verdict = this.#relay.receive(update, 'live');
      this.#sent.push(update);
      if (verdict.kind !== 'new' && verdict.kind !== 'known') throw new Error(`An honest update was not admitted: ${JSON.stringify(verdict)}`);
      if (verdict.kind === 'new') Y.decodeUpdate(verdict.admitted.update);
    }
  }

  #receive(person: Person, count: number): void {
    for (const update of person.inbox.splice(0, count)) apply(person.doc, update);
  }

  /** Offline: both directions of the connection are lost. Online: the two halves of a sync. */
  #toggle(person: Person): void {
    person.inbox.length = 0;
    person.outbox.length = 0;
    person.isOnline = !person.isOnline;
    if (!person.isOnline) return;
    // The client's step 2 is made from the server's step 1, which may be older than what the server has by now.
    const step2 = Y.encodeStateAsUpdate(person.doc, this.#relay.state.stateVector());
    const verdict = this.#relay.receive(step2, 'step-2');
    if (verdict.kind !== 'new' && verdict.kind !== 'known') throw new Error(`An honest step 2 was not admitted: ${JSON.stringify(verdict)}`);
    for (const update of this.#relay.answer(Y.encodeStateVector(person.doc))) apply(person.doc, update);
  }

  #repeat(): void {
    if (this.#sent.length === 0) return;
    const verdict = this.#relay.receive(this.#random.pick(this.#sent), 'live');
    // After a restart it may build on what was lost in flight.
    if (verdict.kind === 'refused') throw new Error(`A repeated update was refused: ${verdict.reason}`);
  }

  /** A client library that sends out of order: gaps are discarded, and a step 2 mends them. */
  #reorder(person: Person): void {
    for (const update of this.#random.shuffled(person.outbox.splice(0))) {
      const verdict = this.#relay.receive(update, 'live');
      if (verdict.kind === 'refused') throw new Error(`A shuffled update was refused: ${verdict.reason}`);
    }
    if (person.isOnline) this.#toggle(person);
    if (this.#random.chance(0.7)) this.#toggle(person);
  }

  #compact(): void {
    this.#relay.compact(() => {
      const person = this.#random.pick(this.#people);
      person.editing.edit();
      this.#send(person, 2);
      this.#relay.commit(1);
    });
  }

  #restart(): void {
    this.#relay.reopen();
    if (this.#relay.state.faults.length > 0) throw new Error(`Stored bytes do not fit: ${this.#relay.state.faults.join(' ')}`);
    for (const person of this.#people) {
      if (person.isOnline) this.#toggle(person);
      if (this.#random.chance(0.7)) this.#toggle(person);
    }
  }

  #exchange(): boolean {
    let isBusy = false;
    for (const person of this.#people) {
      if (person.outbox.length > 0) isBusy = true;
      this.#send(person, person.outbox.length);
    }
    this.#relay.commit();
    for (const person of this.#people) {
      if (person.inbox.length > 0) isBusy = true;
      this.#receive(person, person.inbox.length);
    }
    return isBusy;
  }

  /** A fresh joiner and one with part of the document: nothing pending, and both read the same. */
  #checkJoiner(): void {
    const whole = new Joiner(this.#relay.answer(Y.encodeStateVector(new Y.Doc())));
    const partial = new Joiner(this.#relay.state.whole().slice(0, this.#random.below(4)));
    partial.receive(this.#relay.answer(Y.encodeStateVector(partial.doc)));
    for (let round = 0; whole.own.length + partial.own.length > 0; round++) {
      if (round > MAX_QUIET_ROUNDS) throw new Error('Two joiners do not come to rest.');
      partial.receive(whole.own.splice(0));
      whole.receive(partial.own.splice(0));
    }
    assertSame(whole.doc, partial.doc, 'A joiner with part of the document differs from a fresh one.');
  }

  /** Reconnecting with an unchanged document brings nothing, however often. [A8] */
  #checkReturns(): void {
    for (const person of this.#people) {
      const step2 = Y.encodeStateAsUpdate(person.doc, this.#relay.state.stateVector());
      const verdict = this.#relay.receive(step2, 'step-2');
      // A compaction or a client may know of deletions that nobody sent; they are told once.
      if (verdict.kind === 'new') this.#relay.commit();
      else if (verdict.kind !== 'known') throw new Error(`A return was not admitted: ${JSON.stringify(verdict)}`);
      const again = this.#relay.receive(step2, 'step-2');
      if (again.kind !== 'known') throw new Error(`An unchanged document brought something the second time: ${again.kind}`);
    }
  }
}

/** A client that only reads. What it writes all the same, such as deletions of formatting, is in `own`. [J15] */
class Joiner {
  readonly doc: Y.Doc = new Y.Doc();
  readonly own: Uint8Array[] = [];

  constructor(updates: readonly Uint8Array[]) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'relay') this.own.push(update);
    });
    this.receive(updates);
  }

  receive(updates: readonly Uint8Array[]): void {
    for (const update of updates) apply(this.doc, update);
  }
}

function apply(doc: Y.Doc, update: Uint8Array): void {
  Y.applyUpdate(doc, update, 'relay');
  if (hasPending(doc)) throw new Error('Something waits in a client.');
}

function assertSame(left: Y.Doc, right: Y.Doc, message: string): void {
  const [a, b] = [JSON.stringify(contentOf(left)), JSON.stringify(contentOf(right))];
  if (a !== b) throw new Error(`${message}\n${a}\n${b}`);
}
