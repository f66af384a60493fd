/** What happened to one need, entry by entry, for its page. */
import { type Charter, type Person, personOf } from '../../community/charter.ts';
import { type Entry, inOrder, recordOf } from '../../community/entry.ts';
import { bodyOf } from '../../community/fields.ts';
import type { EntryId, PersonId } from '../../community/id.ts';
import { isReceipt } from '../../community/receipt.ts';
import { isUndo, undone } from '../../community/undo.ts';
import { type NeedField, needKinds, type ReleaseReason } from './need.ts';
import { foldNeed } from './need-fold.ts';

export interface Happened {
  readonly entry: EntryId;
  readonly by: PersonId | undefined;
  readonly at: number;
  /** The verb of the kind: `posted`, `claimed`, … */
  readonly did: string;
  /** Fields an edit changed. */
  readonly changed: readonly NeedField[];
  readonly reason: ReleaseReason | undefined;
  readonly words: string;
  readonly isUndone: boolean;
}

/**
 * Newest first. Receipts and undos are not told by themselves; what was undone is marked; what
 * changed nothing, because its author had no right, is left out.
 */
export function historyOf(entries: readonly Entry[], charter: Charter): readonly Happened[] {
  const [some] = entries;
  const need = some && foldNeed(recordOf(some), entries, charter);
  if (need === undefined) return [];
  const ignored = new Set(need.ignored);
  const counted = entries.filter(({ id }) => !ignored.has(id));
  const gone = undone(counted, (device) => personOf(charter, device));
  return counted
    .filter((entry) => !isReceipt(entry) && !isUndo(entry))
    .sort((a, b) => inOrder(b, a))
    .map((entry) => {
      const released =
        entry.kind === 'needs.released' ? bodyOf(needKinds['needs.released'], entry) : undefined;
      const edited =
        entry.kind === 'needs.edited' ? bodyOf(needKinds['needs.edited'], entry) : undefined;
      return {
        entry: entry.id,
        by: personOf(charter, entry.by),
        at: entry.at,
        did: entry.kind.slice('needs.'.length),
        changed: Object.keys(edited?.set ?? {}) as NeedField[],
        reason: released?.reason,
        words: released?.words ?? '',
        isUndone: gone.has(entry.id),
      };
    });
}

/** I may take back what I did myself; an asking is not taken back but archived. */
export function canUndo(item: Happened, me: Person | undefined): boolean {
  return me !== undefined && item.by === me.id && !item.isUndone && item.did !== 'posted';
}
