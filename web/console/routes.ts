/**
 * The pages of the console, in navigation order. To add one, create a folder with a `page.tsx` that exports `Page` and
 * `words`, and add a line here.
 */
import { lazyPage, type PageRoute } from '../app/routes.ts';
import {
  BuildingIcon,
  FlagIcon,
  MailIcon,
  PeopleIcon,
  PulseIcon,
  SlidersIcon,
  UploadIcon,
} from '../shared/icons.tsx';
import { consoleWords } from './words.ts';

export const consoleRoutes: readonly PageRoute[] = [
  {
    path: '/console/onboarding',
    scope: 'customers:read',
    page: lazyPage(() => import('./onboarding/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.onboarding, Icon: FlagIcon },
  },
  {
    path: '/console/customers',
    scope: 'customers:read',
    page: lazyPage(() => import('./customers/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.customers, Icon: BuildingIcon },
  },
  {
    path: '/console/customers/:id',
    scope: 'customers:read',
    page: lazyPage(() => import('./customer/page.tsx')),
  },
  {
    path: '/console/users',
    scope: 'customers:read',
    page: lazyPage(() => import('./users/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.users, Icon: PeopleIcon },
  },
  {
    path: '/console/invitations',
    scope: 'invitations:read',
    page: lazyPage(() => import('./invitations/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.invitations, Icon: MailIcon },
  },
  {
    path: '/console/invitations/new',
    scope: 'invitations:write',
    page: lazyPage(() => import('./new-invitation/page.tsx')),
  },
  {
    path: '/console/imports',
    scope: 'invitations:read',
    page: lazyPage(() => import('./imports/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.imports, Icon: UploadIcon },
  },
  {
    path: '/console/imports/:id',
    scope: 'invitations:read',
    page: lazyPage(() => import('./import/page.tsx')),
  },
  {
    path: '/console/activity',
    scope: 'activity:read',
    page: lazyPage(() => import('./activity/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.activity, Icon: PulseIcon },
  },
  {
    path: '/console/settings/:section?',
    scope: 'settings:read',
    page: lazyPage(() => import('./settings/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.settings, Icon: SlidersIcon },
  },
  { path: '/console/security', page: lazyPage(() => import('../security/page.tsx')) },
];
