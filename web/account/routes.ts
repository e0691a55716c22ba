/** The pages for a customer's people, in navigation order. Add one as described in web/console/routes.ts. */
import { lazyPage, type PageRoute } from '../app/routes.ts';
import { BuildingIcon, PeopleIcon, PersonIcon } from '../shared/icons.tsx';
import { accountWords } from './words.ts';

export const accountRoutes: readonly PageRoute[] = [
  {
    path: '/account/company',
    scope: 'self',
    page: lazyPage(() => import('./company/page.tsx')),
    nav: { label: () => accountWords.texts().navigation.company, Icon: BuildingIcon },
  },
  {
    path: '/account/colleagues',
    scope: 'self',
    page: lazyPage(() => import('./colleagues/page.tsx')),
    nav: { label: () => accountWords.texts().navigation.colleagues, Icon: PeopleIcon },
  },
  {
    path: '/account/profile',
    scope: 'self',
    page: lazyPage(() => import('./profile/page.tsx')),
    nav: { label: () => accountWords.texts().navigation.profile, Icon: PersonIcon },
  },
  { path: '/account/security', page: lazyPage(() => import('../security/page.tsx')) },
];
