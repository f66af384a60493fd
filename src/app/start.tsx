/** The order of starting: words, the journal, the screen; then whatever may come after first paint. */
import { render } from 'preact';
import { startCarrying } from '../state/carrying.ts';
import { watchMidnight } from '../state/dates.ts';
import { watchJoining } from '../state/founding.ts';
import { startLanguage } from '../state/language.ts';
import { firstAnswer } from '../state/live.ts';
import { openLast, watchSession } from '../state/session.ts';
import { startTheme } from '../state/theme.ts';
import { App } from './App.tsx';
import { AREA_PROJECTIONS, preloadScreen } from './areas.ts';
import { takeInvitationLink } from './invitation-link.ts';
import { startUpdates } from './update.ts';

/** A screen that asks nothing still lets the rest begin. */
const PATIENCE_MS = 2_000;

export async function startApp(element: HTMLElement): Promise<void> {
  startTheme();
  takeInvitationLink();
  await Promise.all([
    startLanguage(),
    openLast(AREA_PROJECTIONS),
    preloadScreen(location.pathname),
  ]);
  render(<App />, element);
  watchMidnight();
  await Promise.race([firstAnswer, wait(PATIENCE_MS)]);
  await nextPaint();
  watchSession();
  startCarrying();
  watchJoining();
  startUpdates();
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const nextPaint = () =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
