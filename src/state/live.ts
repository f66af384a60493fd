/** Questions to the database whose answers stay current, in every tab. */
import { useSignal } from '@preact/signals';
import { liveQuery } from 'dexie';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

let tellAnswered: () => void = () => undefined;
/** The first screen has its first answer: from then on the phone has time for other things. */
export const firstAnswer = new Promise<void>((resolve) => {
  tellAnswered = resolve;
});

/**
 * The answer to a database question, asked anew whenever a table it read has changed or `inputs`
 * do. `undefined` only until the first answer.
 */
export function useLive<Answer>(
  ask: () => Promise<Answer>,
  inputs: readonly unknown[],
): Answer | undefined {
  const answer = useSignal<Answer | undefined>(undefined);
  // Before the paint and not after it: a slow phone then waits one frame less for its list.
  useLayoutEffect(() => {
    const watching = liveQuery(ask).subscribe({
      next: (value) => {
        answer.value = value;
        tellAnswered();
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

/** The answer to a question asked once, when the screen opens. */
export function useOnce<Answer>(ask: () => Promise<Answer>): Answer | undefined {
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  useEffect(() => void ask().then(setAnswer), []);
  return answer;
}
