import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import {
  includedIn,
  INDEXES,
  TTL_ATTRIBUTE,
  WORK_INDEXES,
} from '../../lambdas/modules/records/table.ts';
import { elsewhere, production, synthesise } from './synthesise.ts';
import { only } from './template.ts';

const inProduction = synthesise(production);
const inTest = synthesise(elsewhere);

/** The attributes of the indexes that lists show rows from. */
const ROW =
  'id tenantId email address kind status delivery offer outcome expiresAt updatedAt invitedBy name brief';

const indexesSchema = z.array(
  z.object({
    IndexName: z.string(),
    KeySchema: z.array(z.object({ AttributeName: z.string() })),
    Projection: z.object({ NonKeyAttributes: z.array(z.string()).optional() }),
  }),
);

describe('the table', () => {
  test('is retained in production only', () => {
    inProduction.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Replicas: [
          Match.objectLike({
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
    inTest.hasResource('AWS::DynamoDB::GlobalTable', { DeletionPolicy: 'Delete' });
  });

  test('is on demand, encrypted, and streamed, and expires items', () => {
    inProduction.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
    });
  });

  test('has the indexes that the stores read', () => {
    inProduction.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [...Object.values(INDEXES), ...Object.values(WORK_INDEXES)].map(
        (index) =>
          Match.objectLike({
            IndexName: index.name,
            KeySchema: [
              { AttributeName: index.partitionKey, KeyType: 'HASH' },
              { AttributeName: index.sortKey, KeyType: 'RANGE' },
            ],
          }),
      ),
    });
  });

  /**
   * CloudFormation can neither change an index nor add or delete two in one update
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html). An index with other keys or
   * attributes needs another name, a deployment that adds it, and a later one that deletes the old index.
   */
  test('keeps the keys and the attributes of each index, which no update can change', () => {
    const { GlobalSecondaryIndexes } = only(inProduction, 'AWS::DynamoDB::GlobalTable');
    const indexes = indexesSchema.parse(GlobalSecondaryIndexes);
    expect(
      indexes.map(({ IndexName, KeySchema, Projection: { NonKeyAttributes = [] } }) =>
        [
          IndexName,
          ...KeySchema.map(({ AttributeName }) => AttributeName),
          ...NonKeyAttributes,
        ].join(' '),
      ),
      'Give a changed index another name.',
    ).toEqual([
      `byTime listKey createdAt ${ROW}`,
      `byStatus statusKey createdAt ${ROW}`,
      'byExpiry openKey expiresAt createdAt',
      `byTrait traitKey createdAt ${ROW}`,
      `byCompany companyKey createdAt ${ROW}`,
      'byEmail listKey address createdAt kind',
      'byName listKey nameKey id tenantId email address createdAt kind status updatedAt name brief',
      'byQueued queuedKey queuedAt',
      'byLease leaseKey leaseUntil',
      'byDue dueKey dueAt',
    ]);
  });

  test('projects only the attributes of lists, within the limits of DynamoDB', () => {
    const { GlobalSecondaryIndexes } = only(inProduction, 'AWS::DynamoDB::GlobalTable');
    const indexes = GlobalSecondaryIndexes as { Projection: unknown }[];
    expect(indexes.map(({ Projection }) => Projection)).toEqual([
      ...Object.values(INDEXES).map((index) => ({
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: includedIn(index),
      })),
      ...Object.values(WORK_INDEXES).map(() => ({ ProjectionType: 'KEYS_ONLY' })),
    ]);
    const included = Object.values(INDEXES).map((index) => includedIn(index).length);
    expect(Math.max(...included)).toBeLessThanOrEqual(20);
    expect(included.reduce((total, names) => total + names, 0)).toBeLessThanOrEqual(100);
    expect(indexes.length).toBeLessThanOrEqual(20);
  });
});
