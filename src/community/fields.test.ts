import * as v from 'valibot';
import { expect, test } from 'vitest';
import { documentFor, isDocumentName } from './document.ts';
import type { Entry } from './entry.ts';
import { bodyOf, day, id43, isUnderstood, language } from './fields.ts';

const said = (kind: string, body: Entry['body']) => ({ kind, body }) as Entry;

test('a body is read through its schema, or not at all', () => {
  const schema = v.object({ claim: v.string() });
  expect(bodyOf(schema, { body: { claim: 'x', later: 1 } })).toEqual({ claim: 'x' });
  expect(bodyOf(schema, { body: { claim: 1 } })).toBeUndefined();
});

test('a kind is known by its own name only', () => {
  const kinds = { 'needs.claimed': v.object({}) };
  expect(isUnderstood(kinds, said('needs.claimed', {}))).toBe(true);
  for (const kind of ['needs.later', 'toString', '__proto__', 'constructor', '']) {
    expect(isUnderstood(kinds, said(kind, {}))).toBe(false);
  }
});

test.each([
  [day, '2026-11-24', '2026-13-01'],
  [day, '1999-01-31', '24.11.2026'],
  [language, 'zh-Hans', 'english language'],
  [language, 'es', 'E'],
  [id43, 'a'.repeat(43), 'a'.repeat(42)],
])('%# a field takes what it is for', (schema, good, bad) => {
  expect(v.is(schema, good)).toBe(true);
  expect(v.is(schema, bad)).toBe(false);
});

test('charter entries go to the charter, all others to the journal of their month', () => {
  const november = Date.UTC(2026, 10, 30, 23, 59);
  expect(documentFor('charter.joined', november)).toBe('charter');
  expect(documentFor('needs.posted', november)).toBe('journal/2026-11');
  expect(documentFor('needs.posted', november + 60_000)).toBe('journal/2026-12');
});

test('only charters and journals are documents', () => {
  expect(['charter', 'journal/2026-11'].every(isDocumentName)).toBe(true);
  const others = ['', 'journal/2026-13', 'journal/26-11', 'charter/../x', undefined, 7];
  expect(others.some(isDocumentName)).toBe(false);
});
