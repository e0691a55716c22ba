import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { FORM_FIELDS, INVITATION_KINDS } from '../platform/form-fields.ts';
import * as stored from '../platform/stored.ts';
import { storedProfileSchema } from './invitation.ts';
import { RECORDS, tenantPartition } from './table.ts';

const termsSchema = z.object({
  kind: z.optional(z.enum(INVITATION_KINDS)),
  applicationId: stored.optionalText,
  groups: z.optional(stored.texts),
  profile: z.optional(storedProfileSchema),
  editableFields: z.optional(z.array(z.enum(FORM_FIELDS))),
  allowDifferentEmail: stored.optionalFlag,
  locale: stored.optionalText,
  message: stored.optionalText,
  expiresInDays: z.optional(stored.integer),
  redirectUrl: stored.optionalText,
  metadata: z.optional(z.record(stored.text, stored.text)),
});
/** The invitation fields that a preset sets. Fields of the request that uses the preset take precedence. */
export type PresetTerms = z.infer<typeof termsSchema>;

/** A set of default fields for many invitations. */
export const presetSchema = z.extend(termsSchema, {
  id: stored.text,
  tenantId: stored.text,
  /** The display name, unique in its tenant. */
  name: stored.text,
  /** Increases by one with each change. */
  version: z.number().check(z.int(), z.positive()),
  /** Identifies the request that created it, if that request can be retried. */
  fingerprint: stored.optionalText,
  createdAt: stored.time,
  updatedAt: stored.time,
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
