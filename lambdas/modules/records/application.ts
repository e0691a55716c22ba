import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import type { FieldError } from '../platform/errors.ts';
import { RECORDS, tenantPartition } from './table.ts';
import type { TenantRules } from './tenant-settings.ts';

export const PROTOCOLS = ['oidc', 'oauth2', 'saml', 'bookmark'] as const;

/** Something that people sign in to, or open, once they have an account. */
export const applicationSchema = z.object({
  id: z.string(),
  tenantId: z.string(),
  /** As people read it, unique in its tenant. */
  name: z.string(),
  protocol: z.enum(PROTOCOLS),
  /** Its client in the user pool; every `oidc` and `oauth2` application has one. */
  clientId: z.string().optional(),
  /** Where somebody goes who has signed up. */
  redirectUrl: z.string(),
  /** What an invitation to it grants besides its own groups. */
  groups: z.array(z.string()),
  /** One more with each change. */
  version: z.number().int().positive(),
  /** Identifies the request that created it, where that can be repeated. */
  fingerprint: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Application = z.infer<typeof applicationSchema>;

/** Whether people sign in to it through the user pool: an invitation can be for no other. */
export function canBeInvitedTo({ protocol }: Pick<Application, 'protocol'>): boolean {
  return protocol === 'oidc' || protocol === 'oauth2';
}

/** Where an invitation may send people: where its tenant allows it, and below the page of its application. */
export function redirectPrefixes(
  { redirectUrls }: Pick<TenantRules, 'redirectUrls'>,
  application: Pick<Application, 'redirectUrl'> | undefined,
): string[] {
  if (application === undefined) return [...redirectUrls];
  const { origin, pathname } = new URL(application.redirectUrl);
  return [...redirectUrls, `${origin}${pathname}`];
}

/** An application that is not there, or that nobody signs in to through the user pool. `found`: what `id` led to. */
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

/** Reads an application. Another tenant's does not exist. */
export interface ApplicationReader {
  get(tenantId: string, applicationId: string): Promise<Application | undefined>;
}

/** Where an application lies: with its tenant. */
export function applicationKey(
  tenantId: string,
  applicationId: string,
): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.application}#${applicationId}` };
}

/** Applications in DynamoDB, read strongly consistent. */
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
