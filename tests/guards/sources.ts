/** The project's own sources, as the guards see them. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export interface Import {
  readonly from: string;
  /** A path from the root, or a package. */
  readonly to: string;
  readonly isType: boolean;
  readonly isLazy: boolean;
}

/** Files below these folders with these endings, as paths from the root. */
export function filesIn(folders: readonly string[], ending: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(ROOT.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort(),
  );
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const STATIC = /^\s*(import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const LAZY = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export function importsOf(path: string): Import[] {
  const text = read(path);
  const resolve = (to: string) => (to.startsWith('.') ? normalize(join(dirname(path), to)) : to);
  const statics = [...text.matchAll(STATIC)].map(([, , type, to = '']) => ({
    from: path,
    to: resolve(to),
    isType: type !== undefined,
    isLazy: false,
  }));
  const lazies = [...text.matchAll(LAZY)].map(([, to = '']) => ({
    from: path,
    to: resolve(to),
    isType: false,
    isLazy: true,
  }));
  return [...statics, ...lazies];
}
