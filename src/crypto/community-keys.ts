/** What the members of a community share, and what is derived from it. */
import { textOf } from '../community/id.ts';
import { derive, randomBytes } from './hash.ts';
import { type EpochKey, epochKeyFrom } from './seal.ts';

/** The secrets as they rest on the phone. */
export interface CommunitySecrets {
  /** Names the community's logs; stays the same for ever. 32 bytes. */
  readonly root: Uint8Array;
  /** One secret for each epoch, oldest first, 32 bytes each; the last one seals. */
  readonly epochs: readonly Uint8Array[];
}

export interface CommunityKeys {
  readonly sealWith: EpochKey;
  readonly openWith: ReadonlyMap<string, EpochKey>;
  /** Lets a phone write to the community's logs. 32 bytes. */
  readonly writeToken: Uint8Array;
  /** The relay's name for a document, from which nothing can be read. 32 bytes. */
  logOf(document: string): Promise<Uint8Array>;
}

export function newSecrets(): CommunitySecrets {
  return { root: randomBytes(32), epochs: [randomBytes(32)] };
}

export async function keysFrom(secrets: CommunitySecrets): Promise<CommunityKeys> {
  const epochs = await Promise.all(secrets.epochs.map(epochKeyFrom));
  const sealWith = epochs.at(-1);
  if (sealWith === undefined) throw new Error('a community has at least one epoch');
  return {
    sealWith,
    openWith: new Map(epochs.map((epoch) => [textOf<string>(epoch.id), epoch])),
    writeToken: await derive(secrets.root, 'write token 1', 32),
    logOf: (document) => derive(secrets.root, 'log ' + document, 32),
  };
}
