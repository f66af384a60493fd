/** One tab leads. The others wait for the lock, and take over when the leader closes. */

/**
 * Runs `lead` once this tab is the leader. Resolves `stop` when the returned function is called.
 * Without Web Locks (Safari before 15.4) every tab leads: entries are idempotent, so that costs
 * only traffic.
 */
export function leadAlone(name: string, lead: () => Promise<() => Promise<void>>): () => void {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = async (): Promise<void> => {
    const stop = await lead();
    await released;
    await stop();
  };
  const abort = new AbortController();
  if (navigator.locks === undefined) {
    void held();
  } else {
    navigator.locks
      .request('many-hands ' + name, { signal: abort.signal }, held)
      .catch((error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      });
  }
  return () => {
    abort.abort();
    release();
  };
}
