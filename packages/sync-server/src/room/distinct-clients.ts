/** Notices a client that comes twice; cheap as long as clients come in descending order, as Yjs writes them. */

export class DistinctClients {
  readonly #clients: number[] = [];
  #seen: Set<number> | null = null;
  #last = Number.POSITIVE_INFINITY;

  /** False once a client came after a lower one. */
  get areDescending(): boolean {
    return this.#seen === null;
  }

  /** False if the client was met before. */
  meet(client: number): boolean {
    if (this.#seen === null && client < this.#last) {
      this.#last = client;
      this.#clients.push(client);
      return true;
    }
    this.#seen ??= new Set(this.#clients);
    if (this.#seen.has(client)) return false;
    this.#seen.add(client);
    return true;
  }
}
