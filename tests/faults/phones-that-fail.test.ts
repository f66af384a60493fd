import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, founder, invitation, needsOn, newcomer, takeOn } from '../support/people.ts';
import type { Phone } from '../support/phone.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { soon } from '../support/soon.ts';

let relay: RelayProcess;
let ana: Phone;
const sent = (phone: Phone) =>
  soon(() => phone.page.getByText('All sent').waitFor({ timeout: 500 }));

beforeEach(async () => {
  relay = await RelayProcess.start();
  ana = await founder(relay.url, 'Ana');
});

afterEach(async () => {
  await ana.close();
  await relay.close();
});

test('a full phone says so, loses nothing, and goes on when there is room', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  await sent(ana);
  // Chromium remembers for a while how much room there was, so the room goes before the app opens.
  await ana.off();
  await ana.open('/healthz');
  const { page } = ana;
  const origin = relay.url;
  const session = await ana.context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await page.goto(relay.url + '/needs/new?side=need');
  await page.getByRole('button', { name: 'Repair', exact: true }).click();
  await page.getByLabel('A word about it').fill('The heater does not start.');
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByRole('alert').getByText('This phone is full').waitFor();
  await page.getByText('Not being saved').waitFor();
  expect(await page.getByLabel('A word about it').inputValue()).toContain('The heater');

  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText('Saved. Your neighbours will see it.').first().waitFor();
  await soon(async () => expect(await page.getByText('Not being saved').count()).toBe(0));
  await soon(async () => expect(await needsOn(page)).toHaveLength(2));
});

test('a damaged row in the carrier costs nothing: it is dropped and filled again', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  const bo = await newcomer(await invitation(ana.page), 'Bo');
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  await damageCarrier(bo);
  await bo.off();
  await bo.open();
  expect(await needsOn(bo.page)).toEqual(['Food — Milk for the twins']);
  await ask(bo.page, 'A ride', 'To the clinic');
  await soon(async () => expect(await needsOn(ana.page)).toHaveLength(2), 25_000);
  await bo.close();
});

test('a database that comes back empty is said plainly, and what was sent comes back', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  const bo = await newcomer(await invitation(ana.page), 'Bo');
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  await takeOn(bo.page, 'Milk for the twins');
  await sent(bo);
  await bo.page.evaluate(async () => {
    const all = await indexedDB.databases();
    const main = all.find(({ name }) => /^many-hands-[^/]+$/.test(name ?? ''))?.name ?? '';
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(main);
      request.onsuccess = () => resolve(request.result);
    });
    const work = db.transaction(['entries', 'needs', 'outbox'], 'readwrite');
    for (const table of ['entries', 'needs', 'outbox']) work.objectStore(table).clear();
    await new Promise((resolve) => work.addEventListener('complete', resolve));
    db.close();
  });
  await bo.off();
  await bo.open();
  await soon(() =>
    bo.page.getByText(/entries that were on this phone are gone/).waitFor({ timeout: 500 }),
  );
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  await ask(bo.page, 'A ride', 'After the loss');
  await soon(async () => expect(await needsOn(ana.page)).toHaveLength(2));
  await bo.close();
});

test('everything of the app was cleared: the phone says so and can begin afresh', async () => {
  await ana.page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
  });
  await ana.off();
  await ana.open();
  await ana.page.getByText('The storage of this phone was cleared').waitFor();
  await ana.page.getByRole('button', { name: 'Start afresh on this phone' }).click();
  await ana.page.getByRole('button', { name: 'Start a community' }).waitFor();
});

/** As a bad memory card would: bytes in the middle of a stored update are changed. */
async function damageCarrier(phone: Phone): Promise<void> {
  await phone.page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      if (!name?.includes('/')) continue;
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      const work = db.transaction('updates', 'readwrite');
      work.objectStore('updates').add(new Uint8Array([1, 200, 200, 7, 7, 7, 7]));
      await new Promise((resolve) => work.addEventListener('complete', resolve));
      db.close();
    }
  });
}
