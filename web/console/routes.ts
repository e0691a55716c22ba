/**
 * The pages of the console. To add one: a folder with `page.tsx`, which exports `Page` and `words`, and a line here. The
 * order is that of the navigation.
 */
import { lazyPage, type PageRoute } from '../app/routes.ts';
import { MailIcon } from '../shared/icons.tsx';
import { consoleWords } from './words.ts';

export const consoleRoutes: readonly PageRoute[] = [
  {
    path: '/console/invitations',
    scope: 'invitations:read',
    page: lazyPage(() => import('./invitations/page.tsx')),
    nav: { label: () => consoleWords.texts().navigation.invitations, Icon: MailIcon },
  },
];
