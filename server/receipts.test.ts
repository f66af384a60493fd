import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Receipt, receiptBytes } from './protocol.ts';
import { Receipts } from './receipts.ts';
import { newStoreIdentity } from './store-identity.ts';

const NOW = Date.UTC(2026, 10, 24);
const log = randomBytes(32);
const commitment = randomBytes(32);
const key = newStoreIdentity().receiptKey;

function holds(publicKey: Uint8Array, of: Uint8Array, receipt: Receipt): boolean {
  const x = Buffer.from(publicKey).toString('base64url');
  const open = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const bytes = receiptBytes(log, receipt.seq, of, receipt.time, receipt.trusted);
  return verify(null, bytes, open, receipt.signature);
}

test('anybody can check a receipt with the 32 bytes of the public key', () => {
  const receipts = new Receipts(key, 0);
  const receipt = receipts.give(log, { seq: 7, commitment, stamp: receipts.stamp(NOW) });
  expect(receipts.publicKey.length).toBe(32);
  expect(receipt).toMatchObject({ seq: 7, time: NOW, trusted: true });
  expect(holds(receipts.publicKey, commitment, receipt)).toBe(true);
});

test('a receipt changed in place, time, trust or commitment does not hold', () => {
  const receipts = new Receipts(key, 0);
  const receipt = receipts.give(log, { seq: 7, commitment, stamp: receipts.stamp(NOW) });
  expect(holds(receipts.publicKey, commitment, { ...receipt, seq: 6 })).toBe(false);
  expect(holds(receipts.publicKey, commitment, { ...receipt, time: NOW - 1 })).toBe(false);
  expect(holds(receipts.publicKey, commitment, { ...receipt, trusted: false })).toBe(false);
  expect(holds(receipts.publicKey, randomBytes(32), receipt)).toBe(false);
});

test('a repeated append gets the same receipt after a restart', () => {
  const kept = { seq: 3, commitment, stamp: { time: NOW, trusted: true } };
  const before = new Receipts(key, 0).give(log, kept);
  expect(new Receipts(key, NOW + 999_999_999).give(log, kept)).toEqual(before);
});

test('a clock that was never set is not trusted', () => {
  expect(new Receipts(key, 0).stamp(Date.UTC(2025, 11, 31))).toMatchObject({ trusted: false });
});

test('a clock behind what was trusted before, this start or an earlier one, is not trusted', () => {
  const receipts = new Receipts(key, NOW);
  expect(receipts.stamp(NOW - 3_600_000)).toEqual({ time: NOW - 3_600_000, trusted: false });
  expect(receipts.stamp(NOW + 5)).toEqual({ time: NOW + 5, trusted: true });
  expect(receipts.stamp(NOW - 120_000)).toMatchObject({ trusted: false });
});

test('while a clock is corrected by seconds, trusted times wait and never go backwards', () => {
  const receipts = new Receipts(key, 0);
  const times = [NOW, NOW - 2_000, NOW - 1_000, NOW + 1].map((now) => receipts.stamp(now));
  expect(times.map(({ time }) => time)).toEqual([NOW, NOW, NOW, NOW + 1]);
  expect(times.every(({ trusted }) => trusted)).toBe(true);
});
