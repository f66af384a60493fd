import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { documentFor } from '../../src/community/document.ts';
import { keysFrom } from '../../src/crypto/community-keys.ts';
import { readInvitation } from '../../src/crypto/invitation.ts';
import { seal } from '../../src/crypto/seal.ts';
import { writePayloads } from '../../src/sync/payload.ts';
import { cast, type Pen } from '../support/cast.ts';
import { ask, founder, invitation, needsOn, newcomer } from '../support/people.ts';
import type { Phone } from '../support/phone.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { soon } from '../support/soon.ts';
import { Wire } from '../support/wire.ts';

let relay: RelayProcess;
let ana: Phone;

beforeEach(async () => {
  relay = await RelayProcess.start();
  ana = await founder(relay.url, 'Ana');
});

afterEach(async () => {
  await ana.close();
  await relay.close();
});

/** Somebody with a leaked code fills the community's logs with all they can think of. */
test('frames that are damaged, forged or nonsense are passed over, and nothing is lost', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  await soon(() => ana.page.getByText('All sent').waitFor({ timeout: 500 }));
  const leaked = await invitation(ana.page);
  const read = await readInvitation(leaked);
  if (!read.ok) throw new Error(read.refused);
  const keys = await keysFrom({ root: read.value.root, epochs: [read.value.epoch] });
  const wire = await Wire.connect(relay.url);

  for (const name of ['charter', documentFor('', Date.now())]) {
    const log = await keys.logOf(name);
    for (const body of await hostileBodies(log, keys)) {
      expect((await wire.append(log, keys.writeToken, body)).kind).toBe('kept');
    }
  }
  wire.close();

  await ana.page.getByRole('button', { name: 'All sent' }).click();
  await ana.page.getByText('Something arrived that this phone cannot read.').waitFor();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await ask(ana.page, 'A ride', 'To the clinic');
  const bo = await newcomer(await invitation(ana.page), 'Bo');
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(2));
  await ask(bo.page, 'Company', 'Tea on Sunday');
  await soon(async () => expect(await needsOn(ana.page)).toHaveLength(3));
  expect([...ana.errors, ...bo.errors]).toEqual([]);
  await bo.close();
});

async function hostileBodies(
  log: Uint8Array,
  keys: Awaited<ReturnType<typeof keysFrom>>,
): Promise<Uint8Array[]> {
  const sealed = async (inside: Uint8Array) => (await seal(keys.sealWith, log, inside)).body;
  const carrying = async (...updates: Uint8Array[]) => {
    const [payload = new Uint8Array()] = writePayloads(updates, randomBytes(8));
    return sealed(payload);
  };
  const good = await carrying(updateOf([]));
  const flipped = good.slice();
  flipped[40] = (flipped[40] ?? 0) ^ 4;
  const newer = good.slice();
  newer[0] = 9;
  const elsewhere = await seal(keys.sealWith, randomBytes(32), new Uint8Array(8));
  const [, stranger] = cast('Mallory', 'Trudy').pens as [Pen, Pen];
  const forged = stranger.write({ kind: 'needs.posted', on: '', body: { words: 'Buy this' } }, 5);
  return [
    new Uint8Array(),
    randomBytes(300),
    good.slice(0, good.length - 20),
    flipped,
    newer,
    elsewhere.body,
    await sealed(randomBytes(64)),
    await sealed(new Uint8Array()),
    await carrying(randomBytes(64)),
    await carrying(new Uint8Array([1, 1, 1, 1])),
    await carrying(updateOf([null, 7, 'words', [], [randomBytes(10)], [randomBytes(200)]])),
    await carrying(updateOf([[forged.packed]])),
    await carrying(updateOf(Array.from({ length: 500 }, () => [randomBytes(120)]))),
  ];
}

/** A Yjs update that pushes these pieces where entries are carried. */
function updateOf(pieces: readonly unknown[]): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray('entries').push([...pieces]);
  return Y.encodeStateAsUpdate(doc);
}

test('a rogue deletion in the carrier heals from the journals', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  await soon(() => ana.page.getByText('All sent').waitFor({ timeout: 500 }));
  const bo = await newcomer(await invitation(ana.page), 'Bo');
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  await bo.page.evaluate(async () => {
    // Everything Bo's copy of the carrier holds is thrown away, as a bad disk would.
    const all = await indexedDB.databases();
    for (const { name } of all) if (name?.includes('/journal/')) indexedDB.deleteDatabase(name);
  });
  await bo.off();
  await bo.open();
  await bo.page.getByText('Hello Bo').waitFor();
  expect(await needsOn(bo.page)).toHaveLength(1);
  await ask(bo.page, 'A ride', 'To the clinic');
  await soon(async () => expect(await needsOn(ana.page)).toHaveLength(2));
  await bo.close();
});
