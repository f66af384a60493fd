import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { StoreFull } from './log-store.ts';
import { MemoryStore } from './memory-store.ts';
import { newAppend, PretendPhone, rest } from './pretend-phone.ts';
import { CLOSE, MAX_FRAME_BYTES, REFUSAL, receiptBytes, WIRE_VERSION } from './protocol.ts';
import { Relay } from './relay.ts';

const log = randomBytes(32);
let store: MemoryStore;
let troubles: unknown[];
let relay: Relay;
let amal: PretendPhone;
let bea: PretendPhone;

function start(limits: Partial<Limits> = {}): void {
  store = new MemoryStore(limits.log ?? DEFAULT_LIMITS.log);
  troubles = [];
  relay = new Relay(store, { ...DEFAULT_LIMITS, ...limits }, (error) => troubles.push(error));
  amal = new PretendPhone(relay).hello();
  bea = new PretendPhone(relay).hello();
}

async function fill(frames: number, bytes: number): Promise<void> {
  for (let i = 0; i < frames; i++) amal.say(newAppend(log, randomBytes(bytes)));
  await rest();
}

const upTo = (last: number, from = 1): number[] =>
  Array.from({ length: last - from + 1 }, (_, i) => from + i);

beforeEach(() => start());

describe('hello', () => {
  test('W1 anything before hello, and a second hello, closes with 4422', async () => {
    const early = new PretendPhone(relay).say(newAppend(log));
    amal.hello();
    await rest();
    expect([early.closedWith, amal.closedWith]).toEqual([CLOSE.malformed, CLOSE.malformed]);
    expect((await store.read(log, 0, 1)).head).toBe(0);
  });

  test('W2 another version closes with 4406', () => {
    const phone = new PretendPhone(relay).say({ kind: 'hello', version: WIRE_VERSION + 1 });
    expect(phone.closedWith).toBe(CLOSE.unknownVersion);
  });

  test('W3 welcome names the store, its receipt key and the time', () => {
    const [welcome] = amal.all('welcome');
    expect(Buffer.from(welcome?.store ?? [])).toEqual(store.identity.store);
    expect(welcome?.key.length).toBe(32);
    expect(Math.abs((welcome?.time ?? 0) - Date.now())).toBeLessThan(5_000);
  });

  test('W4 a ping is answered with a pong', () => {
    expect(amal.say({ kind: 'ping' }).all('pong').length).toBe(1);
  });
});

describe('append', () => {
  test('W5 a repeated frame id is answered with the same seq and receipt, stored once', async () => {
    const append = { ...newAppend(log), commitment: randomBytes(32) };
    amal.say(append);
    await rest();
    bea.say(newAppend(log), { ...append, body: randomBytes(9) });
    await rest();
    expect(bea.all('kept').map(({ seq }) => seq)).toEqual([2, 1]);
    expect(bea.all('kept')[1]?.receipt).toEqual(amal.all('kept')[0]?.receipt);
    expect((await store.read(log, 0, 1)).head).toBe(2);
  });

  test('W7 another token is refused and changes nothing', async () => {
    amal.say(newAppend(log));
    await rest();
    bea.say({ ...newAppend(log), token: randomBytes(32) });
    await rest();
    expect(bea.all('refused').map(({ why }) => why)).toEqual([REFUSAL.wrongToken]);
    expect((await store.read(log, 0, 1)).head).toBe(1);
  });

  test('W8 a failing or full store refuses, tells the host once, and goes on', async () => {
    store.failures.push(new Error('cable'), new StoreFull('full'));
    for (let i = 0; i < 3; i++) {
      expect(relay.isWell).toBe(i === 0);
      amal.say(newAppend(log));
      await rest();
    }
    expect(amal.all('refused').map(({ why }) => why)).toEqual([REFUSAL.broken, REFUSAL.full]);
    expect(amal.all('kept').map(({ seq }) => seq)).toEqual([1]);
    expect([troubles.length, relay.isWell, amal.closedWith]).toEqual([1, true, undefined]);
  });

  test('W8 too large, too fast and over quota are refused, each with its reason', async () => {
    start({ log: { frames: 2, bytes: 1e9 }, appendBurst: 3, appendsPerSecond: 0 });
    amal.say(newAppend(log, new Uint8Array(MAX_FRAME_BYTES + 1)));
    for (let i = 0; i < 4; i++) bea.say(newAppend(log));
    await rest();
    expect(amal.all('refused').map(({ why }) => why)).toEqual([REFUSAL.tooLarge]);
    expect(bea.all('kept').length).toBe(2);
    expect(bea.all('refused').map(({ why }) => why)).toEqual([REFUSAL.tooFast, REFUSAL.full]);
  });

  test('W8 more bytes under way than a connection may have are refused as too fast', async () => {
    for (let i = 0; i < 6; i++) amal.say(newAppend(log, new Uint8Array(900_000)));
    await rest();
    expect([amal.all('kept').length, amal.all('refused').length]).toEqual([4, 2]);
    amal.say(newAppend(log, new Uint8Array(900_000)));
    await rest();
    expect(amal.all('kept').length).toBe(5);
  });

  test('W9 an append with a commitment gets a receipt the welcomed key has signed', async () => {
    const commitment = randomBytes(32);
    amal.say({ ...newAppend(log), commitment }, newAppend(log));
    await rest();
    const [kept, plain] = amal.all('kept');
    const receipt = kept?.receipt;
    if (receipt === undefined) throw new Error('no receipt');
    const x = Buffer.from(amal.all('welcome')[0]?.key ?? []).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const bytes = receiptBytes(log, 1, commitment, receipt.time, receipt.trusted);
    expect(verify(null, bytes, key, receipt.signature)).toBe(true);
    expect(plain?.receipt).toBeUndefined();
  });
});

