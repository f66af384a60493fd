/** One thing at a time is told at the foot of the screen: what was done, with ten seconds to undo. */
import { signal } from '@preact/signals';
import type { Draft, Entry } from '../community/entry.ts';
import type { Result } from '../community/result.ts';
import { t } from './language.ts';
import { write } from './session.ts';

export interface Told {
  readonly text: string;
  readonly undo: (() => void) | undefined;
}

const UNDO_MS = 10_000;

export const told = signal<Told | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string, undo?: () => void): void {
  clearTimeout(timer);
  told.value = { text, undo };
  timer = setTimeout(() => {
    told.value = undefined;
  }, UNDO_MS);
}

/**
 * Writes what a verb returned and tells how it went: `saidKey` when it is durable here, otherwise
 * the refusal's own sentence. Returns the entries, or nothing when refused.
 */
export async function act<Refused extends string>(
  drafts: Result<readonly Draft[], Refused>,
  saidKey: string,
  undo?: (entry: Entry) => Result<readonly Draft[], Refused>,
): Promise<readonly Entry[] | undefined> {
  const written = await write(drafts);
  if (!written.ok) {
    tell(t('problems:' + written.refused));
    return undefined;
  }
  const [first] = written.value;
  const takeBack = undo && first ? () => void act(undo(first), 'common:taken-back') : undefined;
  tell(t(saidKey), takeBack);
  return written.value;
}
