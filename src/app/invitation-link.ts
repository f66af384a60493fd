/** A link with an invitation: its code is taken out of the address at once, and kept nowhere else. */
import { signal } from '@preact/signals';

/** The code somebody opened the app with. */
export const linkCode = signal<string | undefined>(undefined);

export function takeInvitationLink(): void {
  const take = () => {
    const { hash, pathname, search } = location;
    if (!hash.startsWith('#join=')) return;
    linkCode.value = hash.slice('#join='.length);
    history.replaceState(null, '', pathname + search);
  };
  take();
  addEventListener('hashchange', take);
}
