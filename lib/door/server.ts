import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { log } from '@/lib/log';
import { SetupProblem } from '@/lib/setup-problem';

/** Takes a request and says whether it was its own; what it leaves goes to the pages. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** The pages' handler, and in development the one for its socket that announces changes. */
export type Pages = {
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
};

/** The one port. It is taken before anything else starts, and answers 503 until `open` is called. */
export type Port = {
  number: number;
  open: (door: Door, pages: Pages) => void;
  /** Stops accepting, lets running requests end for `patience` milliseconds, then cuts them. */
  close: (patience: number) => Promise<void>;
};

type Handler = { door: Door; pages: Pages };

/**
 * Takes the port on `host`, or on both loopback addresses where none is named. Port 0 takes any free one.
 * @throws SetupProblem when the port or the address cannot be had.
 */
export const takePort = async (number: number, host?: string): Promise<Port> => {
  let handler: Handler | undefined;
  let draining = false;
  const servers: Server[] = [];

  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    if (draining) response.setHeader('Connection', 'close');
    response.once('close', () => {
      if (draining) for (const server of servers) server.closeIdleConnections();
    });
    try {
      if (handler === undefined) answerPlainly(response, 503, 'Lockgate is starting.');
      else if (!(await handler.door(request, response))) await handler.pages.handle(request, response);
    } catch (error) {
      log.error({ err: error, method: request.method }, 'a request failed outside its handler');
      if (response.headersSent) response.destroy();
      else answerPlainly(response, 500, 'Something went wrong on our side.');
    }
  };

  const listen = async (address: string, wanted: number): Promise<number> => {
    const server = createServer(
      { headersTimeout: 10_000, requestTimeout: 3_600_000, keepAliveTimeout: 20_000 },
      listener,
    );
    server.on('upgrade', (request, socket, head) => {
      if (handler?.pages.upgrade) void handler.pages.upgrade(request, socket, head);
      else socket.destroy();
    });
    const taken = await bind(server, address, wanted);
    servers.push(server);
    return taken;
  };

  const close = async (patience: number) => {
    draining = true;
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    const cut = setTimeout(() => {
      for (const server of servers) server.closeAllConnections();
    }, patience);
    await Promise.all(closed);
    clearTimeout(cut);
  };

  let taken: number;
  try {
    taken = await listen(host ?? '127.0.0.1', number);
    if (host === undefined) await listen('::1', taken).catch(ignoreMissingFamily);
  } catch (error) {
    await close(0);
    throw listenProblem(error, number, host);
  }
  return {
    number: taken,
    open: (door, pages) => {
      handler = { door, pages };
    },
    close,
  };
};

const bind = (server: Server, address: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });

const answerPlainly = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' }).end(`${text}\n`);
};

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** A machine without IPv6 serves on 127.0.0.1 alone. */
const ignoreMissingFamily = (error: unknown): void => {
  if (!['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error) ?? '')) throw error;
};

const listenProblem = (error: unknown, port: number, host = 'loopback'): unknown => {
  const other = 'choose another with --port';
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new SetupProblem(`Port ${port} is in use by another program: stop that, or ${other}, e.g. --port 3100.`);
    case 'EACCES':
      return new SetupProblem(`Port ${port} needs rights that this user lacks: ${other} above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SetupProblem(`This machine has no address ${host} to listen on: change HOST.`);
    default:
      return error;
  }
};
