import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { FORM_FIELDS, INVITATION_KINDS } from '../platform/sign-up-form.ts';
import { storedProfileSchema } from './invitation.ts';
import { RECORDS, tenantPartition } from './table.ts';

const termsSchema = z.object({
  kind: z.enum(INVITATION_KINDS).optional(),
  applicationId: z.string().optional(),
  groups: z.array(z.string()).optional(),
  profile: storedProfileSchema.optional(),
  editableFields: z.array(z.enum(FORM_FIELDS)).optional(),
  allowDifferentEmail: z.boolean().optional(),
  locale: z.string().optional(),
  message: z.string().optional(),
  expiresInDays: z.number().int().optional(),
  redirectUrl: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
});
/** What a preset says about an invitation. The request that names the preset can say each of it itself, and wins. */
export type PresetTerms = z.infer<typeof termsSchema>;

/** The same terms for many invitations. */
export const presetSchema = termsSchema.extend({
  id: z.string(),
  tenantId: z.string(),
  /** As administrators read it, unique in its tenant. */
  name: z.string(),
  /** One more with each change. */
  version: z.number().int().positive(),
  /** Identifies the request that created it, where that can be repeated. */
  fingerprint: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Preset = z.infer<typeof presetSchema>;

/** A preset without what makes it one: only what it says about an invitation. */
export function presetTermsOf(preset: Preset): PresetTerms {
  return termsSchema.parse(preset);
}

/** Reads a preset. Another tenant's does not exist. */
export interface PresetReader {
  get(tenantId: string, presetId: string): Promise<Preset | undefined>;
}

/** Where a preset lies: with its tenant. */
export function presetKey(tenantId: string, presetId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.preset}#${presetId}` };
}

/** Presets in DynamoDB, read strongly consistent. */
export class DynamoPresetFinder implements PresetReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async get(tenantId: string, presetId: string): Promise<Preset | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: presetKey(tenantId, presetId),
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : presetSchema.parse(Item);
  }
}
