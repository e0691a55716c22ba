import { dayOf } from '../../lambdas/modules/invitations/rate-limits.ts';
import { type Facts, type Problem, reporter } from './facts.ts';
import { isOpen } from './invitations.ts';

/** Checks that everything belongs to an existing tenant. */
export function checkTenants({ referencedTenants, tenants }: Facts): Problem[] {
  return [...referencedTenants]
    .filter(([tenantId]) => !tenants.has(tenantId))
    .map(([tenantId, by]) => ({
      tenantId,
      message: `The tenant ${tenantId} does not exist, but ${by} belongs to it.`,
    }));
}

/** Checks that presets refer to existing applications, and each tenant's count of webhooks. */
export function checkSettings(facts: Facts): Problem[] {
  const problems: Problem[] = [];
  for (const { id, tenantId, applicationId } of facts.presets)
    reporter(problems, tenantId)(
      applicationId !== undefined && !facts.applications.has(`${tenantId} ${applicationId}`),
      `${id} refers to the application ${applicationId ?? ''}, which does not exist.`,
    );
  compareCounts(facts.webhooks, facts.webhookCounts, 'webhooks', problems);
  return problems;
}

/** Checks that each API client has its owner record and vice versa, and each tenant's count of clients. */
export function checkApiClients({ clients, clientOwners, clientCounts }: Facts): Problem[] {
  const problems: Problem[] = [];
  const actual = new Map<string, number>();
  for (const client of clients) {
    const [tenantId = '', id = ''] = client.split(' ');
    actual.set(tenantId, (actual.get(tenantId) ?? 0) + 1);
    reporter(problems, tenantId)(
      !clientOwners.has(client),
      `The removal of the API client ${id} is incomplete. Remove it again.`,
    );
  }
  for (const client of clientOwners) {
    const [tenantId = '', id = ''] = client.split(' ');
    const isUnlisted = !clients.has(client);
    reporter(problems, tenantId)(
      isUnlisted,
      `The API client ${id} gets tokens, but is not listed.`,
    );
  }
  compareCounts(actual, clientCounts, 'API clients', problems);
  return problems;
}

function compareCounts(
  actual: ReadonlyMap<string, number>,
  stored: ReadonlyMap<string, number>,
  noun: string,
  problems: Problem[],
): void {
  for (const tenantId of new Set([...actual.keys(), ...stored.keys()])) {
    const has = actual.get(tenantId) ?? 0;
    const counts = stored.get(tenantId) ?? 0;
    reporter(problems, tenantId)(
      counts !== has,
      `${tenantId} records ${counts} ${noun}, but has ${has}.`,
    );
  }
}

/**
 * Checks that the client of each application is registered by its tenant, and that each registration has an application.
 * `webClientId` is Foyer's own client, which no tenant registers. If it is unknown, an unregistered client may be that one.
 */
export function checkRegistrations(
  { applicationClients, registrations }: Facts,
  webClientId: string | undefined,
): Problem[] {
  const problems: Problem[] = [];
  for (const [clientId, tenantId] of registrations)
    reporter(problems, tenantId)(
      !applicationClients.has(`${tenantId} ${clientId}`),
      `The client ${clientId} is registered by ${tenantId}, which has no application with it.`,
    );
  for (const [used, applicationId] of applicationClients) {
    const [tenantId = '', clientId = ''] = used.split(' ');
    const registrant = registrations.get(clientId);
    const report = reporter(problems, tenantId);
    report(
      registrant !== undefined && registrant !== tenantId,
      `${applicationId} uses the client ${clientId}, which another tenant has registered.`,
    );
    report(
      registrant === undefined && webClientId !== undefined && clientId !== webClientId,
      `${applicationId} uses the client ${clientId}, which is not registered. Any update of the application registers it.`,
    );
  }
  return problems;
}

/** Checks the counts of open invitations, which the outbox keeps by the day of their expiry, starting today. */
export function checkOpenCounts(facts: Facts, now: Date): Problem[] {
  const today = dayOf(now.toISOString());
  const counted = countOpen(facts, today);
  const problems: Problem[] = [];
  for (const tenantId of new Set([...counted.keys(), ...facts.openCounts.keys()])) {
    const stored = facts.openCounts.get(tenantId)?.days ?? new Map<string, number>();
    const actual = counted.get(tenantId) ?? new Map<string, number>();
    const report = reporter(problems, tenantId);
    for (const day of new Set([...stored.keys(), ...actual.keys()].filter((one) => one >= today)))
      report(
        (stored.get(day) ?? 0) !== (actual.get(day) ?? 0),
        `${tenantId} records ${stored.get(day) ?? 0} open invitations for ${day}, but has ${actual.get(day) ?? 0}.`,
      );
  }
  return problems;
}

function countOpen({ invitations }: Facts, today: string): Map<string, Map<string, number>> {
  const counted = new Map<string, Map<string, number>>();
  for (const invitation of invitations.values()) {
    const day = dayOf(invitation.expiresAt);
    if (!isOpen(invitation) || day < today) continue;
    const days = counted.get(invitation.tenantId) ?? new Map<string, number>();
    counted.set(invitation.tenantId, days.set(day, (days.get(day) ?? 0) + 1));
  }
  return counted;
}
