/** Sockets to the relay and back: who may connect, how large, how long silent. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { AddressCount } from './limits.ts';
import { CLOSE, MAX_MESSAGE_BYTES } from './protocol.ts';
import type { Relay } from './relay.ts';

const PATH = '/relay';
const HEARTBEAT_MS = 30_000;
const HELLO_WITHIN_MS = 10_000;
const CLOSE_WITHIN_MS = 2_000;
const BINARY_ONLY = 1003;
const RESTARTING = 1012;

export interface Sockets {
  /** Tells every phone that the relay restarts, and takes no new ones. */
  close(): Promise<void>;
}

/** `origins`: whose pages may connect, besides those this host serves. */
export function acceptSockets(
  server: Server,
  relay: Relay,
  socketsPerAddress: number,
  origins: readonly string[],
): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    // Without these, tiny pieces hold memory far beyond maxPayload (CVE-2026-48779). A browser cuts
    // a large message into fragments by its own pipe, and a slow mobile network hands over a
    // packet of 536 to 1,400 bytes at a time: a message of the largest size must still fit.
    maxFragments: 128,
    maxBufferedChunks: 2_048,
  });
  const addresses = new AddressCount(socketsPerAddress);
  let isClosing = false;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Unhandled, a connection reset right now would end the process.
    socket.on('error', () => socket.destroy());
    const address = request.socket.remoteAddress;
    if (address === undefined) {
      socket.destroy();
      return;
    }
    const status = isClosing
      ? 503
      : (refusal(request, origins) ?? (addresses.enter(address) ? undefined : 429));
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    socket.once('close', () => addresses.leave(address));
    sockets.handleUpgrade(request, socket, head, (accepted) => serve(accepted, relay));
  });

  return {
    async close() {
      isClosing = true;
      for (const socket of sockets.clients) socket.close(RESTARTING, 'restarting');
      const hurry = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, CLOSE_WITHIN_MS);
      await new Promise((resolve) => sockets.close(resolve));
      clearTimeout(hurry);
    },
  };
}

/** Pages of other sites may not connect; programs without an origin may. */
function refusal(request: IncomingMessage, origins: readonly string[]): number | undefined {
  if (request.url?.split('?')[0] !== PATH) return 404;
  const { origin, host } = request.headers;
  if (origin === undefined || origins.includes(origin)) return undefined;
  return URL.canParse(origin) && new URL(origin).host === host ? undefined : 403;
}

function serve(socket: WebSocket, relay: Relay): void {
  const connection = relay.connect({
    send(bytes) {
      if (socket.readyState === socket.OPEN) socket.send(bytes, () => connection.drained());
    },
    close: (code, why) => socket.close(code, why),
    buffered: () => socket.bufferedAmount,
  });
  // A slow signal is no offence: the phone may try again.
  const hello = setTimeout(() => socket.close(CLOSE.later, 'no hello'), HELLO_WITHIN_MS);
  const heartbeat = beat(socket);
  socket.on('message', (data, isBinary) => {
    clearTimeout(hello);
    if (isBinary && data instanceof Buffer) {
      connection.receive(data);
      return;
    }
    connection.gone();
    socket.close(BINARY_ONLY, 'binary messages only');
  });
  // ws closes the socket itself with the right code; unhandled, the event would end the process.
  socket.on('error', () => connection.gone());
  socket.on('close', () => {
    clearTimeout(hello);
    clearInterval(heartbeat);
    connection.gone();
  });
}

function beat(socket: WebSocket): NodeJS.Timeout {
  let missed = 0;
  socket.on('pong', () => {
    missed = 0;
  });
  return setInterval(() => {
    missed += 1;
    if (missed > 2) socket.terminate();
    else socket.ping();
  }, HEARTBEAT_MS);
}
