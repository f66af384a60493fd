/** A store's name and receipt key, both random. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { StoreIdentity } from './log-store.ts';

export function newStoreIdentity(): StoreIdentity {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    store: randomBytes(16),
    receiptKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
  };
}
