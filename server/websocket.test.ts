import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { AddressCount, DEFAULT_LIMITS } from './limits.ts';
import { type LmdbStore, openLmdbStore } from './lmdb-store.ts';
import { newAppend } from './pretend-phone.ts';
import {
  CLOSE,
  type FromRelay,
  MAX_MESSAGE_BYTES,
  readFromRelay,
  type ToRelay,
  WIRE_VERSION,
  writeToRelay,
} from './protocol.ts';
import { Relay } from './relay.ts';
import { acceptSockets, type Sockets } from './websocket.ts';

const log = randomBytes(32);
const allowed = 'https://other.example';
let folder: string;
let store: LmdbStore;
let relay: Relay;
let server: Server;
let sockets: Sockets;
let host: string;

/** A phone on a real socket. */
class Phone {
  readonly heard: FromRelay[] = [];
  readonly closed: Promise<number>;
  readonly socket: WebSocket;

  constructor(options: ClientOptions = {}) {
    this.socket = new WebSocket(`ws://${host}/relay`, { perMessageDeflate: false, ...options });
    this.socket.on('message', (data: Buffer) => this.heard.push(readFromRelay(data)));
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
  }

  say(...messages: ToRelay[]): void {
    for (const message of messages) this.socket.send(writeToRelay(message));
  }

  kept(): number[] {
    return this.heard.flatMap((message) => (message.kind === 'kept' ? [message.seq] : []));
  }

  seqs(): number[] {
    return this.heard.flatMap((message) =>
      message.kind === 'frames' ? message.frames.map(({ seq }) => seq) : [],
    );
  }
}

async function greeted(): Promise<Phone> {
  const phone = new Phone();
  await once(phone.socket, 'open');
  phone.say({ kind: 'hello', version: WIRE_VERSION });
  await expect.poll(() => phone.heard.length).toBe(1);
  return phone;
}

async function statusOf(path: string, origin?: string): Promise<number> {
  const socket = new WebSocket(`ws://${host}${path}`, origin === undefined ? {} : { origin });
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.on('unexpected-response', (request, { statusCode }) => {
      request.destroy();
      resolve(statusCode ?? 0);
    });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'many-hands-relay-'));
  store = await openLmdbStore(folder, DEFAULT_LIMITS.log, 0);
  relay = new Relay(store, DEFAULT_LIMITS, (error) => {
    throw error;
  });
  server = createServer();
  sockets = acceptSockets(server, relay, 50, [allowed]);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.close();
  await relay.stop();
  await sockets.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

test('W11 frames of two phones reach a third in one order, and one that comes later', async () => {
  const [amal, bea, carl] = [await greeted(), await greeted(), await greeted()];
  carl.say({ kind: 'open', log, after: 0 });
  for (let i = 0; i < 150; i++) (i % 2 ? amal : bea).say(newAppend(log, randomBytes(3_000)));
  const all = Array.from({ length: 150 }, (_, i) => i + 1);
  await expect.poll(() => [...amal.kept(), ...bea.kept()].length).toBe(150);
  await expect.poll(() => carl.seqs()).toEqual(all);
  const late = await greeted();
  late.say({ kind: 'open', log, after: 0 });
  await expect.poll(() => late.seqs()).toEqual(all);
});

test('W6 what was kept is there when the store is opened again', async () => {
  const amal = await greeted();
  const append = newAppend(log);
  amal.say(append);
  await expect.poll(() => amal.kept()).toEqual([1]);
  await sockets.close();
  await store.close();
  store = await openLmdbStore(folder, DEFAULT_LIMITS.log, 0);
  expect(Buffer.from((await store.read(log, 0, 1)).frames[0]?.body ?? [])).toEqual(append.body);
});

