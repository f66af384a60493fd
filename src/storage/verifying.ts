/**
 * Decides which of the entries that arrived can be believed. One good signature vouches for the
 * chain behind it; entries that cannot be believed yet are set aside, never thrown away.
 */
import { type Charter, foldCharter } from '../community/charter.ts';
import { areaOf, type Entry, inOrder, readEntry, recordOf } from '../community/entry.ts';
import type { DocumentName, EntryId } from '../community/id.ts';
import { packSigned, unpackSigned } from '../community/signed-entry.ts';
import { entryIdOf } from '../crypto/hash.ts';
import { verify } from '../crypto/signing.ts';
import type { AsideReason, AsideRow, EntryRow } from './database.ts';
import type { Prove } from './proof.ts';

export interface Arrived {
  readonly id: EntryId;
  readonly doc: DocumentName;
  readonly packed: Uint8Array;
}

export interface Verified {
  readonly rows: readonly EntryRow[];
  readonly entries: readonly Entry[];
  readonly aside: readonly AsideRow[];
}

/** Names what arrived; what is not even the size of a signed entry has no name and is left out. */
export async function nameArrived(
  doc: DocumentName,
  packs: readonly unknown[],
): Promise<Arrived[]> {
  const named = packs.map(async (packed) => {
    const signed = unpackSigned(packed);
    if (signed === undefined) return undefined;
    // Bytes read from a message are a view of all of it, and a database would keep all of it.
    const own = packSigned(signed);
    return { id: await entryIdOf(signed.bytes), doc, packed: own };
  });
  return (await Promise.all(named)).filter((arrived) => arrived !== undefined);
}

interface Candidate extends Arrived {
  readonly entry: Entry;
}

/** `known`: the charter's entries so far; newly believed ones count at once. */
export async function verifyArrived(
  arrived: readonly Arrived[],
  root: EntryId,
  known: readonly Entry[],
  prove: Prove,
): Promise<Verified> {
  const aside: AsideRow[] = [];
  const candidates: Candidate[] = [];
  for (const one of arrived) {
    const signed = unpackSigned(one.packed);
    const entry = signed && readEntry(one.id, signed.bytes);
    if (entry) candidates.push({ ...one, entry });
    else aside.push({ ...one, why: 'unreadable' });
  }
  const isControl = ({ entry }: Candidate) => areaOf(entry.kind) === 'charter';
  const control = await verifyCharter(candidates.filter(isControl), root, known, prove);
  const journal = await verifyJournal(
    candidates.filter((one) => !isControl(one)),
    foldCharter(root, [...known, ...control.believed.map(({ entry }) => entry)]),
    prove,
  );
  const believed = [...control.believed, ...journal.believed];
  return {
    rows: believed.map(rowOf),
    entries: believed.map(({ entry }) => entry),
    aside: [...aside, ...control.aside, ...journal.aside],
  };
}

interface Sorted {
  readonly believed: readonly Candidate[];
  readonly aside: readonly AsideRow[];
}

/** The charter's entries lean on one another, so they are believed one by one, in order. */
async function verifyCharter(
  candidates: readonly Candidate[],
  root: EntryId,
  known: readonly Entry[],
  prove: Prove,
): Promise<Sorted> {
  const believed: Candidate[] = [];
  const aside: AsideRow[] = [];
  let charter = foldCharter(root, known);
  for (const one of [...candidates].sort((a, b) => inOrder(a.entry, b.entry))) {
    const why = await doubt(one, charter, prove);
    if (why !== undefined) {
      aside.push({ id: one.id, doc: one.doc, why, packed: one.packed });
      continue;
    }
    believed.push(one);
    charter = foldCharter(root, [...known, ...believed.map(({ entry }) => entry)]);
  }
  return { believed, aside };
}

async function verifyJournal(
  candidates: readonly Candidate[],
  charter: Charter,
  prove: Prove,
): Promise<Sorted> {
  const believed: Candidate[] = [];
  const aside: AsideRow[] = [];
  const vouched = new Set<EntryId>();
  // Newest first, so that one signature vouches for the run of entries behind it.
  for (const one of [...candidates].sort((a, b) => b.entry.n - a.entry.n)) {
    const why = await doubt(one, charter, prove, vouched.has(one.id));
    if (why === undefined) {
      believed.push(one);
      if (one.entry.prev !== '') vouched.add(one.entry.prev);
    } else {
      aside.push({ id: one.id, doc: one.doc, why, packed: one.packed });
    }
  }
  return { believed, aside };
}

async function doubt(
  { entry, packed }: Candidate,
  charter: Charter,
  prove: Prove,
  isVouched = false,
): Promise<AsideReason | undefined> {
  const proof = await prove(entry, charter);
  if (proof !== 'genuine') return proof;
  if (isVouched) return undefined;
  const key = charter.devices.get(entry.by)?.sign ?? ownKey(entry);
  if (key === undefined) return 'stranger';
  const signed = unpackSigned(packed);
  const good = signed && (await verify(key, signed.bytes, signed.signature));
  return good ? undefined : 'wrong-signature';
}

/** Founding and joining bring the device's key along; that it names the device is proven before. */
function ownKey(entry: Entry): Uint8Array | undefined {
  if (entry.kind !== 'charter.founded' && entry.kind !== 'charter.joined') return undefined;
  const key = entry.body.sign;
  return key instanceof Uint8Array ? key : undefined;
}

function rowOf({ id, doc, packed, entry }: Candidate): EntryRow {
  return { id, record: recordOf(entry), by: entry.by, n: entry.n, doc, packed };
}
