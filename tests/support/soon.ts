/**
 * Resolves, with how long it took in milliseconds, when `holds` stops throwing. Throws its last
 * error after `withinMs`.
 */
export async function soon(holds: () => Promise<void> | void, withinMs = 10_000): Promise<number> {
  const start = Date.now();
  for (;;) {
    try {
      await holds();
      return Date.now() - start;
    } catch (error) {
      if (Date.now() - start > withinMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
