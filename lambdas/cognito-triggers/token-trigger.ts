import type { Logger } from '@aws-lambda-powertools/logger';
import type {
  PreTokenGenerationV2TriggerEvent,
  PreTokenGenerationV3TriggerEvent,
} from 'aws-lambda';

import { SignInRejectedError } from '../modules/access/access.ts';
import type { TokenClaims } from '../modules/access/token-claims.ts';
import { COGNITO_API_SCOPE, RESOURCE_SERVER, SECURITY_SCOPE } from '../modules/platform/scopes.ts';
import type { RegistrationFinder } from '../modules/settings/client-registration.ts';

/**
 * The log messages for an intentional rejection by a trigger. The alarms subtract these lines from the errors that
 * Lambda counts (see lib/alarms.ts).
 */
export const REJECTION_LINES = { admission: 'Refused', token: 'Sign-in refused' } as const;

/** The event for a person who is about to get tokens. */
export type PersonEvent = PreTokenGenerationV2TriggerEvent;
/** The event for an API client that is about to get a token. */
type MachineEvent = PreTokenGenerationV3TriggerEvent;
type TokenEvent = PersonEvent | MachineEvent;

/** A function that Cognito invokes before it signs a token. */
export type TokenTrigger = <Event extends TokenEvent>(event: Event) => Promise<Event>;

/** The sources of claims for people and for API clients. */
export interface TokenSources {
  person(event: PersonEvent): Promise<TokenClaims>;
  /** Returns the claims of an API client, by the ID of its client in the user pool. */
  machine(clientId: string): Promise<TokenClaims>;
  /** Finds the tenant of the application that people sign in to. */
  readonly registrations: RegistrationFinder;
}

/**
 * Returns a trigger that adds claims and scopes to tokens (pre token generation, version 3, which Cognito invokes for
 * both people and API clients, and which can change access tokens,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html).
 */
export function tokenTrigger(logger: Logger, sources: TokenSources): TokenTrigger {
  return async (event) => {
    try {
      event.response = {
        claimsAndScopeOverrideDetails: isMachine(event)
          ? machineDetails(await sources.machine(event.callerContext.clientId))
          : detailsOf(await personAtClient(sources, event), isForSecurity(event)),
      };
      return event;
    } catch (error) {
      const user = isMachine(event)
        ? event.callerContext.clientId
        : event.request.userAttributes['sub'];
      if (error instanceof SignInRejectedError)
        logger.warn(REJECTION_LINES.token, { user, reason: error.message });
      else logger.error('No claims for a token', { user, error: error as Error });
      throw error;
    }
  };
}

/**
 * Returns the claims of a person for the client that they sign in to. All tenants share the user pool, but an
 * application is only for users of the tenant that registered it. Both reads run concurrently.
 *
 * @throws {SignInRejectedError} for people of another tenant
 */
async function personAtClient(sources: TokenSources, event: PersonEvent): Promise<TokenClaims> {
  const [claims, registration] = await Promise.all([
    sources.person(event),
    sources.registrations.find(event.callerContext.clientId),
  ]);
  if (registration !== undefined && registration.tenantId !== claims.claims['tenant_id'])
    throw new SignInRejectedError('This application belongs to another company.');
  return claims;
}

function isMachine(event: TokenEvent): event is MachineEvent {
  return event.triggerSource === 'TokenGeneration_ClientCredentials';
}

/**
 * Returns true if the token is for changing the person's own sign-in methods. Only one client can request the scope, and
 * only from managed login: tokens from `InitiateAuth` have no resource server scopes. A refreshed token does not qualify,
 * because a refresh requires no password.
 */
function isForSecurity({ triggerSource, request }: PersonEvent): boolean {
  return (
    triggerSource === 'TokenGeneration_HostedAuth' &&
    request.scopes?.includes(`${RESOURCE_SERVER}/${SECURITY_SCOPE}`) === true
  );
}

/** Returns the changes for an API client, which gets no ID token, and no scope that Cognito has not granted. */
function machineDetails({ claims }: TokenClaims) {
  return { accessTokenGeneration: { claimsToAddOrOverride: { ...claims } } };
}

function detailsOf(
  { claims, scopes, idClaims, idSuppressed, groups }: TokenClaims,
  forSecurity: boolean,
) {
  return {
    idTokenGeneration: {
      // A claim can be any JSON value, but the types allow only strings.
      claimsToAddOrOverride: {
        ...(idClaims as Readonly<Record<string, string>> | undefined),
        tenant_id: claims['tenant_id'] ?? '',
      },
      ...(idSuppressed !== undefined && { claimsToSuppress: [...idSuppressed] }),
    },
    accessTokenGeneration: forSecurity
      ? // Cognito's own API accepts this token. It has none of Foyer's scopes.
        { claimsToAddOrOverride: {} }
      : {
          claimsToAddOrOverride: { ...claims },
          scopesToAdd: [...scopes],
          // Cognito grants it to every token of InitiateAuth. With it, users could change their own address in Cognito
          // without changing the contact.
          scopesToSuppress: [COGNITO_API_SCOPE],
        },
    ...(groups !== undefined && { groupOverrideDetails: { groupsToOverride: [...groups] } }),
  };
}
