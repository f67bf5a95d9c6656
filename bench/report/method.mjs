// How it was measured, in words, with the machine and the versions.
// @ts-check

/** @param {import('./results.mjs').Results} results @param {readonly import('../scenarios/index.mjs').Scenario[]} scenarios @returns {string[]} */
export function method(results, scenarios) {
  const points = scenarios.flatMap((scenario) => scenario.points.flatMap(({ id }) => results.of(scenario.id, id) ?? []));
  const latest = points.toSorted((a, b) => (a.measuredAt < b.measuredAt ? 1 : -1))[0];
  if (latest === undefined) return ['Nothing was measured yet: `npm run bench`.'];
  const { cpu, cores, memoryGiB, kernel, node, versions } = /** @type {any} */ (latest.environment);
  const traced = points.some(({ trace }) => trace !== null);
  return [
    'Scriptorium beside other Yjs servers, on one machine, those of a scenario in turn. `npm run bench` repeats it; `npm run bench -- --help` says what else it takes.',
    'This page is made from `benchmarks.json`, which holds every run. Times differ between machines, ratios much less.',
    '',
    '## Method',
    '',
    `- *Machine*: ${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}. Last measured ${latest.measuredAt.slice(0, 10)}.`,
    `- *Commit*: ${commits(results, scenarios)}.`,
    `- *Scriptorium*: the built executable on Node ${node}, every setting at its default, every update on disk (fsync) before anybody sees it.`,
    `- *y-websocket ${versions['y-websocket']}*: its own server (\`bin/server.cjs\`), in memory, and with its LevelDB (y-leveldb ${versions['y-leveldb']}, which does not sync). Node ${node}.`,
    `- *Hocuspocus ${versions['@hocuspocus/server']}*: in memory, and with SQLite through its database extension over \`node:sqlite\`, which stores a document some seconds after a change. Node ${versions['node']}.`,
    `- *Floor*: a bare ws ${versions['ws']} relay that passes frames on and knows no document; and one that first commits the same bytes to LevelDB (leveldown ${versions['leveldown']}, synced, one batch under way and the next gathering).`,
    '- *Client*: one process that is new for each run and speaks either wire over raw `ws`. The same keystrokes, as Yjs updates made beforehand from a seed, go to every server at the same times; with each goes the cursor. A keystroke inserts one letter; some replace the one before, and now and then the caret moves.',
    '- A keystroke counts as *delivered* to a tab when its clock arrived there, however it was merged with others; its author does not count. A clock that is skipped, a tab that is closed, a last cursor that does not arrive, or anything that is missing three seconds after the last keystroke: the server does not keep up.',
    '- *Delay* is from the send to the arrival in the client process. *CPU* is what the operating system counts for the server process, all threads, user and system, over the measured window.',
    '- In joins the first tab of each document is compared by its text, the others by length and hash with the first, and where those differ by the text too.',
    '- Before the window opens people type as they do in it: 8 s in the scenarios with one document and many tabs, 4 s in those with pairs, 10 s where it is acks that are measured, 3 s elsewhere, so that V8 has compiled what a server that runs for days has compiled.',
    '- *Memory* is what the system counts as resident. What is there *before* is of a server that has started over these documents: with Scriptorium that is also the tables that LevelDB maps into memory (the system takes them back when it needs the room), and the texts of all documents, open or not, for the search of the list.',
    '- Compactions are brought about by a command and a tab in processes of their own, which get what the server and the measuring client leave of the processor: on few cores it would be them that is measured.',
    '- Runs are interleaved: each round measures every contestant, beginning with another one; every run has a fresh server. Figures are medians over the rounds.',
    traced ? '- Base documents and typing come from a recorded session in part of the runs (`--trace`).' : '- Base documents are written keystroke by keystroke from a seed; `--trace FILE` takes a session of the public editing-traces collection instead.',
  ];
}

/** What was measured of which state of the code. @param {import('./results.mjs').Results} results @param {readonly import('../scenarios/index.mjs').Scenario[]} scenarios */
function commits(results, scenarios) {
  /** @type {Map<string, Set<string>>} */
  const byCommit = new Map();
  for (const scenario of scenarios) {
    for (const { id } of scenario.points) {
      const { commit } = /** @type {any} */ (results.of(scenario.id, id)?.environment ?? {});
      if (commit !== undefined) byCommit.set(commit, (byCommit.get(commit) ?? new Set()).add(scenario.id));
    }
  }
  return [...byCommit].map(([commit, ids]) => `${commit} (${[...ids].join(', ')})`).join('; ');
}
