import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { OfferedProvider } from './company-login/offer.ts';
import { LocalFailure } from './failure.ts';
import { projectRoot } from './places.ts';

/** The settings of the platform team, which the app reads as well (see lib/config.ts). */
const teamFile = join(projectRoot, 'foyer.config.json');

/** What makes sense on AWS only. */
const onlyOnAws = ['certificateArn', 'webAclArn', 'alarmEmail', 'loginDomainPrefix', 'retainData'];

/** The settings of the team's file, if there is one. */
export function readTeamSettings(): Record<string, unknown> {
  if (!existsSync(teamFile)) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(teamFile, 'utf8')));
  } catch (error) {
    throw new LocalFailure(
      'foyer.config.json is not a JSON object.',
      'Correct it, or move it away to run with the defaults.',
      { cause: error },
    );
  }
}

/** The settings of the local stage: the team's, so that its groups and times apply, with a local address and sender. */
export function localSettings(
  siteUrl: string,
  team: Readonly<Record<string, unknown>>,
  provider: OfferedProvider,
): Record<string, unknown> {
  const kept = Object.entries(team).filter(([name]) => !onlyOnAws.includes(name));
  return {
    // Two, so that there is something to choose.
    allowedGroups: ['customers', 'partners'],
    ...Object.fromEntries(kept),
    stage: 'local',
    siteUrl,
    hosting: false,
    // In the place of the team's: those know no address of this machine.
    identityProviders: [provider],
    senderAddress: 'invitations@foyer.example',
    senderIdentity: 'address',
    // The emulator does not know the resource.
    managedLoginBranding: false,
    // A receiver that a developer runs.
    localWebhooks: true,
  };
}
