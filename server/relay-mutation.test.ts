import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import { MemoryStore } from './memory-store.ts';
import { newAppend, PretendPhone, rest } from './pretend-phone.ts';
import { CLOSE, type ToRelay, writeToRelay } from './protocol.ts';
import { Relay } from './relay.ts';

const MESSAGES = 20_000;
const SEED = Number(process.env.SEED ?? randomBytes(4).readUInt32LE());

/** mulberry32: the same seed, the same messages. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function mutate(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const mutated = [...bytes];
  for (let i = random(4); i >= 0; i--) {
    const at = random(mutated.length + 1);
    const kind = random(4);
    if (kind === 0) mutated[Math.min(at, mutated.length - 1)] = random(256);
    else if (kind === 1) mutated.splice(at, 1 + random(8));
    else if (kind === 2) mutated.splice(at, 0, random(256), random(256));
    else mutated.length = at;
    if (mutated.length === 0) mutated.push(random(256));
  }
  return Uint8Array.from(mutated);
}

test(`W17 ${MESSAGES} mutated messages end no relay and change no log (SEED=${SEED})`, async () => {
  const random = randomFrom(SEED);
  const store = new MemoryStore(DEFAULT_LIMITS.log);
  const relay = new Relay(store, DEFAULT_LIMITS, (error) => {
    throw error;
  });
  const log = randomBytes(32);
  const listener = new PretendPhone(relay).hello().open(log);
  listener.say(newAppend(log), newAppend(log));
  await rest();
  const before = await store.read(log, 0, 1e9);
  // A stranger knows the log and not its token: whatever still reads as an append must be refused.
  const strange = (): ToRelay => ({ ...newAppend(log), token: new Uint8Array(32) });
  const kinds: (() => ToRelay)[] = [
    strange,
    () => ({ ...strange(), commitment: new Uint8Array(32) }) as ToRelay,
    () => ({ kind: 'open', log, after: random(5) }),
    () => ({ kind: 'close', log }),
    () => ({ kind: 'hello', version: 1 }),
    () => ({ kind: 'ping' }),
  ];
  const codes = new Set<number | undefined>();
  let phone = new PretendPhone(relay).hello();
  for (let i = 0; i < MESSAGES; i++) {
    const message = kinds[random(kinds.length)] ?? strange;
    phone.sayBytes(mutate(writeToRelay(message()), random));
    if (phone.closedWith !== undefined) {
      codes.add(phone.closedWith);
      phone = random(9) === 0 ? new PretendPhone(relay) : new PretendPhone(relay).hello();
    }
    if (i % 500 === 0) await rest();
  }
  await rest();
  expect(await store.read(log, 0, 1e9)).toEqual(before);
  const known: (number | undefined)[] = Object.values(CLOSE);
  for (const code of codes) expect(known).toContain(code);
  listener.say({ kind: 'ping' }, newAppend(log));
  await rest();
  expect(listener.all('pong').length).toBe(1);
  expect(listener.all('kept').map(({ seq }) => seq)).toEqual([1, 2, 3]);
}, 20_000);
