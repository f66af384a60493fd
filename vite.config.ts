import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import type { UserConfig } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';

const OUT = 'dist/app';
/** The oldest engines with all that the app and its packages call (`Object.hasOwn`, `at`). */
const BROWSERS = ['chrome93', 'safari15.4', 'firefox92'];

/** Everything the app needs with no network: each built file with the hash of its content. */
function precacheList(): { url: string; revision: string | null }[] {
  return readdirSync(OUT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'service-worker.js')
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      url: '/' + path.slice(OUT.length + 1),
      revision: createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16),
    }))
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}

/** What a needs list starts with is one file: on a slow phone every file more costs time. */
const start = {
  name: 'start',
  test: (id: string) =>
    /node_modules.(preact|@preact|preact-iso|dexie|i18next|valibot|lib0.(en|de)coding)/.test(id) ||
    /src.(ui.(?!QrCode)|community|storage|state|app.(?!sample|Today|More)|areas.needs.(Need|board))/.test(
      id,
    ),
};
/** The words of a language come together. */
const words = readdirSync('locales')
  .filter((name) => !name.includes('.'))
  .map((language) => ({
    name: `words-${language}`,
    test: (id: string) => id.includes(`/locales/${language}/`),
  }));

const app: UserConfig = {
  plugins: [preact({ reactAliasesEnabled: false })],
  build: {
    outDir: OUT,
    target: BROWSERS,
    cssTarget: BROWSERS,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [start, ...words] } } },
  },
  server: { proxy: { '/relay': { target: 'ws://127.0.0.1:8080', ws: true } } },
};

/** The service worker is one classic script that lists the app build it belongs to. */
const worker = (): UserConfig => ({
  define: {
    PRECACHE: JSON.stringify(precacheList()),
    'process.env.NODE_ENV': '"production"',
  },
  publicDir: false,
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: BROWSERS,
    reportCompressedSize: false,
    lib: {
      entry: 'src/service-worker.ts',
      formats: ['iife'],
      name: 'worker',
      fileName: () => 'service-worker.js',
    },
  },
});

const relay: UserConfig = {
  publicDir: false,
  build: {
    ssr: 'server/main.ts',
    outDir: 'dist/relay',
    target: 'node20',
    reportCompressedSize: false,
  },
};

const fast = ['tests/guards/**/*.test.ts', 'tests/convergence/**/*.test.ts'];

/** Only the unit tests run side by side: browsers and clocks want the machine to themselves. */
const project = (name: string, include: string[]) => ({
  test: {
    name,
    include,
    exclude: [...configDefaults.exclude, 'dist/**'],
    environment: 'node' as const,
    fileParallelism: name === 'unit',
    ...(name === 'unit' ? { maxWorkers: 2 } : {}),
    testTimeout: name === 'unit' ? 30_000 : name === 'bench' ? 900_000 : 180_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig(({ mode }) => ({
  ...(mode === 'worker' ? worker() : mode === 'relay' ? relay : app),
  test: {
    projects: [
      project('unit', ['src/**/*.test.ts', 'server/**/*.test.ts', ...fast]),
      project('browser', ['tests/stories/**/*.test.ts', 'tests/faults/**/*.test.ts']),
      project('bench', ['tests/bench/**/*.bench.ts']),
    ],
  },
}));
