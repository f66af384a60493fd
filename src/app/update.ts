/** A new build waits until somebody takes it; then every tab turns over together. */
import { signal } from '@preact/signals';
import { Workbox } from 'workbox-window';

/** Takes the build that is waiting. Nothing while there is none. */
export const takeUpdate = signal<(() => void) | undefined>(undefined);

const CHECK_MS = 3_600_000;

export function startUpdates(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const workbox = new Workbox('/service-worker.js', { updateViaCache: 'none' });
  workbox.addEventListener('waiting', ({ sw }) => {
    takeUpdate.value = () => {
      // A tab from the very first visit has no worker yet, and is told only this way.
      sw?.addEventListener('statechange', () => sw.state === 'activated' && location.reload());
      workbox.messageSkipWaiting();
    };
  });
  workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
    if (isUpdate || isExternal) location.reload();
  });
  void workbox.register();
  const check = () => void workbox.update().catch(() => undefined);
  setInterval(check, CHECK_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });
}
