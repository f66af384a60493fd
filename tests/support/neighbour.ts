/**
 * A member made of the app's own parts without a browser: joins by an invitation, and writes a long
 * history straight into the community's sealed logs.
 */
import { randomBytes } from 'node:crypto';
import * as Y from 'yjs';
import { foldCharter } from '../../src/community/charter.ts';
import type { Draft, Entry } from '../../src/community/entry.ts';
import type { DocumentName, EntryId } from '../../src/community/id.ts';
import { type CommunityKeys, keysFrom } from '../../src/crypto/community-keys.ts';
import { type DeviceKeys, newDeviceKeys } from '../../src/crypto/device-keys.ts';
import { type Invitation, proveInvited, readInvitation } from '../../src/crypto/invitation.ts';
import { seal } from '../../src/crypto/seal.ts';
import { chain } from '../../src/storage/chain.ts';
import type { EntryRow } from '../../src/storage/database.ts';
import { type HighWater, NOTHING_YET } from '../../src/storage/high-water.ts';
import { writePayloads } from '../../src/sync/payload.ts';
import { Wire } from './wire.ts';

/** Later than anything the founder has written so far. */
const FIRST_TICK = 1_000;

export class Neighbour {
  readonly #keys: CommunityKeys;
  readonly #device: DeviceKeys;
  readonly #wire: Wire;
  #head: HighWater = { ...NOTHING_YET, tick: FIRST_TICK };
  #rows: EntryRow[] = [];

  static async join(link: string, name: string): Promise<Neighbour> {
    const read = await readInvitation(link);
    if (!read.ok) throw new Error(read.refused);
    const invitation: Invitation = read.value;
    const keys = await keysFrom({ root: invitation.root, epochs: [invitation.epoch] });
    const device = await newDeviceKeys();
    const neighbour = new Neighbour(keys, device, await Wire.connect(new URL(link).origin));
    const proof = await proveInvited(invitation, device);
    const body = { name, language: 'en', sign: device.signOpen, box: device.boxOpen, proof };
    await neighbour.write([{ kind: 'charter.joined', on: invitation.id, body }], Date.now());
    return neighbour;
  }

  private constructor(keys: CommunityKeys, device: DeviceKeys, wire: Wire) {
    this.#keys = keys;
    this.#device = device;
    this.#wire = wire;
  }

  async write(drafts: readonly Draft[], at: number): Promise<readonly Entry[]> {
    const nobody = foldCharter('' as EntryId, []);
    const { entries, rows, head } = await chain(drafts, this.#device, nobody, this.#head, at);
    this.#head = head;
    this.#rows.push(...rows);
    return entries;
  }

  /** Seals everything written so far into the logs; resolves when the relay has it on disk. */
  async send(): Promise<void> {
    const names = [...new Set(this.#rows.map(({ doc }) => doc))].sort();
    for (const name of names) {
      const doc = new Y.Doc();
      const pieces = this.#rows.filter((row) => row.doc === name).map(({ packed }) => [packed]);
      doc.getArray('entries').push(pieces);
      if (name === 'charter') {
        for (const month of names.filter((one) => one !== name))
          doc.getMap('journals').set(month, true);
      }
      await this.#append(name, Y.encodeStateAsUpdate(doc));
    }
    this.#rows = [];
    this.#wire.close();
  }

  async #append(name: DocumentName, update: Uint8Array): Promise<void> {
    const log = await this.#keys.logOf(name);
    for (const payload of writePayloads([update], randomBytes(8))) {
      const { id, body } = await seal(this.#keys.sealWith, log, payload);
      let answer = await this.#wire.append(log, this.#keys.writeToken, body, Buffer.from(id));
      while (answer.kind === 'refused') {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        answer = await this.#wire.append(log, this.#keys.writeToken, body, Buffer.from(id));
      }
    }
  }
}
