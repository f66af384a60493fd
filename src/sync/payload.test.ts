import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Held } from './held.ts';
import { Assembly, PIECE_BYTES, writePayloads } from './payload.ts';

describe('payloads', () => {
  test('a long list is cut and put together again, whatever order and company its parts come in', () => {
    const lists = [1, 2].map(() =>
      Array.from({ length: 30 }, () => new Uint8Array(randomBytes(PIECE_BYTES / 8))),
    );
    const [one = [], two = []] = lists.map((list) => writePayloads(list, randomBytes(8)));
    expect(one.length).toBeGreaterThan(2);
    const assembly = new Assembly();
    const mixed = [...one.slice().reverse(), ...two].sort(() => Math.random() - 0.5);
    const whole = mixed
      .map((payload) => assembly.add(payload))
      .filter((list) => list !== undefined);
    expect(whole).toHaveLength(2);
    expect(whole).toEqual(expect.arrayContaining(lists));
    expect(assembly.isOpen).toBe(false);
  });

  test('nonsense throws and keeps nothing open', () => {
    const assembly = new Assembly();
    for (let length = 0; length < 60; length++) {
      const nonsense = new Uint8Array(randomBytes(length));
      nonsense[0] = 7;
      expect(() => assembly.add(nonsense)).toThrow();
    }
    expect(assembly.isOpen).toBe(false);
  });
});

describe('what the relay holds', () => {
  const typed = (doc: Y.Doc, words: string) => {
    doc.getArray('entries').push([[words]]);
  };

  test('covers what it was given, and nothing written after', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    typed(doc, 'one');
    typed(doc, 'two');
    const [first = new Uint8Array(), second = new Uint8Array()] = updates;
    const held = new Held();
    held.add(first);
    expect([held.covers(first), held.covers(second)]).toEqual([true, false]);
    expect(Y.encodeStateAsUpdate(doc, held.stateVector).length).toBeLessThan(
      Y.encodeStateAsUpdate(doc).length,
    );
    held.add(second);
    expect(new Held(held.mark).covers(Y.encodeStateAsUpdate(doc))).toBe(true);
  });

  test('does not skip a gap: what is missing before is asked for', () => {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    typed(doc, 'one');
    typed(doc, 'two');
    const held = new Held();
    held.add(updates[1] ?? new Uint8Array());
    expect(held.covers(updates[0] ?? new Uint8Array())).toBe(false);
  });

  test('a deletion alone is news once', () => {
    const doc = new Y.Doc();
    typed(doc, 'one');
    const held = new Held();
    held.add(Y.encodeStateAsUpdate(doc));
    let deletion = new Uint8Array();
    doc.on('update', (update: Uint8Array) => {
      deletion = new Uint8Array(update);
    });
    doc.getArray('entries').delete(0);
    expect(held.covers(deletion)).toBe(false);
    held.add(deletion);
    expect(held.covers(deletion)).toBe(true);
  });
});
