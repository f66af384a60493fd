/** Everything out of this phone, as a file. */
import { exportEverything } from '../storage/export.ts';
import { dayOf } from './dates.ts';
import { charter, projections, session } from './session.ts';

export async function takeEverything(): Promise<void> {
  const open = session.value;
  const known = charter.value;
  if (open === undefined || known === undefined) return;
  const file = await exportEverything(open.journal.db, known, projections(), Date.now());
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `many-hands-${dayOf(Date.now())}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
