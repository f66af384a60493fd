import { expect, test } from 'vitest';
import { liveThroughAll } from './history.ts';

const FIRST = Number(process.env.SEED ?? 1001);
const COUNT = process.env.SEED ? 1 : 1000;

test(`${COUNT} histories of 300 steps on five phones from seed ${FIRST} end alike`, () => {
  expect(() => liveThroughAll(FIRST, COUNT)).not.toThrow();
}, 300_000);