test('W15 64 logs of 600 KiB opened at once all arrive, none too slow', async () => {
  const logs = Array.from({ length: 64 }, () => randomBytes(32));
  const hash = randomBytes(32);
  const stamp = { time: 1, trusted: false };
  for (const each of logs) {
    const frame = () => ({
      id: randomBytes(16),
      body: randomBytes(100 * 1024),
      commitment: new Uint8Array(),
      stamp,
    });
    await Promise.all(Array.from({ length: 6 }, () => store.append(each, hash, frame())));
  }
  const phone = await greeted();
  phone.say(...logs.map((each): ToRelay => ({ kind: 'open', log: each, after: 0 })));
  await expect.poll(() => phone.seqs().length, { timeout: 8_000 }).toBe(64 * 6);
  expect(phone.socket.readyState).toBe(WebSocket.OPEN);
}, 10_000);

test('W17 W18 malformed, text, oversized and shredded messages close one phone and hurt no other', async () => {
  const amal = await greeted();
  const codes: number[] = [];
  const bad: ((phone: Phone) => void)[] = [
    (phone) => phone.socket.send(Buffer.of(99, 1, 2)),
    (phone) => phone.socket.send('hello'),
    (phone) => phone.socket.send(Buffer.alloc(MAX_MESSAGE_BYTES + 1)),
    (phone) => {
      for (let i = 0; i < 200; i++) phone.socket.send(Buffer.of(3), { fin: false });
    },
  ];
  for (const misbehave of bad) {
    const phone = await greeted();
    misbehave(phone);
    phone.say(newAppend(log));
    codes.push(await phone.closed);
  }
  expect(codes).toEqual([CLOSE.malformed, 1003, 1009, 1008]);
  amal.say(newAppend(log));
  await expect.poll(() => amal.kept()).toEqual([1]);
});

test('W18 a message of the largest size arrives', async () => {
  const amal = await greeted();
  const append = newAppend(log, randomBytes(MAX_MESSAGE_BYTES - 1_024));
  amal.say(append);
  await expect.poll(() => amal.kept()).toEqual([1]);
});

test('W19 pages of other hosts and other paths are refused', async () => {
  expect(await statusOf('/relay')).toBe(101);
  expect(await statusOf('/relay', `http://${host}`)).toBe(101);
  expect(await statusOf('/relay', allowed)).toBe(101);
  expect(await statusOf('/relay', 'https://evil.example')).toBe(403);
  expect(await statusOf('/relay', 'null')).toBe(403);
  expect(await statusOf('/elsewhere')).toBe(404);
});

test('W19 addresses that no parser likes end no relay', async () => {
  const [name, port] = host.split(':');
  for (const path of ['//', 'http://[', '*', '/%']) {
    const socket = connect(Number(port), name);
    socket.on('error', () => undefined);
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.destroy();
  }
  expect(await statusOf('/relay')).toBe(101);
});

test('W20 an address may have so many sockets, loopback any', () => {
  const addresses = new AddressCount(2);
  const tries = ['10.0.0.9', '10.0.0.9', '10.0.0.9', '10.0.0.8', '::1', '::1', '::1'];
  expect(tries.map((each) => addresses.enter(each))).toEqual([1, 1, 0, 1, 1, 1, 1].map(Boolean));
  addresses.leave('10.0.0.9');
  expect(addresses.enter('10.0.0.9')).toBe(true);
});

test('W21 stopping answers what was heard, then closes with 1012', async () => {
  const amal = await greeted();
  amal.say(...Array.from({ length: 20 }, () => newAppend(log)));
  await expect.poll(() => amal.kept().length).toBeGreaterThan(0);
  await relay.stop();
  await sockets.close();
  expect(await amal.closed).toBe(1012);
  expect((await store.read(log, 0, 1)).head).toBe(amal.kept().length);
});

test('W1 a socket that says nothing is closed with 4500 after 10 seconds', async () => {
  const opened = Date.now();
  const quiet = new Phone();
  expect(await quiet.closed).toBe(CLOSE.later);
  expect(Date.now() - opened).toBeGreaterThan(9_900);
}, 12_000);
