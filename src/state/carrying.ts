/** The carrier's work as signals: what waits, since when, and how the relay was last seen. */
import { effect, signal } from '@preact/signals';
import { liveQuery } from 'dexie';
import { waiting as countWaiting, type Waiting } from '../storage/outbox.ts';
import type { CarrierReport } from '../sync/carrier.ts';
import { leadAlone } from '../sync/leading.ts';
import { type Session, session } from './session.ts';

export const report = signal<CarrierReport | undefined>(undefined);
export const waiting = signal<Waiting>({ count: 0, since: undefined });

/** The relay is where the app came from. */
const relayUrl = (): string => location.origin.replace(/^http/, 'ws') + '/relay';

/** From now on whatever community is open is carried. The carrier itself is loaded here. */
export function startCarrying(): void {
  let stop: () => void = () => undefined;
  effect(() => {
    const open = session.value;
    stop();
    stop = open ? carry(open) : () => undefined;
  });
}

function carry(open: Session): () => void {
  const { db } = open.journal;
  const watching = [
    liveQuery(() => countWaiting(db)).subscribe((counted) => {
      waiting.value = counted;
    }),
    liveQuery(() => db.marks.get('carrier')).subscribe((mark) => {
      report.value = mark?.value as CarrierReport | undefined;
    }),
  ];
  // The sample neighbourhood stays on this phone.
  const release = open.kept.sample ? () => undefined : leadAlone(db.name, () => lead(open));
  return () => {
    release();
    for (const { unsubscribe } of watching) unsubscribe();
    report.value = undefined;
    waiting.value = { count: 0, since: undefined };
  };
}

async function lead({ journal, keys }: Session): Promise<() => Promise<void>> {
  const { Carrier } = await import('../sync/carrier.ts');
  const carrier = new Carrier(journal, await keys(), relayUrl());
  await carrier.start();
  return () => carrier.stop();
}
