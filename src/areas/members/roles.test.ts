import { expect, test } from 'vitest';
import type { Person, Role } from '../../community/charter.ts';
import type { PersonId } from '../../community/id.ts';
import { may } from './roles.ts';

const person = (...roles: readonly Role[]): Person => ({
  id: 'ana' as PersonId,
  name: 'Ana',
  language: 'en',
  roles,
  invitedBy: undefined,
  since: 0,
});

test('a stranger may do nothing', () => {
  expect(may(undefined, 'post a need')).toBe(false);
  expect(may(person(), 'claim a need')).toBe(false);
});

test('a member asks, helps and invites, and tends only their own', () => {
  const bo = person('member');
  expect(may(bo, 'post a need') && may(bo, 'claim a need') && may(bo, 'invite somebody')).toBe(
    true,
  );
  expect(may(bo, "tend anybody's need") || may(bo, 'choose who leads')).toBe(false);
});

test('a coordinator tends what anybody asked, and settles who leads', () => {
  const ana = person('member', 'coordinator');
  expect(may(ana, "tend anybody's need") && may(ana, 'choose who leads')).toBe(true);
});
