/** What the server says of its own process in /metrics. */

export interface ProcessFigures {
  readonly residentBytes: number;
  /** Of objects, and of the buffers that they hold. */
  readonly heapBytes: number;
  readonly rooms: number;
  readonly sessions: number;
  /** Sockets, timers and whatever else keeps a process alive, by kind. */
  readonly resources: ReadonlyMap<string, number>;
}

export async function readFigures(url: string): Promise<ProcessFigures> {
  // A connection of its own each time, so that none is left that would be counted.
  const response = await fetch(`${url}/metrics`, { headers: { connection: 'close' } });
  if (!response.ok) throw new Error(`/metrics is answered ${response.status}.`);
  const lines = (await response.text()).split('\n');
  const figure = (name: string): number => Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? Number.NaN);
  return {
    residentBytes: figure('process_resident_memory_bytes'),
    heapBytes: figure('nodejs_heap_size_used_bytes') + figure('nodejs_external_memory_bytes'),
    rooms: figure('scriptorium_rooms_open'),
    sessions: figure('scriptorium_sessions_open'),
    resources: resourcesIn(lines),
  };
}

function resourcesIn(lines: readonly string[]): ReadonlyMap<string, number> {
  const found = lines.map((line) => /^nodejs_active_resources\{type="(\w+)"\} (\d+)$/.exec(line)).filter((match) => match !== null);
  return new Map(found.map(([, type = '', count]) => [type, Number(count)]));
}
