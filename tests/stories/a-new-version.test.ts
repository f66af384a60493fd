import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, founder, go, needsOn } from '../support/people.ts';
import type { Phone } from '../support/phone.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { soon } from '../support/soon.ts';

const DIST = join(import.meta.dirname, '../../dist');
let build: string;
let relay: RelayProcess;
let ana: Phone;

beforeEach(async () => {
  // Beside the real build, so that the relay finds its packages.
  build = mkdtempSync(join(DIST, 'version-'));
  cpSync(join(DIST, 'app'), join(build, 'app'), { recursive: true });
  cpSync(join(DIST, 'relay'), join(build, 'relay'), { recursive: true });
  relay = await RelayProcess.start(join(build, 'relay/main.js'));
  ana = await founder(relay.url, 'Ana');
});

afterEach(async () => {
  await ana.close();
  await relay.close();
  rmSync(build, { recursive: true, force: true });
});

test('a new version waits to be taken, and the old tab goes on with files the server no longer has', async () => {
  const first = ana.page;
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ask(first, 'Food', 'Milk for the twins');
  const second = await ana.newTab();
  await second.getByText('Hello Ana').waitFor();

  await relay.stop();
  const [old, fresh] = renameChunk(join(build, 'app'), 'PeopleScreen');
  await relay.start();
  await first.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await first.getByText('A new version is ready.').waitFor();

  expect((await fetch(`${relay.url}/assets/${old}`)).status).toBe(404);
  await go(second, '/people');
  await second.getByRole('link', { name: 'Invite' }).waitFor();

  const reloaded = second.waitForEvent('load');
  await first.getByRole('button', { name: 'Take it' }).click();
  await reloaded;
  for (const page of [first, second]) {
    await soon(async () => {
      expect(await needsOn(page)).toHaveLength(1);
      await go(page, '/people');
      await page.getByRole('link', { name: 'Invite' }).waitFor({ timeout: 500 });
      const loaded = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name),
      );
      expect(loaded.some((name) => name.includes(fresh))).toBe(true);
    });
  }
  expect(ana.errors.filter((error) => !error.includes('WebSocket'))).toEqual([]);
});

/** The next build: one chunk has another name, everywhere it is named. */
function renameChunk(app: string, chunk: string): [old: string, fresh: string] {
  const assets = join(app, 'assets');
  const old = readdirSync(assets).find((name) => name.startsWith(chunk + '-')) ?? '';
  const fresh = `${chunk}-AnotherB.js`;
  renameSync(join(assets, old), join(assets, fresh));
  const scripts = readdirSync(assets).map((name) => join(assets, name));
  for (const path of [...scripts, join(app, 'service-worker.js'), join(app, 'index.html')]) {
    const text = readFileSync(path, 'utf8');
    if (text.includes(old)) writeFileSync(path, text.replaceAll(old, fresh));
  }
  // A changed file has another hash in the list of what to keep.
  const worker = join(app, 'service-worker.js');
  writeFileSync(
    worker,
    readFileSync(worker, 'utf8').replaceAll(/(revision:.)(\w{15})\w/g, '$1$2x'),
  );
  return [old, fresh];
}
