import { dayOf } from '../../lambdas/modules/invitations/rate-limits.ts';
import type { Facts } from './facts.ts';
import { isOpen } from './invitations.ts';
import { reporter, type Problem } from './problem.ts';

/** What a tenant offers names nothing that is gone, and says how much there is. */
export function problemsOfCatalogues(facts: Facts): Problem[] {
  const problems: Problem[] = [];
  for (const { id, tenantId, applicationId } of facts.presets)
    reporter(problems, tenantId)(
      applicationId !== undefined && !facts.applications.has(`${tenantId} ${applicationId}`),
      `${id} invites to ${applicationId ?? ''}, which is not there.`,
    );
  for (const tenantId of new Set([...facts.webhooks.keys(), ...facts.webhookCounts.keys()])) {
    const counted = facts.webhooks.get(tenantId) ?? 0;
    const says = facts.webhookCounts.get(tenantId) ?? 0;
    reporter(problems, tenantId)(
      says !== counted,
      `${tenantId} says ${says} webhooks and has ${counted}.`,
    );
  }
  return problems;
}

/** A program and what says whose it is belong together, and each tenant says how many it has. */
export function problemsOfClients({ clients, clientOwners, clientCounts }: Facts): Problem[] {
  const problems: Problem[] = [];
  const counted = new Map<string, number>();
  for (const client of clients) {
    const [tenantId = '', id = ''] = client.split(' ');
    counted.set(tenantId, (counted.get(tenantId) ?? 0) + 1);
    reporter(problems, tenantId)(
      !clientOwners.has(client),
      `The program ${id} is half removed: remove it again.`,
    );
  }
  for (const client of clientOwners) {
    const [tenantId = '', id = ''] = client.split(' ');
    const isOrphan = !clients.has(client);
    reporter(problems, tenantId)(isOrphan, `The program ${id} is let in and not listed.`);
  }
  for (const tenantId of new Set([...counted.keys(), ...clientCounts.keys()])) {
    const real = counted.get(tenantId) ?? 0;
    const says = clientCounts.get(tenantId) ?? 0;
    reporter(problems, tenantId)(
      says !== real,
      `${tenantId} says ${says} programs and has ${real}.`,
    );
  }
  return problems;
}

/**
 * The client of an application is registered by its tenant, and a registration has an application. `webClientId`: Foyer's
 * own client, which nobody registers; where it is not known, a client without a registration may be that one.
 */
export function problemsOfRegistrations(
  { applicationClients, registrations }: Facts,
  webClientId: string | undefined,
): Problem[] {
  const problems: Problem[] = [];
  for (const [tenantId, clientId] of [...registrations].map(([id, by]) => [by, id] as const))
    reporter(problems, tenantId)(
      !applicationClients.has(`${tenantId} ${clientId}`),
      `The client ${clientId} is registered by ${tenantId}, which has no application with it.`,
    );
  for (const [named, applicationId] of applicationClients) {
    const [tenantId = '', clientId = ''] = named.split(' ');
    const by = registrations.get(clientId);
    const report = reporter(problems, tenantId);
    report(
      by !== undefined && by !== tenantId,
      `${applicationId} has the client ${clientId}, which another tenant has registered.`,
    );
    report(
      by === undefined && webClientId !== undefined && clientId !== webClientId,
      `${applicationId} has the client ${clientId}, which is not registered: any change of the application registers it.`,
    );
  }
  return problems;
}

/** Everything belongs to a tenant that is there. */
export function problemsOfTenants({ named, tenants }: Facts): Problem[] {
  return [...named]
    .filter(([tenantId]) => !tenants.has(tenantId))
    .map(([tenantId, by]) => ({
      tenantId,
      says: `There is no tenant ${tenantId}, and ${by} belongs to it.`,
    }));
}

/** How many invitations are open, as the outbox counts them by the day of their expiry, from today on. */
export function problemsOfOpenCounts(facts: Facts, now: Date): Problem[] {
  const today = dayOf(now.toISOString());
  const counted = countOpen(facts, today);
  const problems: Problem[] = [];
  for (const tenantId of new Set([...counted.keys(), ...facts.open.keys()])) {
    const said = facts.open.get(tenantId)?.days ?? new Map<string, number>();
    const real = counted.get(tenantId) ?? new Map<string, number>();
    const report = reporter(problems, tenantId);
    for (const day of new Set([...said.keys(), ...real.keys()].filter((one) => one >= today)))
      report(
        (said.get(day) ?? 0) !== (real.get(day) ?? 0),
        `${tenantId} counts ${said.get(day) ?? 0} open invitations for ${day} and has ${real.get(day) ?? 0}.`,
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
