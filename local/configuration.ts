import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

import type { StackOutputs } from '../operator/deployment.ts';
import type { PageConfig } from '../web/page-config.ts';
import type { IdentityProviderSettings } from './company-login/server.ts';
import { LocalFailure } from './errors.ts';
import { localRegion } from './local-aws.ts';
import { projectRoot } from './paths.ts';

/** The settings of the platform team, which the CDK app also reads (see lib/config.ts). */
const teamSettingsFile = join(projectRoot, 'foyer.config.json');

/** Settings that apply only on AWS. */
const awsOnlySettings = [
  'certificateArn',
  'waf',
  'webAclArn',
  'alarmEmail',
  'mailFromDomain',
  'loginDomain',
  'loginCertificateArn',
  'existingIdentity',
  'loginDomainPrefix',
  'retainData',
  'protectData',
];

/** Reads foyer.config.json. Without that file, there are no settings. */
export function readTeamSettings(): Record<string, unknown> {
  if (!existsSync(teamSettingsFile)) return {};
  try {
    const text = readFileSync(teamSettingsFile, 'utf8');
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw new LocalFailure(
      'foyer.config.json is not a JSON object.',
      'Correct it, or move it elsewhere to use the defaults.',
      { cause: error },
    );
  }
}

/** Returns the settings of the local stage: those of the team, with a local site, sender, and identity provider. */
export function localSettings(
  siteUrl: string,
  teamSettings: Readonly<Record<string, unknown>>,
  provider: IdentityProviderSettings,
): Record<string, unknown> {
  const kept = Object.entries(teamSettings).filter(([name]) => !awsOnlySettings.includes(name));
  return {
    // Two, so that the pages offer a choice.
    allowedGroups: ['customers', 'partners'],
    ...Object.fromEntries(kept),
    stage: 'local',
    siteUrl,
    hosting: false,
    // The team's providers do not redirect to this machine.
    identityProviders: [provider],
    senderAddress: 'invitations@foyer.example',
    senderIdentity: 'address',
    // The emulator verifies addresses immediately.
    cognitoMail: 'ses',
    // The emulator does not support this resource.
    managedLoginBranding: false,
    // Webhooks may call a receiver on this machine.
    localWebhooks: true,
  };
}

/**
 * Returns the URL of managed login, which the emulator serves at its own address instead of the domain of the user pool.
 * Passkeys belong to a domain, so it cannot be an IP address (https://www.w3.org/TR/webauthn-3/#relying-party-identifier).
 */
export function localLoginUrl(endpoint: string): string {
  const url = new URL(endpoint);
  url.hostname = 'localhost';
  return url.origin;
}

/** Returns the `/config.json` of the pages. The tokens of the emulator name the issuer that Cognito would. */
export function pageConfigFor(endpoint: string, stack: StackOutputs): PageConfig {
  const loginUrl = localLoginUrl(endpoint);
  return {
    apiUrl: '',
    authority: stack.Issuer,
    authorizationEndpoint: `${loginUrl}/oauth2/authorize`,
    tokenEndpoint: `${endpoint}/oauth2/token`,
    userInfoEndpoint: `${endpoint}/oauth2/userInfo`,
    endSessionEndpoint: `${loginUrl}/logout`,
    // MiniStack has no `/oauth2/revoke`, so refresh tokens are valid until they expire.
    clientId: stack.WebClientId,
    ...(stack.SecurityClientId !== undefined && { securityClientId: stack.SecurityClientId }),
    cognitoEndpoint: endpoint,
    passkeysEndpoint: `${loginUrl}/passkeys/add`,
    region: localRegion,
  };
}

/** Returns the address of the API in the emulator, which does not resolve the host name of `ApiUrl`. */
export function localApiUrl(endpoint: string, stack: Pick<StackOutputs, 'ApiUrl'>): string {
  // Not parsed as a URL: the emulator's "<id>.execute-api.127.0.0.1" is not a valid one.
  const apiId = /^https?:\/\/([^./]+)\./.exec(stack.ApiUrl)?.[1];
  if (apiId === undefined)
    throw new Error(`ApiUrl does not contain the ID of an API: ${stack.ApiUrl}`);
  return `${endpoint}/_aws/execute-api/${apiId}/$default`;
}
