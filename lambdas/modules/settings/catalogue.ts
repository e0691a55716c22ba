import { comparable } from '../platform/text.ts';
import type { Application } from './application.ts';
import type { Preset } from './preset.ts';
import type { Tenant } from '../tenants/tenant.ts';

/** All that a tenant offers, read together, so that a change can be held against all of it. */
export interface Catalogue {
  readonly tenant: Tenant;
  /** One more with each change of an application or a preset; 0 before the first. */
  readonly version: number;
  readonly applications: readonly Application[];
  readonly presets: readonly Preset[];
}

/** As many applications, and as many presets, as a tenant can have: a list shows them all. */
export const CATALOGUE_MAX = 100;

/** Tells whether two names look the same to people: case, width, spaces and unseen characters make no difference. */
export function sameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}
