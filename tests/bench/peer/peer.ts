/** The usual way: every need a Y.Map in one document, kept by y-indexeddb, listed by urgency. */
import { IndexeddbPersistence } from 'y-indexeddb';
import * as Y from 'yjs';

const SHOWN = 30;
const doc = new Y.Doc();
const needs = doc.getMap<Y.Map<unknown>>('needs');
const copy = new IndexeddbPersistence('peer', doc);

function fill(open: number, past: number): void {
  doc.transact(() => {
    for (let i = 0; i < open + past; i++) {
      const need = new Y.Map<unknown>();
      need.set('side', 'need');
      need.set('what', 'food');
      need.set('words', `Milk for family ${i}`);
      need.set('urgency', i % 9 === 0 ? 'today' : 'week');
      need.set('zone', `Zone ${i % 12}`);
      need.set('at', 1_700_000_000_000 + i);
      need.set('state', i < open ? 'open' : 'confirmed');
      if (i >= open) {
        need.set('claimedBy', 'Bo');
        need.set('doneAt', i);
        need.set('confirmedAt', i);
      }
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
