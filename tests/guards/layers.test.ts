import { expect, test } from 'vitest';
import { filesIn, type Import, importsOf, read } from './sources.ts';

/** Which folder of src may import which; everything may import packages. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'ui'],
  'service-worker': [],
  app: ['areas', 'state', 'storage', 'crypto', 'community', 'ui'],
  areas: ['state', 'community', 'ui'],
  state: ['storage', 'sync', 'crypto', 'community'],
  sync: ['storage', 'crypto', 'community', 'server/protocol.ts'],
  storage: ['crypto', 'community'],
  crypto: ['community'],
  community: [],
  ui: [],
};

/** Which area may know which. A new word here is an architectural decision. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  members: [],
  needs: ['members'],
};

const sources = filesIn(['src'], /(?<!\.test)\.tsx?$/);
const server = filesIn(['server'], /(?<!\.test)\.ts$/);
const imports = sources.flatMap(importsOf);
const layerOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.tsx?$/, '');
const areaOf = (path: string): string => path.split('/')[2] ?? '';
const isOurs = ({ to }: Import): boolean => /^(src|server|tests|locales)\//.test(to);

test('imports run one way', () => {
  const wrong = imports.filter(isOurs).filter(({ from, to }) => {
    if (to.startsWith('locales/')) return layerOf(from) !== 'state';
    const layer = layerOf(from);
    const target = to.startsWith('src/') ? layerOf(to) : to;
    return target !== layer && !MAY[layer]?.includes(target);
  });
  expect(wrong.map(({ from, to }) => `${from} may not import ${to}`)).toEqual([]);
});

test('areas know only their declared neighbours, and their rules know no screen', () => {
  const wrong = imports.filter(({ from, to }) => {
    if (layerOf(from) !== 'areas') return false;
    const isRule = from.endsWith('.ts');
    if (isRule && isOurs({ from, to, isType: false, isLazy: false })) {
      const isPure = /^src\/(community|areas)\//.test(to) && to.endsWith('.ts');
      if (!isPure) return true;
    }
    if (layerOf(to) !== 'areas' || !to.startsWith('src/')) return false;
    return areaOf(to) !== areaOf(from) && !NEIGHBOURS[areaOf(from)]?.includes(areaOf(to));
  });
  expect(wrong.map(({ from, to }) => `${from} may not import ${to}`)).toEqual([]);
});

test('the relay imports nothing of the app', () => {
  const wrong = server.flatMap(importsOf).filter(({ to }) => /^(src|tests)\//.test(to));
  expect(wrong).toEqual([]);
});

test('there is no import cycle at run time', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, isType, isLazy } of [...imports, ...server.flatMap(importsOf)]) {
    if (!isType && !isLazy) edges.set(from, [...(edges.get(from) ?? []), to]);
  }
  const settled = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (trail.includes(path) || settled.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    settled.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  expect(cycles).toEqual([]);
});

test('names say what a thing is, styles live in ui, and nothing is left for later', () => {
  const all = [...sources, ...server, ...filesIn(['tests'], /\.(ts|mjs)$/)];
  const vague = all.filter((path) =>
    /(^|\/)(index|utils?|helpers?|misc|common)(\/|\.tsx?$)/.test(path),
  );
  expect(vague).toEqual([]);
  expect(filesIn(['src'], /\.css$/).filter((path) => layerOf(path) !== 'ui')).toEqual([]);
  const left = all
    .filter((path) => !path.startsWith('tests/guards/'))
    .flatMap((path) =>
      read(path)
        .split('\n')
        .filter((line) =>
          /\b(TODO|FIXME|HACK)\b|\bas any\b|@ts-(ignore|nocheck)|(biome-ignore)(?!.*: \w)/.test(
            line,
          ),
        )
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(left).toEqual([]);
});
