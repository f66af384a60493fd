import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Cast, cast, type Pen } from '../../tests/support/cast.ts';
import type { Need } from '../areas/needs/need.ts';
import { needsProjection } from '../areas/needs/need-fold.ts';
import type { DocumentName, EntryId } from '../community/id.ts';
import { packSigned, unpackSigned } from '../community/signed-entry.ts';
import { newDeviceKeys } from '../crypto/device-keys.ts';
import { CommunityDatabase } from './database.ts';
import { Journal } from './journal.ts';
import { entryOf } from './projecting.ts';
import { NotSaved, type SaveRefusal } from './saving.ts';

const MONTH = 'journal/2026-11' as DocumentName;
const CHARTER = 'charter' as DocumentName;
const BODY = {
  side: 'need',
  what: 'food',
  words: 'Milk',
  lang: 'en',
  amount: null,
  urgency: 'week',
  day: null,
  zone: '',
};
const MILK = { kind: 'needs.posted', on: '', body: BODY } as const;

let people: Cast;
let ana: Pen;
let journal: Journal;
let told: (SaveRefusal | undefined)[];
let number = 0;

/** A phone that has taken in the charter. */
beforeEach(async () => {
  people = cast('Ana', 'Bo');
  [ana] = people.pens as [Pen];
  told = [];
  number += 1;
  journal = new Journal({
    db: new CommunityDatabase('test-' + number, [needsProjection]),
    root: people.charter.id,
    keys: await newDeviceKeys(),
    projections: [needsProjection],
    prove: async () => 'genuine',
    clock: () => Date.UTC(2026, 10, 24),
    onSaved: (trouble) => told.push(trouble),
  });
  await journal.receive(CHARTER, people.controlPacked);
});

afterEach(async () => {
  vi.restoreAllMocks();
  journal.db.close();
});

const rows = () => journal.db.table<Need>('needs').toArray();

