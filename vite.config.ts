import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import type { UserConfig } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';

const OUT = 'dist/app';

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

const app: UserConfig = {
  plugins: [preact({ reactAliasesEnabled: false })],
  build: {
    outDir: OUT,
    target: ['chrome87', 'safari15', 'firefox90'],
    cssTarget: ['chrome87', 'safari15'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
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
    target: ['chrome87', 'safari15', 'firefox90'],
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
