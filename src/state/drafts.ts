/** Half-written forms, kept on this phone with every burst of keys, so that nothing typed is lost. */
import { session } from './session.ts';

const BURST_MS = 200;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export async function readDraft<Draft>(name: string): Promise<Draft | undefined> {
  return (await session.peek()?.journal.db.drafts.get(name))?.value as Draft | undefined;
}

/** Keeps the newest of a burst of changes. */
export function keepDraft(name: string, value: unknown): void {
  clearTimeout(timers.get(name));
  timers.set(
    name,
    setTimeout(() => {
      // A full phone is told of when the thing itself is saved.
      session
        .peek()
        ?.journal.db.drafts.put({ name, value })
        .catch(() => undefined);
    }, BURST_MS),
  );
}

export async function dropDraft(name: string): Promise<void> {
  clearTimeout(timers.get(name));
  await session.peek()?.journal.db.drafts.delete(name);
}
