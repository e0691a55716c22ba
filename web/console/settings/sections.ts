/**
 * The sections of the settings, in page order. To add one, create a folder here with a `page.tsx` that exports `words` and a
 * `Page` that returns a `SettingsSection`; then add its heading in `words.ts` and a line here.
 */
import type { Scope } from '../../../lambdas/modules/platform/scopes.ts';
import { type LazyPage, lazyPage } from '../../app/routes.ts';
import type { SectionName } from './texts.ts';

export const SETTINGS = '/console/settings';

export interface Section {
  readonly name: SectionName;
  readonly path: string;
  /** The scope that the section requires. */
  readonly scope: Scope;
  readonly page: LazyPage;
}

export const sections: readonly Section[] = [
  {
    name: 'company',
    path: '/company',
    scope: 'settings:read',
    page: lazyPage(() => import('./company/page.tsx')),
  },
  {
    name: 'administrators',
    path: '/administrators',
    scope: 'administrators:read',
    page: lazyPage(() => import('./administrators/page.tsx')),
  },
  {
    name: 'defaults',
    path: '/defaults',
    scope: 'settings:read',
    page: lazyPage(() => import('./defaults/page.tsx')),
  },
  {
    name: 'registration',
    path: '/registration',
    scope: 'settings:read',
    page: lazyPage(() => import('./registration/page.tsx')),
  },
  {
    name: 'catalog',
    path: '/catalog',
    scope: 'settings:read',
    page: lazyPage(() => import('./catalog/page.tsx')),
  },
  {
    name: 'presets',
    path: '/presets',
    scope: 'settings:read',
    page: lazyPage(() => import('./presets/page.tsx')),
  },
  {
    name: 'applications',
    path: '/applications',
    scope: 'settings:read',
    page: lazyPage(() => import('./applications/page.tsx')),
  },
  {
    name: 'webhooks',
    path: '/webhooks',
    scope: 'settings:read',
    page: lazyPage(() => import('./webhooks/page.tsx')),
  },
  {
    name: 'apiClients',
    path: '/api-clients',
    scope: 'settings:read',
    page: lazyPage(() => import('./api-clients/page.tsx')),
  },
];
