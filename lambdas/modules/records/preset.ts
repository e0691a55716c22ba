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
/** The invitation fields that a preset sets. Fields of the request that uses the preset take precedence. */
export type PresetTerms = z.infer<typeof termsSchema>;

/** A set of default fields for many invitations. */
export const presetSchema = termsSchema.extend({
  id: z.string(),
  tenantId: z.string(),
  /** The display name, unique in its tenant. */
  name: z.string(),
  /** Increases by one with each change. */
  version: z.number().int().positive(),
  /** Identifies the request that created it, if that request can be retried. */
  fingerprint: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Preset = z.infer<typeof presetSchema>;

/** Returns only the invitation fields of a preset. */
export function presetTermsOf(preset: Preset): PresetTerms {
  return termsSchema.parse(preset);
}

/** Reads a preset. Returns `undefined` for a preset of another tenant. */
export interface PresetReader {
  get(tenantId: string, presetId: string): Promise<Preset | undefined>;
}

/** Returns the key of a preset, which is in the partition of its tenant. */
export function presetKey(tenantId: string, presetId: string): { pk: string; sk: string } {
  return { pk: tenantPartition(tenantId), sk: `${RECORDS.preset}#${presetId}` };
}

/** Reads presets from DynamoDB with strongly consistent reads. */
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
