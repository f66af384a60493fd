import { afterEach, expect, test, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type SocketEnd, sealedSocketFor } from './sealed-socket.ts';

/** The contract with the installed y-websocket: an upgrade that breaks it fails here. */
function phone(doc = new Y.Doc()) {
  const sent: Uint8Array[] = [];
  const ends: SocketEnd[] = [];
  const owner = {
    made: (end: SocketEnd) => void ends.push(end),
    update: (update: Uint8Array) => void sent.push(update),
  };
  const provider = new WebsocketProvider('wss://sealed.invalid', 'log', doc, {
    connect: false,
    disableBc: true,
    WebSocketPolyfill: sealedSocketFor(owner),
  });
  provider.awareness.setLocalState(null);
  return { doc, provider, sent, ends };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
const EMPTY_STATE = new Uint8Array([0]);
const open: WebsocketProvider[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const provider of open.splice(0)) provider.destroy();
});

async function connected(doc?: Y.Doc) {
  const made = phone(doc);
  open.push(made.provider);
  made.provider.connect();
  await tick();
  const [end] = made.ends;
  if (end === undefined) throw new Error('the provider made no socket');
  end.open();
  return { ...made, end };
}

test('the provider is asked for exactly what the relay lacks, once', async () => {
  const doc = new Y.Doc();
  doc.getArray('entries').push([['one']]);
  const held = Y.encodeStateVector(doc);
  doc.getArray('entries').push([['two']]);
  const { end, sent, provider } = await connected(doc);
  expect(sent).toEqual([]);
  end.caughtUp(held);
  end.caughtUp(held);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toEqual(Y.encodeStateAsUpdate(doc, held));
  expect(provider.synced).toBe(true);
});

test('what the log holds reaches the document, and is not sent back', async () => {
  const other = new Y.Doc();
  other.getArray('entries').push([['from elsewhere']]);
  const { doc, end, sent } = await connected();
  end.deliver(Y.encodeStateAsUpdate(other));
  expect(doc.getArray('entries').toJSON()).toEqual([['from elsewhere']]);
  end.caughtUp(Y.encodeStateVector(other));
  expect(sent.filter((update) => update.length > 2)).toEqual([]);
});

test('a live edit is sent; awareness never is', async () => {
  const { doc, end, sent, provider } = await connected();
  end.caughtUp(EMPTY_STATE);
  sent.length = 0;
  provider.awareness.setLocalState({ name: 'Ana' });
  doc.getArray('entries').push([['one']]);
  expect(sent).toHaveLength(1);
});

test('a closed socket is made anew by the provider', async () => {
  const { end, ends } = await connected();
  end.close();
  await vi.waitFor(() => expect(ends).toHaveLength(2), 2_000);
});
