// The floor: passes frames on and knows no document. `--commit DIR` writes each update to LevelDB, synced, before it is passed on;
// `--drop N` loses every Nth update on its way to one receiver, so that a test can see that this is seen.
// @ts-check
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';

const { values, positionals } = parseArgs({
  options: { commit: { type: 'string' }, drop: { type: 'string' } },
  allowPositionals: true,
});
const dropEvery = Number(values.drop ?? 0);
const emptyStep1 = Uint8Array.of(0, 0, 1, 0);
const emptyStep2 = Uint8Array.of(0, 1, 2, 0, 0);
/** @type {Map<string, Set<import('ws').WebSocket>>} */
const rooms = new Map();
const commit = values.commit === undefined ? null : await openLog(values.commit);
let updates = 0;

const server = new WebSocketServer({ port: Number(positionals[0] ?? 0), host: '127.0.0.1' });
server.on('connection', (socket, request) => {
  const room = roomOf(request.url ?? '');
  room.add(socket);
  socket.on('message', (/** @type {Buffer} */ frame) => receive(socket, room, frame));
  socket.on('close', () => room.delete(socket));
  socket.send(emptyStep1);
});

/** @param {string} name */
function roomOf(name) {
  const room = rooms.get(name) ?? new Set();
  rooms.set(name, room);
  return room;
}

/** @param {import('ws').WebSocket} socket @param {Set<import('ws').WebSocket>} room @param {Buffer} frame */
function receive(socket, room, frame) {
  if (frame[0] === 1) return pass(room, {}, frame);
  if (frame[0] !== 0) return;
  if (frame[1] === 0) return socket.send(emptyStep2);
  // The answer to our own empty step 1 says nothing.
  if (frame[1] === 1 && frame.byteLength <= emptyStep2.byteLength) return;
  updates++;
  if (dropEvery > 0 && updates % dropEvery === 0) return pass(new Set([...room].filter((other) => other !== socket).slice(1)), {}, frame);
  if (commit === null) return pass(room, { author: socket }, frame);
  commit(frame, () => pass(room, { author: socket }, frame));
}

/** @param {Set<import('ws').WebSocket>} room @param {{ author?: import('ws').WebSocket }} but @param {Buffer} frame */
function pass(room, { author }, frame) {
  for (const socket of room) if (socket !== author) socket.send(frame);
}

/** One synced batch under way; what comes meanwhile is the next. @param {string} directory */
async function openLog(directory) {
  /** @type {any} */
  const level = createRequire(import.meta.url)('leveldown')(directory);
  await new Promise((resolve, reject) => level.open((/** @type {unknown} */ error) => (error ? reject(asError(error)) : resolve(null))));
  /** @type {{ frame: Buffer, done: () => void }[]} */
  let waiting = [];
  let isUnderWay = false;
  let sequence = 0;
  const write = () => {
    const group = waiting;
    waiting = [];
    isUnderWay = true;
    const operations = group.map(({ frame }) => ({ type: /** @type {const} */ ('put'), key: String(sequence++).padStart(12, '0'), value: frame }));
    level.batch(operations, { sync: true }, (/** @type {unknown} */ error) => {
      if (error) throw asError(error);
      isUnderWay = false;
      for (const { done } of group) done();
      if (waiting.length > 0) write();
    });
  };
  return (/** @type {Buffer} */ frame, /** @type {() => void} */ done) => {
    waiting.push({ frame, done });
    // With whatever else comes in the same turn.
    if (!isUnderWay && waiting.length === 1) setImmediate(() => !isUnderWay && waiting.length > 0 && write());
  };
}

/** @param {unknown} error */
function asError(error) {
  return error instanceof Error ? error : new Error(String(error));
}
