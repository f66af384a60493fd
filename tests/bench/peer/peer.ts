/** The usual way: every need a Y.Map in one document, kept by y-indexeddb, listed by urgency. */
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';

const SHOWN = 20;
const doc = new Y.Doc();
const needs = doc.getMap<Y.Map<unknown>>('needs');
const copy = new IndexeddbPersistence('peer', doc);

/** What the row of a need holds. */
function fieldsOf(i: number, isPast: boolean): Record<string, unknown> {
  return {
    side: 'need',
    what: 'food',
    words: `Milk for family ${i}`,
    lang: 'en',
    amount: null,
    urgency: i % 9 === 0 ? 'today' : 'week',
    day: null,
    zone: `Zone ${i % 12}`,
    by: 'Bea',
    at: 1_700_000_000_000 + i,
    state: isPast ? 'confirmed' : 'open',
  };
}

/** What an entry says besides its fields: who did what, and when. */
function happened(did: string, i: number): Y.Map<unknown> {
  const item = new Y.Map<unknown>();
  item.set('did', did);
  item.set('by', did === 'claimed' || did === 'done' ? 'Hal' : 'Bea');
  item.set('at', 1_700_000_000_000 + i);
  return item;
}

function fill(open: number, past: number): void {
  doc.transact(() => {
    for (let i = 0; i < open + past; i++) {
      const need = new Y.Map<unknown>();
      const isPast = i >= open;
      for (const [field, value] of Object.entries(fieldsOf(i, isPast))) need.set(field, value);
      const history = new Y.Array<Y.Map<unknown>>();
      const verbs = isPast ? ['posted', 'claimed', 'done', 'confirmed'] : ['posted'];
      history.push(verbs.map((did) => happened(did, i)));
      need.set('history', history);
      needs.set(`need-${i}`, need);
    }
  });
}

function show(): void {
  const open = [...needs.values()]
    .filter((need) => need.get('state') === 'open')
    .sort((a, b) => String(a.get('urgency')).localeCompare(String(b.get('urgency'))));
  const list = document.getElementById('list');
  for (const need of open.slice(0, SHOWN)) {
    const item = document.createElement('li');
    item.className = 'card';
    item.textContent = String(need.get('words'));
    list?.append(item);
  }
}

Object.assign(globalThis, { fill });
await copy.whenSynced;
show();
