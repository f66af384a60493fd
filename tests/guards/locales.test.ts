import { describe, expect, test } from 'vitest';
import { filesIn, read } from './sources.ts';

type Words = Readonly<Record<string, string>>;

const files = filesIn(['locales'], /\.json$/);
const languages = [...new Set(files.map((path) => path.split('/')[1] ?? ''))];
const areas = [...new Set(files.map((path) => path.split('/')[2] ?? ''))];
const wordsOf = (language: string, area: string): Words =>
  JSON.parse(read(`locales/${language}/${area}`)) as Words;
const PLURAL = /_(zero|one|two|few|many|other)$/;
const placeholders = (text: string): string[] => [...new Set(text.match(/{{\w+}}/g) ?? [])].sort();

/** Keys that screens put together, by the part that stands in the code. */
const PUT_TOGETHER = [
  'common:theme-',
  'common:truth-link-',
  'members:role-',
  'needs:by-',
  'needs:claim-',
  'needs:did-',
  'needs:empty-',
  'needs:field-',
  'needs:mine-',
  'needs:post-',
  'needs:posted-',
  'needs:reason-',
  'needs:shelf-',
  'needs:state-',
  'needs:urgency-',
  'needs:what-',
  'needs:which-',
  'problems:',
];

const code = filesIn(['src'], /(?<!\.test)\.tsx?$/)
  .map(read)
  .join('\n');
const used = new Set(
  [...code.matchAll(/['"`]([a-z]+:[a-z][a-z-]*)['"`]/g)].map(([, key = '']) => key),
);

describe.each(languages)('%s', (language) => {
  test('has every file, every key and every plural of its own', () => {
    for (const area of areas) {
      const english = Object.keys(wordsOf('en', area));
      const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const wanted = new Set(
        english.flatMap((key) =>
          PLURAL.test(key) ? plurals.map((category) => key.replace(PLURAL, '_' + category)) : [key],
        ),
      );
      expect(Object.keys(wordsOf(language, area)), `${language}/${area}`).toEqual(
        [...wanted].sort(),
      );
    }
  });

  test('says something everywhere, with the same placeholders as English', () => {
    for (const area of areas) {
      const english = wordsOf('en', area);
      for (const [key, text] of Object.entries(wordsOf(language, area))) {
        expect(text.trim(), `${language}/${area} ${key}`).not.toBe('');
        const model = english[key] ?? english[key.replace(PLURAL, '_other')] ?? '';
        if (PLURAL.test(key)) {
          const known = placeholders(model + '{{count}}');
          expect(known, `${language}/${area} ${key}`).toEqual(
            expect.arrayContaining(placeholders(text)),
          );
        } else {
          expect(placeholders(text), `${language}/${area} ${key}`).toEqual(placeholders(model));
        }
      }
    }
  });
});

const keys = areas.flatMap((area) =>
  Object.keys(wordsOf('en', area)).map((key) => `${area.replace('.json', '')}:${key}`),
);
const plain = new Set(keys.map((key) => key.replace(PLURAL, '')));

test('every key that code names exists', () => {
  const areaNames = areas.map((area) => area.replace('.json', ''));
  const named = [...used].filter((key) => areaNames.includes(key.split(':')[0] ?? ''));
  const missing = named.filter((key) => !plain.has(key) && !PUT_TOGETHER.includes(key));
  expect(missing).toEqual([]);
});

test('every key is used', () => {
  const isPutTogether = (key: string) => PUT_TOGETHER.some((start) => key.startsWith(start));
  expect([...plain].filter((key) => !used.has(key) && !isPutTogether(key))).toEqual([]);
});

test('every refusal has its sentence', () => {
  const types = [...code.matchAll(/export type \w*Refusal =([^;]+);/g)].flatMap(([, union = '']) =>
    [...union.matchAll(/'([a-z-]+)'/g)].map(([, refusal = '']) => 'problems:' + refusal),
  );
  expect(types.length).toBeGreaterThan(8);
  expect(types.filter((key) => !plain.has(key))).toEqual([]);
});

test('no screen holds words of its own', () => {
  const spoken = filesIn(['src'], /\.tsx$/).flatMap((path) =>
    read(path)
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      .split('\n')
      .filter((line) =>
        /^\s*[A-Z][a-z]+ [a-z]+[^(){}=;]*$|>\s*[A-Za-z]{3,}[^<>{}()=;]*<\//.test(line),
      )
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(spoken).toEqual([]);
});
