import { expect, test } from 'vitest';
import { liveThrough, liveThroughAll } from './history.ts';
import { REGRESSIONS } from './regressions.ts';

const FIRST = Number(process.env.SEED ?? 1);
const COUNT = process.env.SEED ? 1 : 1000;

test(`${COUNT} histories of 300 steps on five phones from seed ${FIRST} end alike`, () => {
  expect(() => liveThroughAll(FIRST, COUNT)).not.toThrow();
}, 300_000);

test('histories that once failed end alike', () => {
  for (const seed of REGRESSIONS) expect(() => liveThrough(seed)).not.toThrow();
});
