import { setTimeout as pause } from 'node:timers/promises';

import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

import { systemRandom } from '../../lambdas/modules/platform/ids.ts';
import { localApiUrl } from '../../local/configuration.ts';
import { type Deployment, stackNameOf } from '../deployment.ts';

/** The installation lacks what a check needs. */
export class SkippedError extends Error {
  override readonly name = 'SkippedError';
}

/** A resource of the stack. */
export interface StackResource {
  readonly logicalId: string;
  /** The name, ARN, or URL that identifies the resource to its service. */
  readonly physicalId: string;
}

/** A deployed stage, with what the checks need to reach it. */
interface Installation extends Deployment {
  /** Base URL of the API without a trailing slash. */
  readonly apiUrl: string;
  /** Token endpoint of managed login. */
  readonly tokenUrl: string;
  /** The resources of the stack by type, such as `AWS::SQS::Queue`. */
  readonly resources: ReadonlyMap<string, readonly StackResource[]>;
}

/** The administrator of the temporary tenant. */
export interface SmokeAdministrator {
  readonly email: string;
  readonly password: string;
  accessToken: string;
  refreshToken: string;
}

/** A run of `npm run smoke`. Checks store results here that later checks use. */
export interface Smoke {
  readonly installation: Installation;
  /** ID of the temporary tenant, unique for each run. */
  readonly tenantId: string;
  /** The URL of a public receiver that accepts test events, if the operator has one. */
  readonly webhookUrl: string | undefined;
  readonly cognito: CognitoIdentityProviderClient;
  readonly startedAt: Date;
  /** Set once the tenant exists and its administrator has signed in. */
  administrator: SmokeAdministrator | undefined;
}

/** Starts a run against a deployed stage. Changes nothing yet. */
export async function startSmoke(
  deployment: Deployment,
  webhookUrl: string | undefined,
): Promise<Smoke> {
  const { config, stage, outputs } = deployment;
  return {
    installation: {
      ...deployment,
      apiUrl: apiUrlOf(deployment),
      tokenUrl: `${config.endpoint ?? outputs.LoginUrl}/oauth2/token`,
      resources: await listResources(new CloudFormationClient(config), stage),
    },
    tenantId: `smoke-${systemRandom(8).toString('hex')}`,
    webhookUrl,
    cognito: new CognitoIdentityProviderClient(config),
    startedAt: new Date(),
    administrator: undefined,
  };
}

function apiUrlOf({ config: { endpoint }, outputs }: Deployment): string {
  if (endpoint !== undefined) return localApiUrl(endpoint, outputs);
  return outputs.ApiUrl.replace(/\/$/, '');
}

async function listResources(
  client: CloudFormationClient,
  stage: string,
): Promise<Map<string, StackResource[]>> {
  const resources = new Map<string, StackResource[]>();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources(
    { client },
    { StackName: stackNameOf(stage) },
  ))
    for (const {
      ResourceType: type = '',
      LogicalResourceId,
      PhysicalResourceId,
    } of StackResourceSummaries)
      resources.set(type, [
        ...(resources.get(type) ?? []),
        { logicalId: LogicalResourceId ?? '', physicalId: PhysicalResourceId ?? '' },
      ]);
  return resources;
}

/** Returns the stack's resources of a type. */
export function resourcesOf({ installation }: Smoke, type: string): readonly StackResource[] {
  return installation.resources.get(type) ?? [];
}

/**
 * Returns the administrator.
 * @throws {SkippedError} if the check that signs in failed.
 */
export function administratorOf({ administrator }: Smoke): SmokeAdministrator {
  if (administrator === undefined)
    throw new SkippedError('It needs an administrator, who could not sign in.');
  return administrator;
}

/** A response of the API. */
export interface Answer {
  readonly status: number;
  /** The parsed body, or an empty object. */
  readonly body: Record<string, unknown>;
}

/** Sends a request to the API. */
export async function request(
  { installation }: Smoke,
  method: string,
  path: string,
  { token, body }: { readonly token?: string; readonly body?: unknown } = {},
): Promise<Answer> {
  const response = await fetch(`${installation.apiUrl}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as Record<string, unknown> };
  } catch {
    return { status: response.status, body: {} };
  }
}

/**
 * Sends a request as the administrator, and returns the body of the response.
 * @throws if the status differs from the expected one. The message has no secrets.
 */
export async function call(
  smoke: Smoke,
  method: string,
  path: string,
  { expected, body }: { readonly expected: number; readonly body?: unknown },
): Promise<Record<string, unknown>> {
  const answer = await request(smoke, method, path, {
    token: administratorOf(smoke).accessToken,
    ...(body !== undefined && { body }),
  });
  requireStatus(answer, expected, `${method} ${path}`);
  return answer.body;
}

/** Throws if a response does not have the expected status. */
export function requireStatus({ status, body }: Answer, expected: number, what: string): void {
  if (status === expected) return;
  const { code, detail, requestId } = body;
  throw new Error(
    `${what} returned ${status} instead of ${expected}${typeof code === 'string' ? ` (${code})` : ''}. ` +
      `${typeof detail === 'string' ? detail : ''} Request ID: ${typeof requestId === 'string' ? requestId : 'unknown'}.`,
  );
}

/**
 * Repeats `look` every two seconds until it returns a value.
 * @throws after `seconds`. The message contains `what`.
 */
export async function awaitValue<T>(
  what: string,
  seconds: number,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(2_000);
  }
  throw new Error(`${what} did not happen within ${seconds} seconds.`);
}
