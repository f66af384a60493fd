import { randomBytes, randomInt } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, founder, needsOn } from '../support/people.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { soon } from '../support/soon.ts';
import { Wire } from '../support/wire.ts';

const ROUNDS = 20;
let relay: RelayProcess;

beforeEach(async () => {
  relay = await RelayProcess.start();
});

afterEach(() => relay.close());

test(`the relay is killed ${ROUNDS} times while frames come in: every acknowledged one is there`, async () => {
  const log = randomBytes(32);
  const token = randomBytes(32);
  const acknowledged = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const wire = await Wire.connect(relay.url);
    const pour = async () => {
      for (;;) {
        const id = randomBytes(16);
        const answer = await wire.append(log, token, randomBytes(randomInt(20, 3000)), id);
        if (answer.kind === 'kept') acknowledged.set(id.toString('hex'), answer.seq);
      }
    };
    for (let writer = 0; writer < 8; writer++) void pour();
    await new Promise((resolve) => setTimeout(resolve, randomInt(20, 150)));
    await relay.kill();
    wire.close();
    await relay.start();
  }
  const kept = await readAll(relay.url, log);
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);
  for (const [id, seq] of acknowledged) expect(kept.get(id), id).toBe(seq);
  expect([...kept.values()]).toEqual(Array.from({ length: kept.size }, (_, i) => i + 1));
  console.log(`${acknowledged.size} acknowledged over ${ROUNDS} kills, ${kept.size} kept, 0 lost`);
});

async function readAll(url: string, log: Uint8Array): Promise<Map<string, number>> {
  const wire = await Wire.connect(url);
  const end = wire.next((message) => message.kind === 'frames' && !message.more);
  wire.send({ kind: 'open', log, after: 0 });
  await end;
  const frames = wire.heard.flatMap((message) => (message.kind === 'frames' ? message.frames : []));
  wire.close();
  return new Map(frames.map(({ id, seq }) => [Buffer.from(id).toString('hex'), seq]));
}

test('the battery is pulled right after "Saved": it is there, five times of five', async () => {
  const ana = await founder(relay.url, 'Ana');
  for (let round = 1; round <= 5; round++) {
    await ask(ana.page, 'Food', `Milk, round ${round}`);
    await ana.kill();
    await ana.open();
    await ana.page.getByText('Hello Ana').waitFor();
    await soon(async () => {
      const needs = await needsOn(ana.page);
      expect(needs).toHaveLength(round);
      expect(needs).toContain(`Food — Milk, round ${round}`);
    });
  }
  await ana.close();
});
