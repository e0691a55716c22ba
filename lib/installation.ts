import type { InstallationVariables } from '../lambdas/modules/tenants/tenant-rules.ts';
import type { FoyerConfig } from './config.ts';

/** What the functions are told that have to know what the platform team configured. */
export function installationVariables(config: FoyerConfig): InstallationVariables {
  return {
    ALLOWED_GROUPS: config.allowedGroups.join(','),
    INVITATION_EXPIRY_DAYS: config.invitationExpiryDays.toString(),
    MAX_INVITATION_EXPIRY_DAYS: config.maxInvitationExpiryDays.toString(),
    RETENTION_DAYS: config.retentionDays.toString(),
    LIMITS: JSON.stringify(config.limits),
  };
}
