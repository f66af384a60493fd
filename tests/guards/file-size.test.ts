import { expect, test } from 'vitest';
import { filesIn, read } from './sources.ts';

const MOST = 300;
const MEDIAN = 120;

const linesOf = (path: string): number => read(path).trimEnd().split('\n').length;

test(`no file is over ${MOST} lines`, () => {
  const all = filesIn(['src', 'server', 'tests'], /\.(tsx?|mjs|css)$/);
  const long = all.filter((path) => linesOf(path) > MOST);
  expect(long.map((path) => `${path}: ${linesOf(path)} lines`)).toEqual([]);
});

test(`the median of our code is at most ${MEDIAN} lines`, () => {
  const sizes = filesIn(['src', 'server'], /(?<!\.test)\.tsx?$/)
    .map(linesOf)
    .sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(MEDIAN);
});
