/** Questions to the database whose answers stay current, in every tab. */
import { useSignal } from '@preact/signals';
import { liveQuery } from 'dexie';
import { useEffect } from 'preact/hooks';

/**
 * The answer to a database question, asked anew whenever a table it read has changed or `inputs`
 * do. `undefined` only until the first answer.
 */
export function useLive<Answer>(
  ask: () => Promise<Answer>,
  inputs: readonly unknown[],
): Answer | undefined {
  const answer = useSignal<Answer | undefined>(undefined);
  useEffect(() => {
    const watching = liveQuery(ask).subscribe({
      next: (value) => {
        answer.value = value;
      },
      error: (error: unknown) => {
        // The journal reports storage trouble; a screen keeps the last answer it had.
        console.error('live question', error);
      },
    });
    return () => watching.unsubscribe();
    // The caller names what the question depends on.
  }, inputs);
  return answer.value;
}
