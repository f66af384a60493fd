/** How the storage asks whether what an entry claims about keys and signatures is so. */
import type { Charter } from '../community/charter.ts';
import type { Entry } from '../community/entry.ts';

/** `waiting`: cannot be told before another entry has come. */
export type Proof = 'genuine' | 'forged' | 'waiting';

export type Prove = (entry: Entry, charter: Charter) => Promise<Proof>;
