/**
 * Carries a community between this phone and its relay. One tab leads (Web Locks): it owns the
 * documents and the one socket. Other tabs write to the journal, and the leader sees it there.
 */
import { liveQuery } from 'dexie';
import { CHARTER, documentFor, isDocumentName } from '../community/document.ts';
import type { DocumentName } from '../community/id.ts';
import type { CommunityKeys } from '../crypto/community-keys.ts';
import type { EntryRow } from '../storage/database.ts';
import type { Journal } from '../storage/journal.ts';
import type { ChannelTrouble } from './channel.ts';
import { CLOCK, ClockLog } from './clock-log.ts';
import { DocumentCarrier } from './document-carrier.ts';
import { Link, type LinkState } from './link.ts';

/** What the carrier last knew. Kept in the database, so that every tab can show it. */
export interface CarrierReport {
  readonly link: LinkState;
  /** Milliseconds since 1970 by this phone's clock. */
  readonly lastContact: number | undefined;
  readonly trouble: ChannelTrouble | 'copy-failed' | undefined;
  /** While many entries are being taken in. */
  readonly taking: { readonly done: number; readonly of: number } | undefined;
  /** This phone's clock minus the relay's, in milliseconds, at the last contact. */
  readonly clockOffMs: number | undefined;
  /** The charter has been read to its end at least once on this phone. */
  readonly hasCharter: boolean;
}

export const NO_REPORT: CarrierReport = {
  link: 'waiting',
  lastContact: undefined,
  trouble: undefined,
  taking: undefined,
  clockOffMs: undefined,
  hasCharter: false,
};

const IDLE_MS = 2_000;
/** First the screen says "saved", then the entry is carried. */
const BREATH_MS = 30;
const COMPACT_EVERY_MS = 60_000;

export class Carrier {
  readonly #journal: Journal;
  readonly #keys: CommunityKeys;
  readonly #link: Link;
  readonly #documents = new Map<DocumentName, Promise<DocumentCarrier>>();
  #clock: ClockLog | undefined;
  #report = NO_REPORT;
  #outbox: { unsubscribe(): void } | undefined;
  #asks: { unsubscribe(): void } | undefined;
  #compacting: ReturnType<typeof setInterval> | undefined;

  constructor(journal: Journal, keys: CommunityKeys, relayUrl: string) {
    this.#journal = journal;
    this.#keys = keys;
    this.#link = new Link(relayUrl, {
      state: (link) => this.#tell(this.#contact(link)),
      time: (relayTime) => this.#tell({ clockOffMs: Date.now() - relayTime }),
    });
  }

  /** The charter and the months in use first; older months when there is time. */
  async start(): Promise<void> {
    const { db } = this.#journal;
    this.#report = {
      ...NO_REPORT,
      ...(await this.#lastReport()),
      link: 'waiting',
      trouble: undefined,
    };
    const charter = await this.#document(CHARTER);
    charter.doc.getMap('journals').observe(() => void this.#openJournals(charter));
    this.#clock = new ClockLog(
      this.#journal,
      this.#link,
      this.#keys,
      await this.#keys.logOf(CLOCK),
    );
    this.#link.start();
    await this.#document(documentFor('', Date.now()));
    this.#outbox = liveQuery(() => db.outbox.where('stage').equals('new').toArray()).subscribe(
      (rows) => setTimeout(() => void this.#carry(rows.map(({ id }) => id)), BREATH_MS),
    );
    this.#asks = liveQuery(() => db.asks.count()).subscribe(() => void this.#clock?.askAll());
    setTimeout(() => void this.#openJournals(charter), IDLE_MS);
    this.#compacting = setInterval(() => void this.#compact(), COMPACT_EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#outbox?.unsubscribe();
    this.#asks?.unsubscribe();
    clearInterval(this.#compacting);
    this.#link.stop();
    for (const document of this.#documents.values()) await (await document).stop();
  }

  #document(name: DocumentName): Promise<DocumentCarrier> {
    const opened =
      this.#documents.get(name) ??
      DocumentCarrier.start({
        name,
        journal: this.#journal,
        link: this.#link,
        keys: this.#keys,
        onTrouble: (trouble) => this.#tell({ trouble }),
        onProgress: (done, of) => this.#tell({ taking: done < of ? { done, of } : undefined }),
        onCaughtUp: () => this.#caughtUp(name),
      });
    this.#documents.set(name, opened);
    return opened;
  }

  /** Every month that any phone ever wrote in, whatever its clock said, newest first. */
  async #openJournals(charter: DocumentCarrier): Promise<void> {
    const announced = charter.doc.getMap('journals');
    const kept = (await this.#journal.db.entries.orderBy('doc').uniqueKeys()) as DocumentName[];
    charter.doc.transact(() => {
      for (const name of kept) {
        if (name !== CHARTER && !announced.has(name)) announced.set(name, true);
      }
    });
    const names = [...announced.keys()].filter(isDocumentName).sort().reverse();
    for (const name of names) await this.#document(name);
  }

  async #carry(ids: readonly EntryRow['id'][]): Promise<void> {
    const rows = (await this.#journal.db.entries.bulkGet([...ids])).filter(
      (row) => row !== undefined,
    );
    const byDocument = new Map<DocumentName, EntryRow[]>();
    for (const row of rows) {
      byDocument.set(row.doc, [...(byDocument.get(row.doc) ?? []), row]);
    }
    for (const [name, some] of byDocument) {
      const isNew = !this.#documents.has(name);
      await (await this.#document(name)).put(some);
      if (isNew) await this.#openJournals(await this.#document(CHARTER));
    }
  }

  async #caughtUp(name: DocumentName): Promise<void> {
    if (name !== CHARTER) return;
    await (await this.#document(CHARTER)).settled();
    this.#tell({ hasCharter: true });
    await this.#clock?.nameRelay();
    await this.#openJournals(await this.#document(CHARTER));
  }

  async #compact(): Promise<void> {
    for (const document of this.#documents.values()) await (await document).compact();
  }

  #contact(link: LinkState): Partial<CarrierReport> {
    if (link !== 'up' && this.#report.link !== 'up') return { link };
    return { link, lastContact: Date.now() };
  }

  #tell(news: Partial<CarrierReport>): void {
    this.#report = { ...this.#report, ...news };
    void this.#journal.db.marks
      .put({ name: 'carrier', value: this.#report })
      .catch(() => undefined);
  }

  async #lastReport(): Promise<Partial<CarrierReport> | undefined> {
    return (await this.#journal.db.marks.get('carrier'))?.value as CarrierReport | undefined;
  }
}
