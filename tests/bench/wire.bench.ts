import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { writeToRelay } from '../../server/protocol.ts';
import { keysFrom, newSecrets } from '../../src/crypto/community-keys.ts';
import { seal } from '../../src/crypto/seal.ts';
import { writePayloads } from '../../src/sync/payload.ts';
import { cast, type Pen } from '../support/cast.ts';
import { ask, founder, go, invitation, needsOn, newcomer } from '../support/people.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { soon } from '../support/soon.ts';
import { percentile, round } from './figures.ts';

const ENTRIES = 1_000;
const SEEN = 30;

test(`bytes on the wire for ${ENTRIES} entries`, async () => {
  const [ana] = cast('Ana').pens as [Pen];
  const written = Array.from({ length: ENTRIES }, (_, i) => {
    const words = `Milk for family ${i}, and bread if there is any left over`;
    const body = {
      side: 'need',
      what: 'food',
      words,
      lang: 'en',
      amount: 2,
      urgency: 'week',
      day: null,
      zone: 'Hill',
    };
    return ana.write({ kind: 'needs.posted', on: '', body }, i + 10).packed;
  });
  const own = written.reduce((sum, packed) => sum + packed.length, 0);
  const together = (await onTheWire(written, ENTRIES)) / own;
  const tens = (await onTheWire(written, 10)) / own;
  const single = (await onTheWire(written, 1)) / own;
  console.log(
    `bytes on the wire over the entries' own ${round(own / ENTRIES)}: all in one batch ${round(together, 2)}, ten at a time ${round(tens, 2)}, one at a time ${round(single, 2)}`,
  );
  expect(together).toBeLessThanOrEqual(1.4);
});

/** What the carrier would send for them, so many in each batch. */
async function onTheWire(packs: readonly Uint8Array[], atOnce: number): Promise<number> {
  const keys = await keysFrom(newSecrets());
  const log = await keys.logOf('journal/2026-11');
  const doc = new Y.Doc();
  let bytes = 0;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let at = 0; at < packs.length; at += atOnce) {
    doc.getArray('entries').push(packs.slice(at, at + atOnce).map((packed) => [packed]));
    for (const payload of writePayloads(updates.splice(0), randomBytes(8))) {
      const { id, body } = await seal(keys.sealWith, log, payload);
      const { writeToken: token } = keys;
      bytes += writeToRelay({
        kind: 'append',
        log,
        token,
        id,
        commitment: new Uint8Array(),
        body,
      }).length;
    }
  }
  return bytes;
}

test('append to seen, between two phones on one relay', async () => {
  const relay = await RelayProcess.start();
  const ana = await founder(relay.url, 'Ana');
  const bo = await newcomer(await invitation(ana.page), 'Bo');
  await ask(ana.page, 'Food', 'The first');
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  const times: number[] = [];
  for (let i = 0; i < SEEN; i++) {
    const words = `Seen ${i}.`;
    const seen = bo.page.evaluate(
      (text) =>
        new Promise<number>((resolve) => {
          const watch = new MutationObserver(() => {
            if (!document.body.textContent?.includes(text)) return;
            watch.disconnect();
            resolve(Date.now());
          });
          watch.observe(document.body, { childList: true, subtree: true, characterData: true });
        }),
      words,
    );
    await go(ana.page, '/needs/new?side=need');
    await ana.page.getByRole('button', { name: 'Food', exact: true }).click();
    await ana.page.getByLabel('A word about it').fill(words);
    const post = ana.page.getByRole('button', { name: 'Post' });
    const tapped = await post.evaluate((button) => {
      (button as HTMLElement).click();
      return Date.now();
    });
    times.push((await seen) - tapped);
  }
  console.log(
    `append to seen: p50 ${round(percentile(times, 0.5))} ms, p95 ${round(percentile(times, 0.95))} ms`,
  );
  expect(percentile(times, 0.5)).toBeLessThanOrEqual(150);
  await ana.close();
  await bo.close();
  await relay.close();
});
