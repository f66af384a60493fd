import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openLmdbStore } from './lmdb-store.ts';
import { type Kept, type LogStore, type NewFrame, type Quota, StoreFull } from './log-store.ts';
import { MemoryStore } from './memory-store.ts';

const QUOTA: Quota = { frames: 1_000, bytes: 1_000_000 };
const log = randomBytes(32);
const token = randomBytes(32);
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'many-hands-store-'));
  folders.push(folder);
  return folder;
}

function frame(bytes = 20, time = 1_800_000_000_000): NewFrame {
  const commitment = randomBytes(32);
  return {
    id: randomBytes(16),
    body: randomBytes(bytes),
    commitment,
    stamp: { time, trusted: true },
  };
}

async function keep(store: LogStore, kept: NewFrame, into: Uint8Array = log): Promise<Kept> {
  const appended = await store.append(into, token, kept);
  if (typeof appended === 'string') throw new Error(appended);
  return appended;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const stores: [string, (quota: Quota) => Promise<LogStore>][] = [
  ['memory', async (quota) => new MemoryStore(quota)],
  ['lmdb', (quota) => openLmdbStore(newFolder(), quota, 0)],
];

describe.each(stores)('%s store', (_, open) => {
  test('numbers frames from 1 and reads them back in order, whole', async () => {
    const store = await open(QUOTA);
    const frames = [frame(), frame(0), frame(70_000)];
    const seqs = [];
    for (const each of frames) seqs.push((await keep(store, each)).seq);
    expect(seqs).toEqual([1, 2, 3]);
    const page = await store.read(log, 0, 1_000_000);
    expect(page.head).toBe(3);
    expect(page.frames.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    for (const [index, { id, body }] of page.frames.entries()) {
      expect(Buffer.from(id)).toEqual(frames[index]?.id);
      expect(Buffer.from(body)).toEqual(frames[index]?.body);
    }
    await store.close();
  });

  test('answers a repeated frame id with its first place, commitment and stamp', async () => {
    const store = await open(QUOTA);
    const first = frame();
    const kept = await keep(store, first);
    await keep(store, frame());
    const again = await keep(store, { ...frame(20, 1_900_000_000_000), id: first.id });
    expect(again.seq).toBe(kept.seq);
    expect(Buffer.from(again.commitment)).toEqual(first.commitment);
    expect(again.stamp).toEqual(first.stamp);
    expect((await store.read(log, 0, 1_000_000)).head).toBe(2);
    await store.close();
  });

  test('gives concurrent appends places without gaps, in the order called', async () => {
    const store = await open(QUOTA);
    const same = frame();
    const frames = Array.from({ length: 300 }, (_, i) => (i % 50 === 7 ? same : frame()));
    const kept = await Promise.all(frames.map((each) => keep(store, each)));
    const distinct = [...new Set(kept.map(({ seq }) => seq))];
    expect(distinct).toEqual(Array.from({ length: 295 }, (_, i) => i + 1));
    const page = await store.read(log, 0, 1_000_000);
    expect(page.frames.map(({ seq }) => seq)).toEqual(distinct);
    await store.close();
  });

  test('pages by bytes, empty frames too, and gives at least one', async () => {
    const store = await open(QUOTA);
    for (const bytes of [1_000, 1_000, 9_000, ...Array(20).fill(0)]) {
      await keep(store, frame(bytes));
    }
    const lengths = [];
    for (let after = 0; after < 23; ) {
      const { frames } = await store.read(log, after, 2_100);
      lengths.push(frames.length);
      after += frames.length;
    }
    expect(lengths).toEqual([2, 1, 20]);
    expect((await store.read(log, 3, 320)).frames.length).toBe(10);
    expect(await store.read(log, 99, 2_100)).toEqual({ frames: [], head: 23 });
    expect(await store.read(randomBytes(32), 0, 2_100)).toEqual({ frames: [], head: 0 });
    await store.close();
  });

  test('lets the first append of a log set its token, and refuses another', async () => {
    const store = await open(QUOTA);
    await keep(store, frame());
    expect(await store.append(log, randomBytes(32), frame())).toBe('wrong-token');
    expect(await store.append(randomBytes(32), randomBytes(32), frame())).toMatchObject({ seq: 1 });
    expect((await store.read(log, 0, 1_000)).head).toBe(1);
    await store.close();
  });

  test('holds each log to its quota, and answers a repeat even then', async () => {
    const store = await open({ frames: 3, bytes: 100 });
    const first = frame(60);
    await keep(store, first);
    expect(await store.append(log, token, frame(41))).toBe('over-quota');
    await keep(store, frame(0));
    await keep(store, frame(0));
    expect(await store.append(log, token, frame(0))).toBe('over-quota');
    expect((await keep(store, first)).seq).toBe(1);
    expect((await keep(store, frame(60), randomBytes(32))).seq).toBe(1);
    await store.close();
  });

  test('remembers the greatest trusted time', async () => {
    const store = await open(QUOTA);
    await keep(store, frame(1, 2_000));
    await keep(store, frame(1, 1_000));
    await keep(store, { ...frame(), stamp: { time: 9_000, trusted: false } });
    expect(store.latestTrusted).toBe(2_000);
    await store.close();
  });
});

test('the memory store fails when told to, and keeps nothing of that commit', async () => {
  const store = new MemoryStore(QUOTA);
  store.failures.push(new Error('cable'));
  await expect(keep(store, frame())).rejects.toThrow('cable');
  store.capacity = 10;
  await expect(keep(store, frame(11))).rejects.toThrow(StoreFull);
  expect((await keep(store, frame(10))).seq).toBe(1);
});

test('appends of one moment share one commit', async () => {
  const store = new MemoryStore(QUOTA);
  await Promise.all(Array.from({ length: 100 }, () => keep(store, frame())));
  expect(store.commits).toBe(1);
});

test('the lmdb store keeps everything when opened again: frames, token, identity, time', async () => {
  const folder = newFolder();
  const before = await openLmdbStore(folder, QUOTA, 0);
  const first = frame(5_000);
  await keep(before, first);
  await before.close();
  const after = await openLmdbStore(folder, QUOTA, 0);
  expect(Buffer.from(after.identity.store)).toEqual(Buffer.from(before.identity.store));
  expect(Buffer.from(after.identity.receiptKey)).toEqual(Buffer.from(before.identity.receiptKey));
  expect(after.latestTrusted).toBe(first.stamp.time);
  expect(Buffer.from((await after.read(log, 0, 9)).frames[0]?.body ?? [])).toEqual(first.body);
  expect(await after.append(log, randomBytes(32), frame())).toBe('wrong-token');
  expect((await keep(after, frame())).seq).toBe(2);
  await after.close();
  const other = await openLmdbStore(newFolder(), QUOTA, 0);
  expect(Buffer.from(other.identity.store)).not.toEqual(Buffer.from(before.identity.store));
  await other.close();
});

test('the lmdb store refuses as full while the disk has less than its spare, and still reads', async () => {
  const folder = newFolder();
  const roomy = await openLmdbStore(folder, QUOTA, 0);
  await keep(roomy, frame());
  await roomy.close();
  const full = await openLmdbStore(folder, QUOTA, Number.MAX_SAFE_INTEGER);
  await expect(keep(full, frame())).rejects.toThrow(StoreFull);
  expect((await full.read(log, 0, 1_000)).frames.length).toBe(1);
  await full.close();
  expect(readdirSync(folder)).toContain('logs-1.lmdb');
});

test('W6 an lmdb reader sees no frame before its append is answered', async () => {
  const store = await openLmdbStore(newFolder(), QUOTA, 0);
  let answered = 0;
  let isDone = false;
  const appends = Promise.all(
    Array.from({ length: 200 }, async () => {
      await keep(store, frame());
      answered += 1;
    }),
  ).then(() => {
    isDone = true;
  });
  while (!isDone) {
    const { head } = await store.read(log, 0, 1);
    await Promise.resolve();
    expect(head).toBeLessThanOrEqual(answered);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await appends;
  await store.close();
});
