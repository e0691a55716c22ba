import type { Logger } from '@aws-lambda-powertools/logger';
import type {
  PreTokenGenerationV2TriggerEvent,
  PreTokenGenerationV3TriggerEvent,
} from 'aws-lambda';

import { SignInRefusedError } from '../modules/access/access.ts';
import type { TokenClaims } from '../modules/access/token-claims.ts';
import type { RegistrationFinder } from '../modules/settings/client-registration.ts';

/**
 * What the functions that Cognito asks write when they refuse somebody on purpose. The alarms take these lines off the
 * errors that Lambda counts (see lib/monitoring.ts).
 */
export const REFUSED_LINES = { admission: 'Refused', token: 'Sign-in refused' } as const;

/** Somebody is about to get tokens. */
export type PersonEvent = PreTokenGenerationV2TriggerEvent;
/** A program is. */
type MachineEvent = PreTokenGenerationV3TriggerEvent;
type TokenEvent = PersonEvent | MachineEvent;

/** A function that Cognito calls before it signs a token. */
export type TokenTrigger = <Event extends TokenEvent>(event: Event) => Promise<Event>;

/** Whose tokens are made of what. */
export interface TokenSources {
  person(event: PersonEvent): Promise<TokenClaims>;
  /** By the id of the client in the user pool. */
  machine(clientId: string): Promise<TokenClaims>;
  /** Finds the tenant whose application people sign in to. */
  readonly registrations: RegistrationFinder;
}

/**
 * Answers Cognito with what is known of whoever is about to get tokens (pre token generation, version 3: the one that is
 * asked about people and about programs, and can change access tokens,
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html).
 */
export function tokenTrigger(logger: Logger, sources: TokenSources): TokenTrigger {
  return async (event) => {
    try {
      event.response = {
        claimsAndScopeOverrideDetails: isMachine(event)
          ? machineDetails(await sources.machine(event.callerContext.clientId))
          : detailsOf(await personAtClient(sources, event)),
      };
      return event;
    } catch (error) {
      const user = isMachine(event)
        ? event.callerContext.clientId
        : event.request.userAttributes['sub'];
      if (error instanceof SignInRefusedError)
        logger.warn(REFUSED_LINES.token, { user, reason: error.message });
      else logger.error('No claims for a token', { user, error: error as Error });
      throw error;
    }
  };
}

/**
 * Makes the tokens of a person, for the client that they sign in to: all tenants share the user pool, but an application is
 * for the people of the tenant that registered it. Both reads run at once.
 *
 * @throws {SignInRefusedError} for people of another tenant
 */
async function personAtClient(sources: TokenSources, event: PersonEvent): Promise<TokenClaims> {
  const [claims, registration] = await Promise.all([
    sources.person(event),
    sources.registrations.find(event.callerContext.clientId),
  ]);
  if (registration !== undefined && registration.tenantId !== claims.claims['tenant_id'])
    throw new SignInRefusedError('This application belongs to another company.');
  return claims;
}

function isMachine(event: TokenEvent): event is MachineEvent {
  return event.triggerSource === 'TokenGeneration_ClientCredentials';
}

/** A program gets no ID token, and no scope that Cognito has not granted it. */
function machineDetails({ claims }: TokenClaims) {
  return { accessTokenGeneration: { claimsToAddOrOverride: { ...claims } } };
}

function detailsOf({ claims, scopes, idClaims, idSuppressed, groups }: TokenClaims) {
  return {
    idTokenGeneration: {
      // A claim may be any JSON value; the types know only texts.
      claimsToAddOrOverride: {
        ...(idClaims as Readonly<Record<string, string>> | undefined),
        tenant_id: claims['tenant_id'] ?? '',
      },
      ...(idSuppressed !== undefined && { claimsToSuppress: [...idSuppressed] }),
    },
    accessTokenGeneration: {
      claimsToAddOrOverride: { ...claims },
      scopesToAdd: [...scopes],
      // With it, users could change their own address in Cognito, past the contact that carries it.
      scopesToSuppress: ['aws.cognito.signin.user.admin'],
    },
    ...(groups !== undefined && { groupOverrideDetails: { groupsToOverride: [...groups] } }),
  };
}
