/** What each role may do: the only table of permissions. Every fold and every screen asks it. */
import type { Person, Role } from '../../community/charter.ts';

export type Act =
  | 'post a need'
  | 'claim a need'
  | "tend anybody's need"
  | 'choose who leads'
  | 'invite somebody';

const ACTS: Readonly<Record<Role, readonly Act[]>> = {
  member: ['post a need', 'claim a need', 'invite somebody'],
  coordinator: ["tend anybody's need", 'choose who leads'],
};

/** A stranger may do nothing. */
export function may(person: Person | undefined, act: Act): boolean {
  return person?.roles.some((role) => ACTS[role].includes(act)) ?? false;
}
