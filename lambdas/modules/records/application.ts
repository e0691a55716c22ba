import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import type { FieldError } from '../platform/errors.ts';
import * as stored from '../platform/stored.ts';
import { RECORDS, tenantPartition } from './table.ts';
import type { TenantRules } from './tenant-settings.ts';

export const PROTOCOLS = ['oidc', 'oauth2', 'saml', 'bookmark'] as const;

/** An application that people sign in to, or open, once they have an account. */
export const applicationSchema = z.object({
  id: stored.text,
  tenantId: stored.text,
  /** The display name, unique in its tenant. */
  name: stored.text,
  protocol: z.enum(PROTOCOLS),
  /** Its client in the user pool. Every `oidc` and `oauth2` application has one. */
  clientId: stored.optionalText,
  /** The URL that people are redirected to after sign-up. */
  redirectUrl: stored.text,
  /** The groups that an invitation to it grants in addition to the invitation's own. */
  groups: stored.texts,
  /** Increases by one with each change. */
  version: z.number().check(z.int(), z.positive()),
  /** Identifies the request that created it, if that request can be retried. */
  fingerprint: stored.optionalText,
  createdAt: stored.time,
  updatedAt: stored.time,
});
export type Application = z.infer<typeof applicationSchema>;

/**
 * Returns whether people sign in to the application through the user pool. Invitations support no other applications.
 */
export function canBeInvitedTo({ protocol }: Pick<Application, 'protocol'>): boolean {
  return protocol === 'oidc' || protocol === 'oauth2';
}

/**
 * Returns the URL prefixes that an invitation can redirect to: those of its tenant, and the page of its application
 * with everything below it.
 */
export function redirectPrefixes(
  { redirectUrls }: Pick<TenantRules, 'redirectUrls'>,
  application: Pick<Application, 'redirectUrl'> | undefined,
): string[] {
  if (application === undefined) return [...redirectUrls];
  const { origin, pathname } = new URL(application.redirectUrl);
  return [...redirectUrls, `${origin}${pathname}`];
}

/**
 * Returns the errors for an application that does not exist or that people do not sign in to through the user pool.
 * `found` is the result of looking up `id`.
 */
export function applicationErrors(
  id: string | undefined,
  found: Pick<Application, 'name' | 'protocol'> | undefined,
): FieldError[] {
  if (id === undefined) return [];
  if (found === undefined)
    return [
      {
        path: 'applicationId',
        message: 'The application does not exist. Use GET /v1/applications to list applications.',
      },
    ];
  if (canBeInvitedTo(found)) return [];
  return [
    {
      path: 'applicationId',
      message: `"${found.name}" is a ${found.protocol} application. Invitations support oidc and oauth2 applications only.`,
    },
  ];
}

/** Reads an application. Returns `undefined` for an application of another tenant. */
export interface ApplicationReader {
  get(tenantId: string, applicationId: string): Promise<Application | undefined>;
}

/** Returns the key of an application, which is in the partition of its tenant. */
export function applicationKey(
  tenantId: string,
  applicationId: string,
): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.application}#${applicationId}` };
}

/** Reads applications from DynamoDB with strongly consistent reads. */
export class DynamoApplicationFinder implements ApplicationReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, applicationId: string): Promise<Application | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: applicationKey(tenantId, applicationId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : applicationSchema.parse(Item);
  }
}
