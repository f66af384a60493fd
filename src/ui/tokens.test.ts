import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokensIn = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
const blocks = css.split(/(?=:root)/).slice(1);
const [light = '', system = '', dark = ''] = blocks;
const THEMES = { light: tokensIn(light), dark: tokensIn(dark) };

/** WCAG 2.2: text on its ground. */
const TEXT: readonly (readonly [string, string])[] = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['quiet', 'paper'],
  ['quiet', 'card'],
  ['leaf', 'paper'],
  ['leaf', 'card'],
  ['on-leaf', 'leaf'],
  ['on-clay', 'clay'],
  ['paper', 'ink'],
  ...['leaf', 'marigold', 'clay', 'sky', 'plum'].flatMap((hue): [string, string][] => [
    [hue, hue + '-soft'],
    ['ink', hue + '-soft'],
  ]),
];
/** Shapes that carry meaning. */
const SHAPES: readonly (readonly [string, string])[] = [
  ['edge', 'card'],
  ['edge', 'paper'],
  ['leaf', 'paper'],
];

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(THEMES))('%s', (_theme, tokens) => {
  test.each(TEXT)('%s can be read on %s', (text, ground) => {
    expect(contrast(tokens[text] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPES)('%s can be seen on %s', (shape, ground) => {
    expect(contrast(tokens[shape] ?? '', tokens[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});

test('dark by choice and dark by the phone are the same', () => {
  expect(tokensIn(system)).toEqual(tokensIn(dark));
});
