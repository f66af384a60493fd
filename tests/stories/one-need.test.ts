import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ask,
  founder,
  go,
  invitation,
  needsOn,
  newcomer,
  openNeed,
  takeOn,
} from '../support/people.ts';
import type { Phone } from '../support/phone.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { soon } from '../support/soon.ts';

let relay: RelayProcess;
let ana: Phone;
let bo: Phone;

beforeEach(async () => {
  relay = await RelayProcess.start();
  ana = await founder(relay.url, 'Ana');
  bo = await newcomer(await invitation(ana.page), 'Bo');
  await ask(ana.page, 'Food', 'Milk for the twins');
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
});

afterEach(async () => {
  await ana.close();
  await bo.close();
  await relay.close();
});

test('a need goes from asked to taken on, done, confirmed and past; undo takes a step back', async () => {
  await takeOn(bo.page, 'Milk for the twins');
  await bo.page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await bo.page.getByRole('button', { name: 'Take this on' }).click();
  await soon(() => bo.page.getByText('You have it. Thank you.').waitFor({ timeout: 500 }));
  await bo.page.getByRole('button', { name: 'Done', exact: true }).click();

  await go(ana.page, '/');
  await ana.page.getByRole('heading', { name: 'Done? Please confirm' }).waitFor();
  await ana.page.getByRole('link', { name: 'Milk for the twins' }).first().click();
  await ana.page.getByRole('button', { name: 'Yes, it is done. Thank you' }).click();
  await ana.page.getByText('Ana confirmed it').waitFor();

  await soon(() => bo.page.getByText('Ana confirmed it').waitFor({ timeout: 500 }));
  expect(await needsOn(bo.page)).toEqual([]);
  await bo.page.getByRole('tab', { name: 'Past' }).click();
  await bo.page.getByRole('link', { name: 'Milk for the twins' }).waitFor();
});

test('Ana and Bo change the same words apart: both versions show, one tap settles it', async () => {
  await takeOn(bo.page, 'Milk for the twins');
  await soon(() => bo.page.getByText('All sent').waitFor({ timeout: 500 }));
  await openNeed(ana.page, 'Milk for the twins');
  await soon(() => ana.page.getByText('Bo has it').first().waitFor({ timeout: 500 }));
  await relay.stop();
  await change(ana, 'Milk and honey');
  await change(bo, 'Milk and flour');
  await relay.start();

  const collision = 'Two people changed this apart: words.';
  await soon(() => ana.page.getByText(collision).waitFor({ timeout: 500 }));
  await soon(() => bo.page.getByText(collision).waitFor({ timeout: 500 }));
  await ana.page.getByRole('button', { name: 'Milk and honey (Ana)' }).click();
  for (const { page } of [ana, bo]) {
    await soon(async () => expect(await page.getByText(collision).count()).toBe(0));
    await page.getByRole('heading', { name: 'Food — Milk and honey' }).waitFor();
  }
});

test('put away, and found again under Past', async () => {
  await openNeed(ana.page, 'Milk for the twins');
  await ana.page.getByRole('button', { name: 'Put away' }).click();
  await soon(async () => expect(await needsOn(bo.page)).toEqual([]));
});

async function change(phone: Phone, words: string): Promise<void> {
  const { page } = phone;
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('dialog').getByLabel('A word about it').fill(words);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: `Food — ${words}` }).waitFor();
}
