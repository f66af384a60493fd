/** What benches share: percentiles, and marks taken inside a page. */
import type { Page } from 'playwright-core';

/** The value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const round = (value: number, digits = 0): string => value.toFixed(digits);

/** Runs before the page: notes when something that fits the selector was first painted. */
export const notePaintOf = (selector: string): string => `
  globalThis.paintedAt = undefined;
  new MutationObserver(() => {
    if (globalThis.paintedAt !== undefined || !document.querySelector(${JSON.stringify(selector)})) return;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      globalThis.paintedAt ??= performance.now();
    }));
  }).observe(document, { childList: true, subtree: true });`;

/** Milliseconds from navigation to that paint. */
export async function paintedAt(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => Reflect.get(globalThis, 'paintedAt'), undefined, {
    timeout: 120_000,
  });
  return Number(await handle.jsonValue());
}
