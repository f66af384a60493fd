/** The community that is open on this phone, and who I am in it. */
import { batch, computed, effect, signal } from '@preact/signals';
import { liveQuery } from 'dexie';
import type { Charter, Person } from '../community/charter.ts';
import { CHARTER } from '../community/document.ts';
import type { Draft, Entry } from '../community/entry.ts';
import type { PersonId } from '../community/id.ts';
import { done, type Result, refuse } from '../community/result.ts';
import { type CommunityKeys, keysFrom } from '../crypto/community-keys.ts';
import type { CommunityDatabase } from '../storage/database.ts';
import { copyHighWater } from '../storage/high-water.ts';
import { Journal } from '../storage/journal.ts';
import { type CommunityIdentity, missing, openCommunity } from '../storage/open-community.ts';
import { type Projections, rebuildOutdated } from '../storage/projecting.ts';
import { NotSaved, type SaveRefusal } from '../storage/saving.ts';
import {
  currentCommunity,
  findCommunities,
  type KeptCommunity,
  keepCommunity,
} from '../storage/this-phone.ts';

export interface Session {
  readonly kept: KeptCommunity;
  readonly identity: CommunityIdentity;
  /** Derived when first needed: a list can be read without them. */
  keys(): Promise<CommunityKeys>;
  readonly journal: Journal;
  close(): void;
}

export type SessionState =
  | { readonly is: 'opening' }
  | { readonly is: 'none' }
  | { readonly is: 'open'; readonly session: Session; readonly lost: number }
  /** The database opened empty although there was something in it. */
  | { readonly is: 'keys-lost'; readonly kept: KeptCommunity }
  | { readonly is: 'unopenable'; readonly kept: KeptCommunity };

export const sessionState = signal<SessionState>({ is: 'opening' });
export const charter = signal<Charter | undefined>(undefined);
/** Why the last try to save failed; nothing when it did not. */
export const notSaving = signal<SaveRefusal | undefined>(undefined);

export const session = computed(() =>
  sessionState.value.is === 'open' ? sessionState.value.session : undefined,
);

/** My own person; nothing while a newcomer's phone has not reached the community. */
export const me = computed<Person | undefined>(() => {
  const device = session.value?.journal.device.id;
  const known = device && charter.value?.devices.get(device);
  return known ? charter.value?.people.get(known.person) : undefined;
});

export function nameOf(person: PersonId | undefined): string | undefined {
  return person && charter.value?.people.get(person)?.name;
}

let areas: Projections = [];

/** Opens the community that was open last. `projections`: every area's. */
export async function openLast(projections: Projections): Promise<void> {
  areas = projections;
  const kept = currentCommunity();
  if (kept === undefined) {
    if (!(await openFound(projections))) sessionState.value = { is: 'none' };
    return;
  }
  const opened = await openCommunity(kept.database, projections);
  if (opened.state !== 'open') {
    sessionState.value = { is: opened.state, kept };
    return;
  }
  enter(kept, opened.identity, opened.db, opened.lost);
}

/** Opens a community that is on this phone but not in its list. */
async function openFound(projections: Projections): Promise<boolean> {
  for (const database of await findCommunities()) {
    const opened = await openCommunity(database, projections);
    if (opened.state !== 'open') continue;
    const { root, sample } = opened.identity;
    const kept = { id: root, database, sample };
    keepCommunity(kept);
    enter(kept, opened.identity, opened.db, opened.lost);
    return true;
  }
  return false;
}

/** Makes a community's database the one that screens show. */
export function enter(
  kept: KeptCommunity,
  identity: CommunityIdentity,
  db: CommunityDatabase,
  lost = 0,
): Session {
  session.value?.close();
  let derived: Promise<CommunityKeys> | undefined;
  const keys = () => {
    derived ??= keysFrom(identity.secrets);
    return derived;
  };
  const journal = new Journal({
    db,
    root: identity.root,
    keys: identity.keys,
    projections: areas,
    prove: async (entry, known) => {
      const { provingFor } = await import('../sync/proofs.ts');
      return provingFor(await (await keys()).logOf('clock'))(entry, known);
    },
    clock: () => Date.now(),
    onSaved: (trouble) => {
      notSaving.value = trouble;
    },
  });
  // The first screen need not wait for it: names come a moment after the list.
  const loading = journal.refreshCharter();
  const entered: Session = {
    kept,
    identity,
    keys,
    journal,
    close: () => db.close(),
  };
  batch(() => {
    charter.value = undefined;
    sessionState.value = { is: 'open', session: entered, lost };
  });
  void loading.then((known) => {
    if (session.peek() === entered) charter.value = known;
  });
  return entered;
}

/** What a session needs besides its first screen: called once that is painted. */
export function watchSession(): void {
  let stop: () => void = () => undefined;
  effect(() => {
    const open = session.value;
    stop();
    stop = open ? watch(open) : () => undefined;
  });
}

function watch({ journal }: Session): () => void {
  const { db } = journal;
  // Another tab may write to the charter as well.
  const watching = liveQuery(() => db.entries.where('doc').equals(CHARTER).count()).subscribe(
    async () => {
      charter.value = await journal.refreshCharter();
    },
  );
  void rebuildOutdated(db, areas, () => journal.charter);
  void copyHighWater(db.name);
  void missing(db).then((lost) => {
    const state = sessionState.peek();
    if (lost > 0 && state.is === 'open') sessionState.value = { ...state, lost };
  });
  return () => watching.unsubscribe();
}

/** No community is open. */
export function closeSession(): void {
  session.value?.close();
  batch(() => {
    charter.value = undefined;
    sessionState.value = { is: 'none' };
  });
}

export function projections(): Projections {
  return areas;
}

/**
 * Writes what a verb returned. Resolves once it is durable on this phone, or with the verb's or the
 * phone's refusal.
 */
export async function write<Refused>(
  drafts: Result<readonly Draft[], Refused>,
): Promise<Result<readonly Entry[], Refused | SaveRefusal>> {
  if (!drafts.ok) return drafts;
  const open = session.value;
  if (open === undefined) return refuse('storage-broken');
  try {
    return done(await open.journal.append(drafts.value));
  } catch (error) {
    if (error instanceof NotSaved) return refuse(error.why);
    throw error;
  }
}
