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

test('two take on one need apart: one leads, one is backup, and an older claim flips nothing', async () => {
  const ana = await founder(relay.url, 'Ana');
  phones.push(ana);
  for (const name of ['Bo', 'Chidi', 'Dana']) {
    phones.push(await newcomer(await invitation(ana.page), name));
  }
  const [, bo, chidi, dana] = phones as [Phone, Phone, Phone, Phone];
  await ask(ana.page, 'Food', 'Milk for the twins');
  for (const phone of phones) {
    await soon(async () => expect(await needsOn(phone.page)).toHaveLength(1));
  }

  await relay.stop();
  // Dana claims first of all and then is away: her entry is the oldest.
  await takeOn(dana.page, 'Milk for the twins');
  await dana.off();
  await takeOn(bo.page, 'Milk for the twins');
  await takeOn(chidi.page, 'Milk for the twins');
  await relay.start();

  await openNeed(ana.page, 'Milk for the twins');
  await soon(() => ana.page.getByText('Backup:').waitFor({ timeout: 500 }));
  await soon(() =>
    ana.page
      .getByText(/^(Bo|Chidi) has it$/)
      .first()
      .waitFor({ timeout: 500 }),
  );
  const told = await ana.page
    .getByText(/ has it$/)
    .first()
    .textContent();
  const leader = (told ?? '').replace(' has it', '').trim();
  const backup = leader === 'Bo' ? chidi : bo;
  await soon(() =>
    backup.page.getByText(`You are first backup: ${leader} has it`).waitFor({ timeout: 500 }),
  );
  const lead = leader === 'Bo' ? bo : chidi;
  await soon(() => lead.page.getByText('You have it. Thank you.').waitFor({ timeout: 500 }));

  await dana.open();
  await openNeed(dana.page, 'Milk for the twins');
  await soon(() =>
    dana.page.getByText(`You are first backup: ${leader} has it`).waitFor({ timeout: 500 }),
  );
  for (const phone of [ana, backup]) {
    await openNeed(phone.page, 'Milk for the twins');
    await soon(() => phone.page.getByText(`${leader} has it`).first().waitFor({ timeout: 500 }));
  }

  await backup.page.getByRole('button', { name: "I'll stay as backup" }).click();
  await backup.page.getByText('Thank you. You are backup.').waitFor();
  await lead.page.getByRole('button', { name: "I can't do it after all" }).click();
  await lead.page.getByText('I am not well').click();
  await lead.page
    .getByRole('dialog')
    .getByRole('button', { name: "I can't do it after all" })
    .click();
  const next = leader === 'Bo' ? 'Chidi' : 'Bo';
  await soon(() => ana.page.getByText(`${next} has it`).first().waitFor({ timeout: 500 }));
});
