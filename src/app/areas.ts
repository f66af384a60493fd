/** The list of areas: what the journal folds for each, and where their screens are. */
import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { needsProjection } from '../areas/needs/need-fold.ts';
import type { Projections } from '../storage/projecting.ts';

export const AREA_PROJECTIONS: Projections = [needsProjection];

export interface Screen {
  readonly path: string;
  /** Key of its title. */
  readonly title: string;
  /** Where the back arrow leads; the places of the bottom bar have none. */
  readonly back?: string;
  readonly component: ComponentType<object> & { preload(): Promise<unknown> };
}

export const SCREENS: readonly Screen[] = [
  { path: '/', title: 'common:today', component: lazy(() => import('./Today.tsx')) },
  {
    path: '/needs',
    title: 'needs:title',
    component: lazy(() => import('../areas/needs/NeedsScreen.tsx')),
  },
  {
    path: '/needs/new',
    title: 'needs:new',
    back: '/needs',
    component: lazy(() => import('../areas/needs/NewNeedScreen.tsx')),
  },
  {
    path: '/needs/:id',
    title: 'needs:one',
    back: '/needs',
    component: lazy(() => import('../areas/needs/NeedScreen.tsx')),
  },
  {
    path: '/people',
    title: 'members:title',
    component: lazy(() => import('../areas/members/PeopleScreen.tsx')),
  },
  {
    path: '/people/invite',
    title: 'members:invite',
    back: '/people',
    component: lazy(() => import('../areas/members/InviteScreen.tsx')),
  },
  { path: '/more', title: 'common:more', component: lazy(() => import('./More.tsx')) },
];

/** The screen at an address, and nothing when there is none. */
export function screenAt(path: string): Screen | undefined {
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
  return SCREENS.find((screen) => matches(screen.path.split('/'), trimmed.split('/')));
}

/** Loads a screen's code while the database opens. */
export async function preloadScreen(path: string): Promise<void> {
  await screenAt(path)?.component.preload();
}

function matches(wanted: readonly string[], given: readonly string[]): boolean {
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part.startsWith(':') || part === given[i])
  );
}
