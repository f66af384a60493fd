/**
 * Proofs inside entries, checked once when an entry is taken in: keys that name their device, an
 * invitation's signature over a newcomer, a relay's signature over a receipt.
 */
import { receiptBytes } from '../../server/protocol.ts';
import { type Charter, charterKinds } from '../community/charter.ts';
import type { Entry } from '../community/entry.ts';
import { bodyOf } from '../community/fields.ts';
import { type EntryId, textOf } from '../community/id.ts';
import { isReceipt, type Receipted, receiptedBody } from '../community/receipt.ts';
import { commitmentOf } from '../crypto/commitment.ts';
import { deviceIdOf } from '../crypto/hash.ts';
import { isInvited } from '../crypto/invitation.ts';
import { verify } from '../crypto/signing.ts';
import type { Proof, Prove } from '../storage/proof.ts';

/** `clockLog`: the community's log in which relays order contested entries. */
export function provingFor(clockLog: Uint8Array): Prove {
  return async (entry, charter) => {
    if (entry.kind === 'charter.founded') return proveFounded(entry, charter);
    if (entry.kind === 'charter.joined') return proveJoined(entry, charter);
    if (isReceipt(entry)) return proveReceipt(entry, clockLog);
    return 'genuine';
  };
}

async function proveFounded(entry: Entry, charter: Charter): Promise<Proof> {
  const body = bodyOf(charterKinds['charter.founded'], entry);
  if (body === undefined || entry.id !== charter.id) return 'forged';
  return (await deviceIdOf(body.sign)) === entry.by ? 'genuine' : 'forged';
}

async function proveJoined(entry: Entry, charter: Charter): Promise<Proof> {
  const body = bodyOf(charterKinds['charter.joined'], entry);
  if (body === undefined || (await deviceIdOf(body.sign)) !== entry.by) return 'forged';
  const invitation = charter.invitations.get(entry.on as EntryId);
  if (invitation === undefined) return 'waiting';
  return (await isInvited(charter.id, invitation, body)) ? 'genuine' : 'forged';
}

async function proveReceipt(entry: Entry, clockLog: Uint8Array): Promise<Proof> {
  const body = bodyOf(receiptedBody, entry);
  if (body === undefined || textOf(body.log) !== textOf(clockLog)) return 'forged';
  return (await isGenuine(body)) ? 'genuine' : 'forged';
}

async function isGenuine(receipt: Receipted): Promise<boolean> {
  const commitment = await commitmentOf(receipt.salt, receipt.ids as EntryId[]);
  const { log, seq, time, trusted, key, signature } = receipt;
  return verify(key, receiptBytes(log, seq, commitment, time, trusted), signature);
}
