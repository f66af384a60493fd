import { describe, expect, test } from 'vitest';
import type { EntryId } from '../community/id.ts';
import { textOf } from '../community/id.ts';
import { keysFrom, newSecrets } from './community-keys.ts';
import { randomBytes } from './hash.ts';
import { readInvitation, writeInvitation } from './invitation.ts';
import { paddedLength } from './padding.ts';
import { seal, unseal } from './seal.ts';

const words = new TextEncoder().encode('Milk for the twins');

describe('sealed frames', () => {
  test('open in their own log, under the key they name, and nowhere else', async () => {
    const keys = await keysFrom(newSecrets());
    const log = await keys.logOf('charter');
    const { body } = await seal(keys.sealWith, log, words);
    expect(await unseal(keys.openWith, log, body)).toEqual(words);
    expect(await unseal(keys.openWith, await keys.logOf('journal/2026-11'), body)).toBe('damaged');
    const others = await keysFrom(newSecrets());
    expect(await unseal(others.openWith, log, body)).toBe('unknown-key');
  });

  test('stay closed when any byte is changed or missing', async () => {
    const keys = await keysFrom(newSecrets());
    const log = await keys.logOf('charter');
    const { body } = await seal(keys.sealWith, log, words);
    for (let at = 0; at < body.length; at += 5) {
      const flipped = body.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect(typeof (await unseal(keys.openWith, log, flipped)), `byte ${at}`).toBe('string');
      expect(typeof (await unseal(keys.openWith, log, body.slice(0, at)))).toBe('string');
    }
  });

  test('bear the same name for the same content, so that sending twice is sending once', async () => {
    const keys = await keysFrom(newSecrets());
    const log = await keys.logOf('charter');
    const [one, two] = [
      await seal(keys.sealWith, log, words),
      await seal(keys.sealWith, log, words),
    ];
    expect(one.id).toEqual(two.id);
    expect(one.body).not.toEqual(two.body);
  });

  test('are padded to steps that cost at most 256 bytes or an eighth', () => {
    for (let length = 1; length < 70_000; length += 97) {
      const padded = paddedLength(length);
      expect(padded).toBeGreaterThanOrEqual(length);
      expect(padded - length).toBeLessThanOrEqual(Math.max(256, length * 0.13));
    }
  });
});

describe('invitations', () => {
  const invitation = {
    root: randomBytes(32),
    epoch: randomBytes(32),
    seed: randomBytes(32),
    id: textOf<EntryId>(randomBytes(32)),
    community: textOf<EntryId>(randomBytes(32)),
    until: 1_800_000_000_000,
    communityName: 'شارع الفانوس',
  };

  test('come back whole from a code and from a link', async () => {
    const code = await writeInvitation(invitation);
    for (const text of [code, ` ${code}\n`, `https://example.org/#join=${code}`]) {
      expect(await readInvitation(text)).toEqual({ ok: true, value: invitation });
    }
  });

  test('cut or mistyped anywhere, are refused as damaged', async () => {
    const code = await writeInvitation(invitation);
    for (let at = 0; at < code.length; at++) {
      expect(await readInvitation(code.slice(0, at))).toMatchObject({ ok: false });
      const typo = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1);
      if (typo !== code)
        expect(await readInvitation(typo), `letter ${at}`).toMatchObject({ ok: false });
    }
  });
});
