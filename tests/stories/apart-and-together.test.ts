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
let ana: Phone;
let bo: Phone;

beforeEach(async () => {
  relay = await RelayProcess.start();
  ana = await founder(relay.url, 'Ana');
  bo = await newcomer(await invitation(ana.page), 'Bo');
});

afterEach(async () => {
  await ana.close();
  await bo.close();
  await relay.close();
});

test('Bo asks and claims with no relay, his phone dies, and all of it reaches Ana', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  await soon(async () => expect(await needsOn(bo.page)).toContain('Food — Milk for the twins'));
  await soon(() => ana.page.getByText('All sent').waitFor({ timeout: 500 }));

  await relay.stop();
  await ask(bo.page, 'A ride', 'To the clinic');
  await ask(bo.page, 'Repair', 'The door does not close');
  await ask(bo.page, 'Company', 'Tea on Sunday');
  await takeOn(bo.page, 'Milk for the twins');
  await bo.page.getByText('You have asked to take this on.').waitFor();
  await bo.page.getByText(/\d to send/).waitFor();

  await bo.off();
  await bo.open();
  await bo.page.getByText('Hello Bo').waitFor();
  expect(await needsOn(bo.page)).toHaveLength(4);
  await bo.page.getByText(/\d to send/).waitFor();

  await openNeed(ana.page, 'Milk for the twins');
  await relay.start();
  const took = await soon(async () => {
    await ana.page.getByText('Bo has it').first().waitFor({ timeout: 50 });
    await bo.page.getByText('All sent').waitFor({ timeout: 50 });
  });
  expect(took).toBeLessThan(2_000);
  const seenByAna = await needsOn(ana.page);
  expect(seenByAna).toHaveLength(4);
  expect(await needsOn(bo.page)).toEqual(seenByAna);
  await openNeed(bo.page, 'Milk for the twins');
  await bo.page.getByText('You have it. Thank you.').waitFor();
  await bo.page.getByText('Sent: the others can see all of this.').waitFor();

  expect([...ana.requestsElsewhere, ...bo.requestsElsewhere]).toEqual([]);
});

test('the relay can read nothing that anybody typed', async () => {
  await ask(ana.page, 'Food', 'Canarywords about milk');
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  await soon(() => ana.page.getByText('All sent').waitFor({ timeout: 500 }));
  await relay.stop();
  const typed = ['Canarywords', 'milk', 'Lantern Street', 'Ana', 'needs.posted', 'charter'];
  // "Ana" alone could stand in random bytes by chance; every longer word could not.
  for (const word of typed.filter(({ length }) => length > 3)) {
    expect(relay.filesContain(word), word).toBe(false);
  }
});

test('the relay loses its store while everybody is away, and the phones fill it again', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  await ask(bo.page, 'A ride', 'To the clinic');
  await soon(async () => expect(await needsOn(ana.page)).toHaveLength(2));
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(2));

  await relay.kill();
  relay.wipe();
  await relay.start();
  await soon(() => ana.page.getByText('All sent').waitFor({ timeout: 500 }));

  const chidi = await newcomer(await invitation(ana.page), 'Chidi');
  await soon(async () => expect(await needsOn(chidi.page)).toHaveLength(2));
  await chidi.close();
});
