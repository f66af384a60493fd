import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ask,
  founder,
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
const phones: Phone[] = [];

beforeEach(async () => {
  relay = await RelayProcess.start();
});

afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close();
  await relay.close();
});

/** The phone believes it is this year; time goes on from there. */
const clockOf = (year: number): string => `(() => {
  const off = Date.UTC(${year}, 5, 15) - Date.now();
  const now = Date.now.bind(Date);
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super(now() + off) : super(...given); }
    static now() { return now() + off; }
  };
})()`;

test('phones in 1999, today and 2041 share one notebook, and no claim is won by a clock', async () => {
  const ana = await founder(relay.url, 'Ana');
  phones.push(ana);
  const [young, old] = [
    await newcomer(await invitation(ana.page), 'Bo', { before: clockOf(1999) }),
    await newcomer(await invitation(ana.page), 'Chidi', { before: clockOf(2041) }),
  ];
  phones.push(young, old);
  await ask(ana.page, 'Food', 'Written today');
  await ask(young.page, 'A ride', 'Written in 1999');
  await ask(old.page, 'Repair', 'Written in 2041');
  for (const { page } of phones) {
    await soon(async () => expect(await needsOn(page)).toHaveLength(3));
  }

  await takeOn(old.page, 'Written today');
  await soon(() => old.page.getByText('You have it. Thank you.').waitFor({ timeout: 500 }));
  await takeOn(young.page, 'Written today');
  await soon(() =>
    young.page.getByText('You are first backup: Chidi has it.').waitFor({ timeout: 500 }),
  );
  await openNeed(ana.page, 'Written today');
  await soon(() => ana.page.getByText('Chidi has it').first().waitFor({ timeout: 500 }));

  await young.page.getByRole('button', { name: 'All sent' }).click();
  await young.page.getByText('The clock of this phone looks wrong.').waitFor();
  await young.off();
  await young.open();
  expect(await needsOn(young.page)).toHaveLength(3);
});
