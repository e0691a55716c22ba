/** Whom a webhook may reach: the public Internet, or on a developer's machine also that machine itself. */
export const WEBHOOK_TARGETS = ['public', 'local'] as const;
export type WebhookTargets = (typeof WEBHOOK_TARGETS)[number];
