/** The running server's end of the control socket: gives a snapshot, or compacts, without holding up the relay. [S70] */
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { AdminError } from './admin-error.ts';
import { openControlAddress, socketName, type ControlAddress } from './control-address.ts';
import { serveControl, type ControlOperations } from './control-session.ts';

/** Commands at a time. Each holds a snapshot, and with it files that LevelDB would remove. */
export const connectionsMax = 4;

export interface ControlServerOptions {
  readonly directory: string;
  readonly operations: ControlOperations;
  readonly onError: (error: unknown) => void;
}

export interface ControlServer {
  /** Cuts what is under way, and removes the socket. Idempotent. */
  close(): Promise<void>;
}

/** Only for who holds the database's lock. Rejects where a socket can't be had: the server can do without. */
export async function openControlServer({ directory, operations, onError }: ControlServerOptions): Promise<ControlServer> {
  const address = await openControlAddress(directory);
  const running = new Set<{ readonly abort: AbortController; readonly ended: Promise<void> }>();
  const server = createServer((socket) => {
    const abort = new AbortController();
    const session = { abort, ended: serveControl({ socket, operations, signal: abort.signal, isFull: running.size >= connectionsMax, onError }) };
    running.add(session);
    // Never rejects: a session tells its own end.
    void session.ended.finally(() => running.delete(session));
  });
  server.on('error', onError);
  try {
    await bind(server, address);
  } catch (error) {
    await closeServer(server);
    await address.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    const closed = closeServer(server);
    for (const { abort } of running) abort.abort(new AdminError('refused', 'The server stops; try again when it is back.'));
    await Promise.all(Array.from(running, ({ ended }) => ended));
    await rm(join(address.directory, socketName), { force: true });
    await closed;
    await address.close();
  };
  let closing: Promise<void> | null = null;
  return { close: () => (closing ??= close()) };
}

/** Bound where nobody else may look, closed to others, and only then put in its place, over one that a crash left behind. */
async function bind(server: Server, { directory }: ControlAddress): Promise<void> {
  const path = join(directory, socketName);
  if (await isAnswered(path)) throw new AdminError('in-the-way', `Another process listens on ${path}.`);
  const hidden = await mkdtemp(join(directory, 'control-'));
  try {
    const bound = join(hidden, 's');
    await listen(server, bound);
    await chmod(bound, 0o600);
    await rename(bound, path);
  } finally {
    await rm(hidden, { recursive: true, force: true });
  }
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function closeServer(server: Server): Promise<void> {
  if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function isAnswered(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket: Socket = createConnection(path);
    const say = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', say(true));
    socket.once('error', say(false));
  });
}