describe('listening', () => {
  test('W10 an empty log is answered with one empty page and its head', async () => {
    bea.open(log);
    await rest();
    expect(bea.all('frames')).toMatchObject([{ head: 0, more: false, frames: [] }]);
  });

  test('W10 past frames come in order, in pages of 256 KiB at most', async () => {
    await fill(50, 30_000);
    bea.open(log, 3);
    await rest();
    expect(bea.seqs()).toEqual(upTo(50, 4));
    const pages = bea.all('frames');
    expect(pages.map(({ more }) => more)).toEqual(pages.map((_, i) => i < pages.length - 1));
    for (const { frames } of pages) {
      const bytes = frames.reduce((sum, { body }) => sum + body.length, 0);
      expect(bytes).toBeLessThanOrEqual(256 * 1024);
    }
  });

  test('W11 live frames follow what was past, in order, without gaps, to every listener', async () => {
    const carl = new PretendPhone(relay).hello();
    bea.open(log);
    for (let round = 0; round < 40; round++) {
      if (round === 20) carl.open(log, 5);
      amal.say(newAppend(log, randomBytes(round * 700)), newAppend(log));
      if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await rest();
    expect(bea.seqs()).toEqual(upTo(80));
    expect(carl.seqs()).toEqual(upTo(80, 6));
  });

  test('W12 its own frames are not sent to a connection: kept carries their place', async () => {
    amal.open(log);
    bea.open(log);
    amal.say(newAppend(log));
    bea.say(newAppend(log));
    amal.say(newAppend(log));
    await rest();
    expect(amal.seqs()).toEqual([2]);
    expect(amal.all('kept').map(({ seq }) => seq)).toEqual([1, 3]);
    expect(bea.seqs()).toEqual([1, 3]);
  });

  test('W12 a refused append leaves nothing out', async () => {
    const append = newAppend(log);
    store.failures.push(new Error('cable'));
    amal.open(log).say(append);
    await rest();
    bea.say(append);
    await rest();
    expect(amal.seqs()).toEqual([1]);
  });

  test('W13 opening again reads again from the new place, and close ends it', async () => {
    await fill(3, 10);
    bea.open(log);
    await rest();
    bea.open(log, 1);
    await rest();
    expect(bea.seqs()).toEqual([1, 2, 3, 2, 3]);
    bea.say({ kind: 'close', log });
    await fill(1, 10);
    expect(bea.seqs()).toEqual([1, 2, 3, 2, 3]);
  });

  test('W14 a cursor beyond the head is answered with the head and no frames', async () => {
    await fill(2, 10);
    bea.open(log, 9);
    await rest();
    expect(bea.all('frames')).toMatchObject([{ head: 2, more: false, frames: [] }]);
  });

  test('W15 a slow phone is read on from its cursor when it has drained', async () => {
    await fill(30, 30_000);
    bea.waiting = 300 * 1024;
    bea.open(log);
    await fill(5, 10);
    expect(bea.frames()).toEqual([]);
    bea.drain();
    await rest();
    expect(bea.seqs()).toEqual(upTo(35));
    expect(bea.closedWith).toBeUndefined();
  });

  test('W15 a phone that only asks and never listens is closed with 4508', () => {
    bea.waiting = 5 * 1024 * 1024;
    bea.say({ kind: 'ping' });
    expect(bea.closedWith).toBe(CLOSE.tooSlow);
  });

  test('W16 too many logs, listeners or messages close with 4529', async () => {
    start({ logsPerConnection: 2, listenersPerLog: 1, messageBurst: 5, messagesPerSecond: 0 });
    amal.open(log).open(randomBytes(32)).open(log, 1);
    expect(amal.closedWith).toBeUndefined();
    bea.open(log);
    amal.open(randomBytes(32));
    const carl = new PretendPhone(relay).hello();
    for (let i = 0; i < 5; i++) carl.say({ kind: 'ping' });
    expect([amal, bea, carl].map(({ closedWith }) => closedWith)).toEqual(Array(3).fill(4529));
  });
});

test('W21 stopping answers the appends it has heard and hears no more', async () => {
  amal.say(newAppend(log), newAppend(log));
  const stopped = relay.stop();
  amal.say(newAppend(log));
  await stopped;
  expect(amal.all('kept').map(({ seq }) => seq)).toEqual([1, 2]);
  expect((await store.read(log, 0, 1)).head).toBe(2);
  expect(relay.isWell).toBe(false);
});
