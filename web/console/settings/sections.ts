/**
 * The sections of the settings. To add one: a folder with `page.tsx`, whose `Page` returns a `SettingsFrame`, its line in the
 * console's routes, and a line here. The order is that of the page.
 */
import type { Scope } from '../../../lambdas/identity/scopes.ts';
import type { SettingsTexts } from './texts.ts';

export interface SettingsSection {
  readonly name: keyof SettingsTexts['sections'];
  readonly path: string;
  /** The scope of its route. */
  readonly scope: Scope;
}

export const SETTINGS = '/console/settings';

export const settingsSections: readonly SettingsSection[] = [
  {
    name: 'company',
    path: `${SETTINGS}/company`,
    scope: 'settings:read',
  },
  {
    name: 'administrators',
    path: `${SETTINGS}/administrators`,
    scope: 'administrators:read',
  },
];
