import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from './sources.ts';

const APP = join(ROOT, 'dist/app');
const MOST_SCRIPT = 100_000;
const MOST_PRECACHE = 450_000;
const MOST_LOCALE = 12_000;

const load = (name: string): string => readFileSync(join(APP, 'assets', name), 'utf8');
const packed = (text: string | Buffer): number => gzipSync(text, { level: 9 }).length;
const importsIn = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g)].map(
    ([, name = '']) => name,
  );

let first: Set<string>;

beforeAll(() => {
  if (!existsSync(APP)) throw new Error('build first: npm run build');
  const page = readFileSync(join(APP, 'index.html'), 'utf8');
  const assets = readdirSync(join(APP, 'assets'));
  const open = [
    ...[...page.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name = '']) => name),
    ...assets.filter((name) => /^(NeedsScreen|words-en)-.*\.js$/.test(name)),
  ];
  first = new Set(open);
  for (const name of first) for (const next of importsIn(load(name))) first.add(next);
});

test('the first load to a needs list is at most 100 kB of script', () => {
  const bytes = [...first].reduce((sum, name) => sum + packed(load(name)), 0);
  console.log(`first load: ${bytes} bytes of script, gzip, in ${first.size} files`);
  expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT);
});

test('Yjs, the carrier and the crypto fall-back come after the first paint', () => {
  const all = [...first].map(load).join('\n');
  expect(all).not.toContain('Yjs was already imported');
  expect(all).not.toContain('twisted edwards');
  const later = readdirSync(join(APP, 'assets')).filter(
    (name) => name.endsWith('.js') && !first.has(name),
  );
  expect(later.some((name) => load(name).includes('Yjs was already imported'))).toBe(true);
});

test('everything kept for offline is at most 450 kB', () => {
  const files = readdirSync(APP, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.reduce(
    (sum, entry) => sum + packed(readFileSync(join(entry.parentPath, entry.name))),
    0,
  );
  expect(bytes).toBeLessThanOrEqual(MOST_PRECACHE);
});

test('no file of words is over 12 kB', () => {
  const locales = readdirSync(join(ROOT, 'locales'), { recursive: true, withFileTypes: true });
  const large = locales
    .filter((entry) => entry.name.endsWith('.json'))
    .filter((entry) => packed(readFileSync(join(entry.parentPath, entry.name))) > MOST_LOCALE);
  expect(large).toEqual([]);
});

test('what is built names no other host', () => {
  // Names of namespaces, of our own placeholders, and pages that Dexie's and Yjs' messages point to.
  const allowed =
    /https?:\/\/(www\.w3\.org|localhost|relay|sealed\.invalid|github\.com|tinyurl\.com|bit\.ly)/;
  const files = readdirSync(join(APP, 'assets')).filter((name) => name.endsWith('.js'));
  const named = files.flatMap((name) =>
    [...load(name).matchAll(/https?:\/\/[\w.-]+/g)]
      .map(([url]) => url)
      .filter((url) => !allowed.test(url)),
  );
  expect([...new Set(named)]).toEqual([]);
});
