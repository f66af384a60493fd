/** The order of starting: words, the journal, the screen; then whatever may come after first paint. */
import { render } from 'preact';
import { startCarrying } from '../state/carrying.ts';
import { watchMidnight } from '../state/dates.ts';
import { watchJoining } from '../state/founding.ts';
import { startLanguage } from '../state/language.ts';
import { openLast } from '../state/session.ts';
import { startTheme } from '../state/theme.ts';
import { App } from './App.tsx';
import { AREA_PROJECTIONS } from './areas.ts';
import { takeInvitationLink } from './invitation-link.ts';
import { startUpdates } from './update.ts';

export async function startApp(element: HTMLElement): Promise<void> {
  startTheme();
  takeInvitationLink();
  await Promise.all([startLanguage(), openLast(AREA_PROJECTIONS)]);
  render(<App />, element);
  watchMidnight();
  afterFirstPaint(() => {
    startCarrying();
    watchJoining();
    startUpdates();
  });
}

function afterFirstPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work, 0));
}
