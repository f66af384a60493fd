/** A need or an offer: what is written about it, and what it adds up to. */
import * as v from 'valibot';
import { day, id43, language, longText, shortText } from '../../community/fields.ts';
import type { EntryId, PersonId, RecordId } from '../../community/id.ts';
import { receiptedBody } from '../../community/receipt.ts';
import { undoneBody } from '../../community/undo.ts';

export const SIDES = ['need', 'offer'] as const;
export const WHATS = [
  'food',
  'things',
  'ride',
  'care',
  'health',
  'repair',
  'housing',
  'money',
  'company',
  'words',
  'other',
] as const;
export const URGENCIES = ['today', 'week', 'none'] as const;
export const RELEASE_REASONS = [
  'ill',
  'no-time',
  'not-able',
  'found-other',
  'mistake',
  'other',
] as const;

export type Side = (typeof SIDES)[number];
export type What = (typeof WHATS)[number];
export type Urgency = (typeof URGENCIES)[number];
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

export const MAX_AMOUNT = 9999;

/** Fields a person fills in and may edit. */
export const needFields = {
  what: v.picklist(WHATS),
  words: longText,
  lang: language,
  amount: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_AMOUNT))),
  urgency: v.picklist(URGENCIES),
  day: v.nullable(day),
  zone: v.pipe(shortText, v.maxLength(60)),
} as const;

const postedBody = v.object({ side: v.picklist(SIDES), ...needFields });
export type Posted = v.InferOutput<typeof postedBody>;
/** What a person fills in. */
export type NeedWords = Omit<Posted, 'side'>;
export type NeedField = keyof NeedWords;
export const NEED_FIELDS = Object.keys(needFields) as readonly NeedField[];

const onClaim = v.object({ claim: id43 });

export const needKinds = {
  'needs.posted': postedBody,
  'needs.edited': v.object({
    set: v.partial(v.object(needFields)),
    /** For each field, the entries it replaces. */
    over: v.record(v.string(), v.array(id43)),
  }),
  'needs.claimed': v.object({}),
  'needs.released': v.object({
    ...onClaim.entries,
    reason: v.picklist(RELEASE_REASONS),
    words: shortText,
  }),
  'needs.stayed': onClaim,
  'needs.chosen': onClaim,
  'needs.done': v.object({}),
  'needs.confirmed': v.object({}),
  'needs.archived': v.object({}),
  'needs.undone': undoneBody,
  'needs.receipted': receiptedBody,
} as const;

export type NeedState = 'open' | 'claimed' | 'done' | 'confirmed';

export interface Claim {
  /** The claiming entry. */
  readonly id: EntryId;
  readonly by: PersonId;
  readonly at: number;
  /** Who is first leads; who claimed apart is backup, never turned away. */
  readonly standing: 'lead' | 'backup';
  /** No receipt has come yet, so being first is asked, not settled. */
  readonly asked: boolean;
  /** The backup said that they stay. */
  readonly stayed: boolean;
}

/** Two people wrote one field apart. */
export interface Collision {
  readonly field: NeedField;
  readonly now: { readonly entry: EntryId; readonly by: PersonId; readonly value: unknown };
  readonly others: readonly {
    readonly entry: EntryId;
    readonly by: PersonId;
    readonly value: unknown;
  }[];
}

/** A row of the table `needs`; small, since lists read it as it is. */
export interface Need extends NeedWords {
  readonly id: RecordId;
  readonly side: Side;
  readonly by: PersonId;
  /** The asker's clock. */
  readonly at: number;
  readonly state: NeedState;
  readonly archived: boolean;
  readonly editedAfterArchiving: boolean;
  readonly claims: readonly Claim[];
  readonly collisions: readonly Collision[];
  /** What an edit of each field replaces. A field nobody edited is left out: the posting wrote it. */
  readonly heads: Readonly<Partial<Record<NeedField, readonly EntryId[]>>>;
  /** `need`, `offer`, or `past`: the list it stands in. */
  readonly shelf: 'need' | 'offer' | 'past';
  /** Sorts a list: urgent first, then by day, then newest first; what is past, only newest first. */
  readonly rank: string;
  /** People with a claim that is still under way: neither done nor archived. */
  readonly helpers: readonly PersonId[];
  readonly ignored: readonly EntryId[];
}
