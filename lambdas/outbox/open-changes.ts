import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { dayOf } from '../modules/invitations/open-count.ts';
import { RECORDS } from '../modules/records/table.ts';

/** By how much the open invitations of a tenant became more or fewer, by the day on which they expire. */
export type OpenChanges = ReadonlyMap<string, ReadonlyMap<string, number>>;

const imageSchema = z.object({
  tenantId: z.string(),
  status: z.string(),
  expiresAt: z.iso.datetime(),
});
type Image = z.infer<typeof imageSchema>;

const OPEN = new Set(['pending', 'accepting']);

/** What a batch of the stream does to the counts of open invitations. Days that are over do not count any more. */
export function openChanges(records: readonly DynamoDBRecord[], now: Date): OpenChanges {
  const changes = new Map<string, Map<string, number>>();
  const today = dayOf(now.toISOString());
  const add = (image: Image | undefined, by: number) => {
    if (image === undefined || !OPEN.has(image.status)) return;
    const day = dayOf(image.expiresAt);
    if (day < today) return;
    const days = changes.get(image.tenantId) ?? new Map<string, number>();
    changes.set(image.tenantId, days.set(day, (days.get(day) ?? 0) + by));
  };
  for (const { dynamodb } of records) {
    if (dynamodb?.Keys?.['sk']?.S !== RECORDS.invitation) continue;
    add(imageOf(dynamodb.OldImage), -1);
    add(imageOf(dynamodb.NewImage), 1);
  }
  return new Map(
    [...changes]
      .map(
        ([tenantId, days]) => [tenantId, new Map([...days].filter(([, by]) => by !== 0))] as const,
      )
      .filter(([, days]) => days.size > 0),
  );
}

/** What cannot be read is not counted: passing it on says so already. */
function imageOf(image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): Image | undefined {
  if (image === undefined) return undefined;
  // The two libraries describe the same JSON with types of their own.
  const read = imageSchema.safeParse(unmarshall(image as Parameters<typeof unmarshall>[0]));
  return read.success ? read.data : undefined;
}
