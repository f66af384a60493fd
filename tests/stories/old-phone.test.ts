import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, founder, invitation, needsOn, newcomer, takeOn } from '../support/people.ts';
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

/** A browser from before 2025: its WebCrypto knows neither Ed25519 nor X25519. */
const OLD_CRYPTO = `for (const name of ['generateKey', 'importKey', 'sign', 'verify']) {
  const real = SubtleCrypto.prototype[name];
  SubtleCrypto.prototype[name] = function (...given) {
    const asked = JSON.stringify(given.map((one) => one?.name ?? one));
    if (/Ed25519|X25519/.test(asked)) {
      return Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
    }
    return real.apply(this, given);
  };
}`;

test('a phone whose browser cannot sign by itself joins, asks, takes on, and is believed', async () => {
  await ask(ana.page, 'Food', 'Milk for the twins');
  const bo = await newcomer(await invitation(ana.page), 'Bo', { before: OLD_CRYPTO });
  await soon(async () => expect(await needsOn(bo.page)).toHaveLength(1));
  await takeOn(bo.page, 'Milk for the twins');
  await soon(() => bo.page.getByText('You have it. Thank you.').waitFor({ timeout: 500 }));
  await ask(bo.page, 'A ride', 'To the clinic');
  await soon(async () => expect(await needsOn(ana.page)).toHaveLength(2));
  await bo.off();
  await bo.open();
  await ask(bo.page, 'Company', 'Tea on Sunday');
  await soon(async () => expect(await needsOn(ana.page)).toHaveLength(3));
  const chidi = await newcomer(await invitation(bo.page), 'Chidi');
  await soon(async () => expect(await needsOn(chidi.page)).toHaveLength(3));
  await chidi.close();
  await bo.close();
});
