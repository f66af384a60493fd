/** Named people with real keys, and a pen for each: real bytes, real hashes, real signatures. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Charter, foldCharter } from '../../src/community/charter.ts';
import { type Draft, type Entry, readEntry, writeEntry } from '../../src/community/entry.ts';
import { type DeviceId, type EntryId, textOf } from '../../src/community/id.ts';
import { packSigned } from '../../src/community/signed-entry.ts';

export const idOf = (bytes: Uint8Array): EntryId =>
  textOf<EntryId>(createHash('sha256').update(bytes).digest());

export interface Written {
  readonly entry: Entry;
  readonly packed: Uint8Array;
}

/** One phone's chain. */
export class Pen {
  readonly name: string;
  readonly device: DeviceId;
  readonly signOpen: Uint8Array;
  readonly #secret: KeyObject;
  #n = 0;
  #prev: EntryId | '' = '';

  constructor(name: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.name = name;
    this.signOpen = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
    this.device = textOf<DeviceId>(
      createHash('sha256').update(this.signOpen).digest().subarray(0, 16),
    );
    this.#secret = privateKey;
  }

  /** `tick` and `at` as the phone believes them. */
  write(draft: Draft, tick: number, under: readonly EntryId[] = [], at = tick): Written {
    this.#n += 1;
    const fields = { ...draft, by: this.device, n: this.#n, prev: this.#prev, under, tick, at };
    const bytes = writeEntry(fields);
    const entry = readEntry(idOf(bytes), bytes);
    if (entry === undefined) throw new Error('wrote what cannot be read');
    this.#prev = entry.id;
    return { entry, packed: packSigned({ signature: sign(null, bytes, this.#secret), bytes }) };
  }

  /** The fields a newcomer brings. */
  newcomer(): { name: string; language: string; sign: Uint8Array; box: Uint8Array } {
    return { name: this.name, language: 'en', sign: this.signOpen, box: new Uint8Array(32) };
  }
}

export interface Cast {
  readonly charter: Charter;
  readonly control: readonly Entry[];
  /** The same as they travel, signed. */
  readonly controlPacked: readonly Uint8Array[];
  readonly pens: readonly Pen[];
  /** The key of the relay that is the community's clock. */
  readonly relay: Uint8Array;
  /** The tick after everything here. */
  readonly tick: number;
}

/** A community founded by the first of them; the others joined, each by an invitation. */
export function cast(...names: readonly string[]): Cast {
  const pens = names.map((name) => new Pen(name));
  const [founder, ...others] = pens;
  if (founder === undefined) throw new Error('a community has a founder');
  const control: Entry[] = [];
  const controlPacked: Uint8Array[] = [];
  let tick = 0;
  const write = (pen: Pen, draft: Draft): Entry => {
    tick += 1;
    const { entry, packed } = pen.write(draft, tick);
    control.push(entry);
    controlPacked.push(packed);
    return entry;
  };
  const body = { ...founder.newcomer(), community: 'Lantern Street' };
  const root = write(founder, { kind: 'charter.founded', on: '', body });
  const relay = new Uint8Array(randomBytes(32));
  write(founder, { kind: 'charter.relay-named', on: '', body: { key: relay } });
  for (const pen of others) {
    const key = new Uint8Array(randomBytes(32));
    const invited = write(founder, { kind: 'charter.invited', on: '', body: { key, until: 0 } });
    const joined = { ...pen.newcomer(), proof: new Uint8Array(64) };
    write(pen, { kind: 'charter.joined', on: invited.id, body: joined });
  }
  return {
    charter: foldCharter(root.id, control),
    control,
    controlPacked,
    pens,
    relay,
    tick: tick + 1,
  };
}

/** A receipt as the fold sees it; signatures are checked before the fold, not in it. */
export function receipt(
  on: EntryId,
  ids: readonly EntryId[],
  relay: Uint8Array,
  seq: number,
): Draft {
  const body = {
    key: relay,
    log: new Uint8Array(32),
    seq,
    time: seq,
    trusted: true,
    signature: new Uint8Array(64),
    salt: new Uint8Array(32),
    ids,
  };
  return { kind: 'needs.receipted', on, body };
}
