import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, followLink, founder, invitation, needsOn, newcomer } from '../support/people.ts';
import { Phone } from '../support/phone.ts';
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

test('a code cut in half is refused in words, and the whole one then lets Bo in', async () => {
  const link = await invitation(ana.page);
  const bo = await Phone.start(relay.url);
  const { page } = bo;
  for (const cut of [link.slice(0, link.length / 2), 'nonsense', link.slice(0, -1)]) {
    await page.goto(relay.url);
    await page.getByRole('button', { name: 'English', exact: true }).click();
    await page.getByRole('button', { name: 'Join with a code' }).click();
    await page.getByLabel('Code or link').fill(cut);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This code is not whole.').waitFor();
    await page.evaluate(() => localStorage.clear());
  }
  await followLink(page, link, 'Bo');
  await page.getByText('Hello Bo').waitFor();
  expect(page.url()).not.toContain('join');
  await bo.close();
});

test('a code lets one person in; the second is told so, and gets in with a code of their own', async () => {
  const link = await invitation(ana.page);
  const bo = await newcomer(link, 'Bo');
  const chidi = await Phone.start(relay.url);
  await followLink(chidi.page, link, 'Chidi');
  await chidi.page.getByText('Somebody has used this invitation already.').waitFor();
  await chidi.page.getByRole('button', { name: 'Use another code' }).click();
  await followLink(chidi.page, await invitation(ana.page), 'Chidi');
  await chidi.page.getByText('Hello Chidi').waitFor();
  await bo.close();
  await chidi.close();
});

test('without signal a joining waits, outlives the phone, and ends by itself', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  const link = await invitation(ana.page);
  await soon(() => ana.page.getByText('All sent').waitFor({ timeout: 500 }));
  const bo = await Phone.start(relay.url);
  // The app itself must have come once; from then on it opens without the relay.
  await bo.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await relay.stop();
  await followLink(bo.page, link, 'Bo');
  await bo.page.getByText('Looking for your community.').waitFor();
  await bo.kill();
  await bo.open();
  await bo.page.getByText('Looking for your community.').waitFor();
  await relay.start();
  await bo.page.getByText('Hello Bo').waitFor();
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  await bo.close();
});
