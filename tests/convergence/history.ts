/** One seeded history: five phones, a network that loses, doubles and reorders, a relay, crashes. */
import { expect } from 'vitest';
import { foldNeed } from '../../src/areas/needs/need-fold.ts';
import { personOf } from '../../src/community/charter.ts';
import type { EntryId } from '../../src/community/id.ts';
import { type Cast, cast, receipt } from '../support/cast.ts';
import { Replica } from './replica.ts';
import { nextDraft, pick, type Random, seeded } from './steps.ts';

const STEPS = 300;
const people: Cast = cast('Ana', 'Bo', 'Chidi', 'Dana', 'Emre');

interface OnTheWay {
  readonly to: Replica;
  readonly update: Uint8Array;
}

/** Throws, with the difference, when the phones do not end alike. */
export function liveThrough(seed: number): void {
  const random = seeded(seed);
  const { replicas, wire } = village(random);
  const clock = { seq: 0, given: new Set<EntryId>() };
  for (let step = 0; step < STEPS; step++) {
    const replica = pick(random, replicas);
    if (replica) oneStep(replica, replicas, wire, clock, random);
  }
  meet(replicas);
  agree(replicas);
  holdLaws(replicas, random);
}

function village(random: Random): { replicas: readonly Replica[]; wire: OnTheWay[] } {
  const wire: OnTheWay[] = [];
  const replicas: Replica[] = people.pens.map((pen, i) => {
    const send = (update: Uint8Array) => {
      for (const [j, to] of replicas.entries()) {
        if (i === j || random() < 0.3) continue;
        wire.push({ to, update });
        if (random() < 0.2) wire.push({ to, update });
      }
    };
    return new Replica(people, pen, send);
  });
  return { replicas, wire };
}

function oneStep(
  replica: Replica,
  replicas: readonly Replica[],
  wire: OnTheWay[],
  clock: { seq: number; given: Set<EntryId> },
  random: Random,
): void {
  const chance = random();
  if (chance < 0.4) {
    const me = people.charter.people.get(personOf(people.charter, replica.pen.device) as EntryId);
    const draft = nextDraft(replica, me, random);
    if (draft) replica.write(draft);
  } else if (chance < 0.5) {
    giveReceipt(replica, clock, random);
  } else if (chance < 0.94) {
    // Whatever is picked next: order means nothing on this wire.
    const [arrived] = wire.splice(Math.floor(random() * wire.length), 1);
    arrived?.to.receive(arrived.update);
  } else if (chance < 0.97) {
    const other = pick(random, replicas);
    if (other) replica.receive(other.missingAt(replica.stateVector));
  } else {
    replica.restart();
  }
}

function giveReceipt(
  replica: Replica,
  clock: { seq: number; given: Set<EntryId> },
  random: Random,
): void {
  const record = pick(random, replica.records);
  const claim = record
    ? replica
        .entriesOn(record)
        .find(
          ({ kind, by, id }) =>
            kind === 'needs.claimed' && by === replica.pen.device && !clock.given.has(id),
        )
    : undefined;
  if (record === undefined || claim === undefined) return;
  clock.seq += 1;
  clock.given.add(claim.id);
  replica.write(receipt(record, [claim.id], people.relay, clock.seq));
}

/** The faults stop and everybody exchanges what they have. */
function meet(replicas: readonly Replica[]): void {
  for (let round = 0; round < 2; round++) {
    for (const one of replicas) {
      for (const other of replicas) one.receive(other.missingAt(one.stateVector));
    }
  }
}

function agree(replicas: readonly Replica[]): void {
  const [first, ...others] = replicas;
  for (const other of others) {
    expect(other.ids).toEqual(first?.ids);
    expect(other.digest).toBe(first?.digest);
  }
}

/** Any order and repetition of the same entries give the same need. */
function holdLaws([first]: readonly Replica[], random: Random): void {
  for (const record of first?.records ?? []) {
    const entries = first?.entriesOn(record) ?? [];
    const twice = [...entries, ...entries]
      .map((entry) => ({ entry, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ entry }) => entry);
    const shuffled = JSON.stringify(foldNeed(record, twice, people.charter));
    expect(shuffled).toBe(JSON.stringify(first?.need(record)));
  }
}

/** Runs `count` histories from `first` on and names the seed that failed. */
export function liveThroughAll(first: number, count: number): void {
  for (let seed = first; seed < first + count; seed++) {
    try {
      liveThrough(seed);
    } catch (error) {
      throw new Error(`SEED=${seed} npx vitest run tests/convergence`, { cause: error });
    }
  }
}
