/** The carrier's documents: the charter, and one journal for each month. */
import { areaOf } from './entry.ts';
import type { DocumentName } from './id.ts';

export const CHARTER = 'charter' as DocumentName;

/** Where an entry written at `at` (milliseconds since 1970, this phone's clock) is kept. */
export function documentFor(kind: string, at: number): DocumentName {
  if (areaOf(kind) === 'charter') return CHARTER;
  return ('journal/' + new Date(at).toISOString().slice(0, 7)) as DocumentName;
}

export function isDocumentName(name: unknown): name is DocumentName {
  return typeof name === 'string' && /^(charter|journal\/\d{4}-(0[1-9]|1[0-2]))$/.test(name);
}