describe('append', () => {
  test('keeps the entry, the row and the outbox together, and goes on with the chain', async () => {
    const [first] = await journal.append([MILK]);
    const [second] = await journal.append([MILK]);
    expect(second).toMatchObject({ n: 2, prev: first?.id });
    expect(second?.tick).toBeGreaterThan(first?.tick ?? 0);
    expect(await journal.db.outbox.count()).toBe(2);
    expect((await journal.db.entries.get(first?.id as EntryId))?.doc).toBe(MONTH);
  });

  test('many at once are one chain without gaps', async () => {
    await Promise.all(Array.from({ length: 20 }, () => journal.append([MILK])));
    const own = (await journal.db.entries.toArray())
      .map(entryOf)
      .filter((entry) => entry?.by === journal.device.id);
    expect(own.map((entry) => entry?.n).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  test('two tabs that write at the same time share one chain', async () => {
    const other = new Journal({
      db: new CommunityDatabase(journal.db.name, [needsProjection]),
      root: people.charter.id,
      keys: journal.device,
      projections: [needsProjection],
      prove: async () => 'genuine',
      clock: () => Date.UTC(2026, 10, 24),
      onSaved: () => undefined,
    });
    const both = [journal, other].flatMap((tab) =>
      Array.from({ length: 10 }, () => tab.append([MILK])),
    );
    await Promise.all(both);
    const ns = (await journal.db.entries.where('doc').equals(MONTH).toArray()).map(({ n }) => n);
    expect(new Set(ns).size).toBe(20);
    other.db.close();
  });

  test('an aborted transaction keeps nothing of the entry and says so', async () => {
    const put = vi.spyOn(journal.db.marks, 'put');
    put.mockImplementation(() => {
      throw new DOMException('the disk went away', 'QuotaExceededError');
    });
    await expect(journal.append([MILK])).rejects.toThrow(NotSaved);
    put.mockRestore();
    expect(told.at(-1)).toBe('phone-full');
    expect(await journal.db.outbox.count()).toBe(0);
    await journal.append([MILK]);
    expect(told.at(-1)).toBeUndefined();
    const ns = (await journal.db.entries.where('doc').equals(MONTH).toArray()).map(({ n }) => n);
    expect(ns).toEqual([1]);
  });

  test('a database connection that was lost is opened again, and the entry is kept once', async () => {
    await journal.append([MILK]);
    const put = vi.spyOn(journal.db.marks, 'put');
    put.mockImplementationOnce(() => {
      throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    });
    await journal.append([MILK]);
    expect(await journal.db.entries.where('doc').equals(MONTH).count()).toBe(2);
    expect(told.at(-1)).toBeUndefined();
  });
});

describe('receive', () => {
  const tick = () => people.tick + 1;

  test('takes in what is signed by a member, once', async () => {
    const { packed } = ana.write(MILK, tick());
    expect(await journal.receive(MONTH, [packed, packed])).toBe(1);
    expect(await journal.receive(MONTH, [packed])).toBe(0);
    expect(await rows()).toHaveLength(1);
  });

  test('one good signature vouches for the chain behind it', async () => {
    const first = ana.write(MILK, tick());
    const second = ana.write(MILK, tick());
    const signature = new Uint8Array(64);
    const unsigned = packSigned({
      signature,
      bytes: unpackSigned(first.packed)?.bytes ?? signature,
    });
    expect(await journal.receive(MONTH, [unsigned, second.packed])).toBe(2);
  });

  test('a wrong signature is set aside and touches nothing else', async () => {
    const good = ana.write(MILK, tick());
    const bad = ana.write(MILK, tick()).packed.slice();
    bad[3] = (bad[3] ?? 0) ^ 1;
    expect(await journal.receive(MONTH, [bad, good.packed])).toBe(1);
    expect((await journal.db.aside.toArray()).map(({ why }) => why)).toEqual(['wrong-signature']);
    expect(await rows()).toHaveLength(1);
  });

  test('a chain with a hole is taken in, each entry by its own signature', async () => {
    const written = [1, 2, 3].map(() => ana.write(MILK, tick()).packed);
    expect(await journal.receive(MONTH, [written[0], written[2]])).toBe(2);
    expect(await journal.receive(MONTH, [written[1]])).toBe(1);
    expect(await rows()).toHaveLength(3);
  });

  test('a stranger is set aside, and believed once the charter knows them', async () => {
    const later = cast('Ana', 'Bo', 'Chidi');
    const [, , chidi] = later.pens as [Pen, Pen, Pen];
    const fresh = new Journal({
      db: new CommunityDatabase('stranger-' + number, [needsProjection]),
      root: later.charter.id,
      keys: journal.device,
      projections: [needsProjection],
      prove: async () => 'genuine',
      clock: () => 0,
      onSaved: () => undefined,
    });
    const { packed } = chidi.write(MILK, later.tick + 1);
    expect(await fresh.receive(MONTH, [packed])).toBe(0);
    expect(await fresh.db.aside.count()).toBe(1);
    await fresh.receive(CHARTER, later.controlPacked);
    expect(await fresh.db.table('needs').count()).toBe(1);
    expect(await fresh.db.aside.count()).toBe(0);
    fresh.db.close();
  });

  test('kinds from the future are kept and passed on untouched, and change nothing', async () => {
    const { packed, entry } = ana.write(
      { kind: 'harvest.begun', on: '', body: { moon: 'full' } },
      tick(),
    );
    expect(await journal.receive(MONTH, [packed])).toBe(1);
    expect((await journal.db.entries.get(entry.id))?.packed).toEqual(packed);
    expect(await rows()).toHaveLength(0);
  });

  test('bytes that are no entry never throw and never show', async () => {
    const nonsense = [
      null,
      7,
      'words',
      [],
      new Uint8Array(),
      new Uint8Array(10),
      new Uint8Array(80),
      new Uint8Array(40_000),
    ];
    const good = ana.write(MILK, tick());
    expect(await journal.receive(MONTH, [...nonsense, good.packed])).toBe(1);
  });

  test('every bit of an entry counts: flipped anywhere, it is not believed', async () => {
    const { packed } = ana.write(MILK, tick());
    for (let at = 0; at < packed.length; at += 7) {
      const flipped = packed.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(await journal.receive(MONTH, [flipped]), `byte ${at}`).toBe(0);
    }
    expect(await rows()).toHaveLength(0);
  });
});
