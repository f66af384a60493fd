import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cast, type Pen, receipt } from '../../tests/support/cast.ts';
import { type Charter, foldCharter, personOf } from './charter.ts';
import type { Entry } from './entry.ts';
import { type EntryId, textOf } from './id.ts';

const people = cast('Ana', 'Bo', 'Chidi');
const [ana, bo] = people.pens as [Pen, Pen, Pen];
const [mallory, dana, emre] = cast('Mallory', 'Dana', 'Emre').pens as [Pen, Pen, Pen];
const { control, relay } = people;
const root = control[0]?.id ?? ('' as EntryId);
const fold = (...more: readonly Entry[]): Charter => foldCharter(root, [...control, ...more]);

const invited = (pen: Pen, tick: number) =>
  pen.write({ kind: 'charter.invited', on: '', body: { key: new Uint8Array(32), until: 0 } }, tick)
    .entry;
const joined = (pen: Pen, invitation: Entry, tick: number) => {
  const body = { ...pen.newcomer(), proof: new Uint8Array(64) };
  return pen.write({ kind: 'charter.joined', on: invitation.id, body }, tick).entry;
};
const names = (charter: Charter) => [...charter.people.values()].map(({ name }) => name);

test('the founder coordinates, those invited are members and know who invited them', () => {
  const charter = fold();
  expect([...charter.people.values()].map(({ name, roles }) => [name, ...roles])).toEqual([
    ['Ana', 'coordinator', 'member'],
    ['Bo', 'member'],
    ['Chidi', 'member'],
  ]);
  const first = personOf(charter, ana.device);
  expect(charter.people.get(personOf(charter, bo.device) as EntryId)?.invitedBy).toBe(first);
  expect(charter).toMatchObject({ name: 'Lantern Street', relays: [textOf(relay)], ignored: [] });
});

test('an invitation admits one: the first by tick, or the first with a receipt', () => {
  const invitation = invited(bo, 50);
  const [first, second] = [joined(dana, invitation, 60), joined(emre, invitation, 61)];
  expect(names(fold(invitation, first, second))).toContain('Dana');
  expect(fold(invitation, first, second).ignored).toEqual([second.id]);
  const { body } = receipt(invitation.id, [second.id], relay, 1);
  const given = emre.write({ kind: 'charter.receipted', on: invitation.id, body }, 62).entry;
  expect(names(fold(invitation, first, second, given))).toContain('Emre');
  expect(names(fold(invitation, first, second, given))).not.toContain('Dana');
});

test('a join that cannot be read does not use up the invitation', () => {
  const invitation = invited(bo, 50);
  const broken = mallory.write(
    { kind: 'charter.joined', on: invitation.id, body: { name: '' } },
    51,
  ).entry;
  const charter = fold(invitation, broken, joined(dana, invitation, 60));
  expect(names(charter)).toContain('Dana');
  expect(charter.ignored).toEqual([broken.id]);
});

test('a stranger invites nobody; a member names no clock; nobody founds it twice', () => {
  const strange = invited(mallory, 50);
  const clock = bo.write(
    { kind: 'charter.relay-named', on: '', body: { key: new Uint8Array(32) } },
    51,
  ).entry;
  const coup = mallory.write(
    { kind: 'charter.founded', on: '', body: { ...mallory.newcomer(), community: 'Mine' } },
    1,
  ).entry;
  const charter = fold(strange, joined(dana, strange, 60), clock, coup);
  expect(names(charter)).toEqual(['Ana', 'Bo', 'Chidi']);
  expect(charter).toMatchObject({ name: 'Lantern Street', relays: [textOf(relay)] });
  expect(charter.ignored).toHaveLength(4);
});

test('without its founding entry a charter holds nobody', () => {
  expect(names(foldCharter(root, control.slice(1)))).toEqual([]);
  expect(names(foldCharter('' as EntryId, []))).toEqual([]);
});

test('any order, repetition and garbage give the same people', () => {
  const kinds = ['founded', 'invited', 'joined', 'relay-named', 'receipted', 'later'];
  const junk = fc.tuple(
    fc.constantFrom(...kinds),
    fc.constantFrom<EntryId | ''>('', ...control.map(({ id }) => id)),
    fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.uint8Array())),
    fc.integer({ min: 1, max: 40 }),
  );
  fc.assert(
    fc.property(fc.array(junk), fc.infiniteStream(fc.nat()), (all, random) => {
      const strange = all.map(
        ([verb, on, body, tick]) =>
          mallory.write({ kind: 'charter.' + verb, on, body }, tick).entry,
      );
      const mixed = [...control, ...control, ...strange]
        .map((entry) => [random.next().value, entry] as const)
        .sort(([a], [b]) => a - b)
        .map(([, entry]) => entry);
      const { heads: _, ignored, ...charter } = foldCharter(root, mixed);
      const { heads: __, ignored: ___, ...alone } = fold();
      expect(charter).toEqual(alone);
      expect([...ignored].sort()).toEqual(strange.map(({ id }) => id).sort());
    }),
  );
});
