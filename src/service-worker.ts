/**
 * Lets the app open with no network. The whole build is kept before it may take over, so an old tab
 * never asks for a file that is gone; a new build waits until somebody takes it.
 */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: every file of it with its hash. */
declare const PRECACHE: { url: string; revision: string | null }[];

precacheAndRoute(PRECACHE);
cleanupOutdatedCaches();
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/(relay|healthz|metrics)/],
  }),
);

self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
