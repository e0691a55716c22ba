import { type CfnElement, Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

import {
  includedIn,
  INDEXES,
  TTL_ATTRIBUTE,
  WORK_INDEXES,
} from '../lambdas/modules/records/table.ts';
import type { FoyerConfig } from './config.ts';
import { removalPolicyOf } from './first-deployment.ts';
import { streamFailureQueue } from './queues.ts';
import type { ServiceFunction } from './service-function.ts';
import { type Purpose, statementsOf, TABLE_ACCESS } from './table-access.ts';

/** Properties of {@link Data}. */
export interface DataProps {
  readonly config: FoyerConfig;
}

/** Properties of {@link Data.follow}. */
export interface FollowProps {
  readonly fn: ServiceFunction;
  /** Patterns of stream records. A record that matches one of them invokes `fn`. */
  readonly filters: readonly object[];
}

/** The table, and the grants for each function that uses it. */
export class Data extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { config }: DataProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      globalSecondaryIndexes: [
        ...Object.values(INDEXES).map((index) => ({
          ...keysOf(index),
          // Attributes that no list shows (timeline, claims, hashes of links) would make lists slower and more expensive.
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: includedIn(index),
        })),
        ...Object.values(WORK_INDEXES).map((index) => ({
          ...keysOf(index),
          projectionType: ProjectionType.KEYS_ONLY,
        })),
      ],
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      timeToLiveAttribute: TTL_ATTRIBUTE,
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.protectData,
      removalPolicy: removalPolicyOf(config),
    });
  }

  /** Lets `grantee` manage invitations, customers, and tenant settings. */
  grantAdministration(grantee: IGrantable): void {
    this.allow(grantee, 'administration');
  }

  /** Lets `grantee` lift suppressions, and record who lifted them. */
  grantLifting(grantee: IGrantable): void {
    this.allow(grantee, 'lifting');
  }

  /** Lets `grantee` process imports and bulk actions, and record their results. */
  grantImport(grantee: IGrantable): void {
    this.allow(grantee, 'import');
  }

  /** Lets `grantee` find interrupted work and complete it. */
  grantReconciliation(grantee: IGrantable): void {
    this.allow(grantee, 'reconciliation');
  }

  /** Lets `grantee` accept invitations, which creates customers and contacts. */
  grantAcceptance(grantee: IGrantable): void {
    this.allow(grantee, 'acceptance');
  }

  /** Lets `grantee` serve self-service: invite colleagues, and list the contacts and invitations of a customer. */
  grantCustomerArea(grantee: IGrantable): void {
    this.allow(grantee, 'customerArea');
  }

  /** Lets `grantee` admit or reject users of identity providers. */
  grantAdmission(grantee: IGrantable): void {
    this.allow(grantee, 'admission');
  }

  /** Lets `grantee` record the delivery of email, and read the tenant's branding and the suppressions. */
  grantDelivery(grantee: IGrantable): void {
    this.allow(grantee, 'delivery');
  }

  /** Lets `grantee` record deliveries, bounces, and complaints, and suppress addresses. */
  grantFeedback(grantee: IGrantable): void {
    this.allow(grantee, 'feedback');
  }

  /**
   * Lets `grantee` read a tenant's webhooks, record their health, and store deliveries to retry. Webhooks share the
   * partition of their tenant with other items, so the grant limits the attributes that it can write there
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
   */
  grantWebhooks(grantee: IGrantable): void {
    this.allow(grantee, 'webhooks');
  }

  /** Lets `grantee` count the pending invitations of tenants. */
  grantCounting(grantee: IGrantable): void {
    this.allow(grantee, 'counting');
  }

  /** Lets `grantee` maintain search, statistics, and the activity log. */
  grantProjection(grantee: IGrantable): void {
    this.allow(grantee, 'projection');
  }

  /** Lets `grantee` look up the owner of an API client or an administrator, and the status of the tenant. */
  grantTokenCheck(grantee: IGrantable): void {
    this.allow(grantee, 'tokenCheck');
  }

  /** Lets `grantee` read the branding of tenants. */
  grantBranding(grantee: IGrantable): void {
    this.allow(grantee, 'branding');
  }

  /** Lets `grantee` look up the contact or administrator of a user, and the status of the tenant. */
  grantAccessCheck(grantee: IGrantable): void {
    this.allow(grantee, 'accessCheck');
  }

  /** Like {@link Data.grantAccessCheck}, and lets `grantee` accept invitations at the first sign-in with an identity provider. */
  grantExternalAccess(grantee: IGrantable): void {
    this.allow(grantee, 'externalAccess');
  }

  /**
   * Invokes `fn` with the changes of the table. Call it at most twice: a stream serves two readers without throttling
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html).
   *
   * @returns The queue of pointers to the changes that `fn` gave up on; the stream itself keeps these for 24 hours.
   */
  follow(scope: Construct, { fn, filters }: FollowProps): Queue {
    this.grantStream(fn);
    const failures = streamFailureQueue(scope, 'Failures');
    new EventSourceMapping(scope, 'Changes', {
      target: fn,
      eventSourceArn: this.streamArn,
      // Includes the changes from before this mapping existed.
      startingPosition: StartingPosition.TRIM_HORIZON,
      // Large, because an import makes thousands of changes, and a batch of any size takes only as long as a few calls.
      batchSize: 100,
      parallelizationFactor: 4,
      // Keeps a bad record from holding up its neighbors, and from being dropped together with them.
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // Applies while the function runs and fails. A change that is retried is passed on again together with the changes
      // after it, so more attempts would repeat their events.
      retryAttempts: 10,
      // Applies while Lambda cannot invoke the function.
      maxRecordAge: Duration.hours(6),
      filters: filters.map((dynamodb) => FilterCriteria.filter({ dynamodb })),
      onFailure: {
        bind: () => {
          Grant.addToPrincipal({
            grantee: fn,
            actions: ['sqs:SendMessage'],
            resourceArns: [failures.queueArn],
          });
          return { destination: failures.queueArn };
        },
      },
    });
    return failures;
  }

  /**
   * Lets `fn` read the stream. Lambda needs `ListStreams` on every stream that the table has ever had
   * (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-create-package.html).
   */
  private grantStream(fn: ServiceFunction): void {
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resourceArns: [this.streamArn],
    });
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['dynamodb:ListStreams'],
      resourceArns: [`${this.table.tableArn}/stream/*`],
    });
    const table = Stack.of(this).getLogicalId(this.table.node.defaultChild as CfnElement);
    Validations.of(fn.ownRole).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${table}.Arn>/stream/*]`,
      reason: 'Lambda lists the streams of this one table, whose names contain a timestamp.',
    });
  }

  private get streamArn(): string {
    const arn = this.table.tableStreamArn;
    if (arn === undefined) throw new Error('The table has no stream: dynamoStream is required.');
    return arn;
  }

  private allow(grantee: IGrantable, purpose: Purpose): void {
    const { tableArn } = this.table;
    for (const { actions, indexes, conditions } of statementsOf(TABLE_ACCESS[purpose]))
      Grant.addToPrincipal({
        grantee,
        actions: [...actions],
        resourceArns: indexes?.map((name) => `${tableArn}/index/${name}`) ?? [tableArn],
        conditions,
      });
  }
}

function keysOf(index: {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}) {
  return {
    indexName: index.name,
    partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
    sortKey: { name: index.sortKey, type: AttributeType.STRING },
  };
}
