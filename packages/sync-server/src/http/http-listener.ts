/** The socket that the server listens on: HTTP for the router, upgrades for whoever takes them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from '../logger.ts';
import { bodyOf, problemType } from '../problem.ts';
import type { HttpApp } from './http-app.ts';

/** A request's head has to be here after this. */
const headersTimeoutMs = 15_000;
/** … and all of it after this: long enough for a file over a slow line. */
const requestTimeoutMs = 600_000;
/** Longer than proxies keep theirs, so that none sends into a connection that we have just closed. */
const keepAliveTimeoutMs = 75_000;
/** What is still under way at the end gets this long. */
const closeGraceMs = 2_000;

export interface HttpListenerOptions {
  readonly app: HttpApp;
  readonly logger: Logger;
}

export interface HttpListener {
  /** For its `upgrade` event. */
  readonly server: Server;
  /** Rejects with what the system says, such as EADDRINUSE. Gives back the address as a URL, with the port that it got. */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  /** Takes nothing new, lets requests finish for a moment, then cuts whatever is left, upgraded sockets too. Idempotent. */
  close(): Promise<void>;
}

export function createHttpListener({ app, logger }: HttpListenerOptions): HttpListener {
  const handle = getRequestListener(app.fetch, {
    // A library in somebody's process leaves their Request and Response alone.
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      logger.debug({ err: error }, 'a request could not be read');
      return new Response(JSON.stringify(bodyOf({ status: 400, detail: 'The request has a target or a Host that is no address.' })), {
        status: 400,
        headers: { 'content-type': problemType, 'x-content-type-options': 'nosniff' },
      });
    },
  });
  const server = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
  });
  // The adapter answers for its own errors: nothing is left to wait for.
  server.on('request', (incoming, outgoing) => void handle(incoming, outgoing));
  const sockets = trackSockets(server);
  let closed: Promise<void> | null = null;
  return {
    server,
    listen: async ({ host, port }) => await listen(server, { host, port, logger }),
    close: async () => await (closed ??= closeServer(server, sockets)),
  };
}

async function listen(server: Server, { host, port, logger }: { host: string; port: number; logger: Logger }): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => logger.error({ err: error }, 'the listener failed'));
  // A server that listens on TCP has an address of this shape.
  return urlOf(host, (server.address() as AddressInfo).port);
}

/** IPv6 in brackets. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Node forgets sockets that were upgraded, and would wait for them for ever. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, closeGraceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
