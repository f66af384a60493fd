import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, founder, go, needsOn } from '../support/people.ts';
import type { Phone } from '../support/phone.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { soon } from '../support/soon.ts';

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

test('two tabs share one socket and both are current; when one closes, the other carries on', async () => {
  const first = ana.page;
  const sockets: string[] = [];
  ana.context.on('page', (page) => page.on('websocket', (socket) => sockets.push(socket.url())));
  await soon(() => first.getByText('All sent').waitFor({ timeout: 500 }));
  const second = await ana.newTab();
  await second.getByText('Hello Ana').waitFor();
  await ask(second, 'Food', 'Written in the second tab');
  await soon(async () => expect(await needsOn(first)).toHaveLength(1));
  await ask(first, 'A ride', 'Written in the first tab');
  await soon(async () => expect(await needsOn(second)).toHaveLength(2));
  await soon(() => second.getByText('All sent').waitFor({ timeout: 500 }));
  expect(sockets).toEqual([]);

  await first.close();
  await soon(() => expect(sockets).toHaveLength(1));
  await ask(second, 'Repair', 'Written alone');
  await soon(() => second.getByText('All sent').waitFor({ timeout: 500 }));
});

test('the language changes in the middle of a form, and nothing typed is lost', async () => {
  const { page } = ana;
  await go(page, '/needs/new?side=need');
  await page.getByRole('button', { name: 'Food', exact: true }).click();
  await page.getByLabel('A word about it').fill('Leche para los niños');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Language: English' }).click();
  await page.getByRole('button', { name: 'العربية' }).click();
  await page.getByRole('heading', { name: 'جديد' }).waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await page.getByLabel('كلمة عنه').inputValue()).toBe('Leche para los niños');
  expect(await page.getByLabel('كم؟').inputValue()).toBe('1');

  // The draft outlives the tab as well.
  await new Promise((resolve) => setTimeout(resolve, 400));
  await ana.kill();
  await ana.open('/needs/new?side=need');
  // Browsers may forget the chosen language in a crash; the words they may not.
  const words = ana.page.getByLabel(/كلمة عنه|A word about it/);
  await words.waitFor();
  expect(await words.inputValue()).toBe('Leche para los niños');
});

test('the sample neighbourhood needs no relay, and is removed without trace', async () => {
  const { page } = ana;
  await go(page, '/more');
  await page.getByRole('button', { name: 'Take this community off this phone' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Take this community off this phone' })
    .click();
  await page.getByRole('button', { name: 'Look around' }).click();
  await page.getByText('Made up, to look around in.').waitFor();
  await soon(async () => expect((await needsOn(page)).length).toBeGreaterThan(4));
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('button', { name: 'Look around' }).waitFor();
  await soon(async () => {
    const left = await page.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name),
    );
    expect(left.filter((name) => name?.startsWith('many-hands-'))).toEqual([]);
  });
});

test('everything can be taken out as a file', async () => {
  const { page } = ana;
  await ask(page, 'Food', 'Milk for the twins');
  await go(page, '/more');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Take everything out' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const file = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown[]>;
  expect(file.people).toMatchObject([{ name: 'Ana' }]);
  expect(file.needs).toMatchObject([{ words: 'Milk for the twins' }]);
  expect(file.entries?.length).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(file)).not.toContain('secret');
});
