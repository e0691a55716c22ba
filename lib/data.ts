import { RemovalPolicy, Stack, Validations, type CfnElement } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  INDEXES,
  TTL_ATTRIBUTE,
  WORK_INDEXES,
  includedIn,
} from '../lambdas/modules/records/table.ts';
import type { FoyerConfig } from './config.ts';
import type { ServiceFunction } from './service-function.ts';
import { TABLE_ACCESS, statementsOf, type Purpose } from './table-access.ts';

/** Properties of {@link Data}. */
export interface DataProps {
  readonly config: FoyerConfig;
}

/** The one table, and who may do what with it. */
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
          // What a list does not show (timeline, claims, hashes of links) would only make it slower and dearer.
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
      deletionProtection: config.retainData,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Lets `grantee` create and change invitations, list them and the customers, and change what a tenant offers. */
  grantAdministration(grantee: IGrantable): void {
    this.allow(grantee, 'administration');
  }

  /** Lets `grantee` lift suppressions, and note who did. */
  grantLifting(grantee: IGrantable): void {
    this.allow(grantee, 'lifting');
  }

  /** Lets `grantee` read imports, make their invitations and write what became of each; people may be contacts already. */
  grantImport(grantee: IGrantable): void {
    this.allow(grantee, 'import');
  }

  /** Lets `grantee` find what is unfinished, and finish it. */
  grantReconciliation(grantee: IGrantable): void {
    this.allow(grantee, 'reconciliation');
  }

  /** Lets `grantee` turn an invitation into a customer. */
  grantAcceptance(grantee: IGrantable): void {
    this.allow(grantee, 'acceptance');
  }

  /** Lets `grantee` look after the people of customers: invite them, and list a company's people and invitations. */
  grantCustomerArea(grantee: IGrantable): void {
    this.allow(grantee, 'customerArea');
  }

  /** Lets `grantee` decide whether somebody from an identity provider is let in. */
  grantAdmission(grantee: IGrantable): void {
    this.allow(grantee, 'admission');
  }

  /** Lets `grantee` write into an invitation what became of its mail, and read in whose name it writes and who gets none. */
  grantDelivery(grantee: IGrantable): void {
    this.allow(grantee, 'delivery');
  }

  /** Lets `grantee` write what became of mails: into invitations, and against addresses that take none. */
  grantFeedback(grantee: IGrantable): void {
    this.allow(grantee, 'feedback');
  }

  /**
   * Lets `grantee` read a tenant's webhooks and write how they fare, and keep what has not reached them. Other items lie
   * beside the webhooks of a tenant: of whichever it is, only some attributes can be written
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
   */
  grantWebhooks(grantee: IGrantable): void {
    this.allow(grantee, 'webhooks');
  }

  /** Lets `grantee` count the open invitations of tenants, and write nothing else. */
  grantCounting(grantee: IGrantable): void {
    this.allow(grantee, 'counting');
  }

  /** Lets `grantee` keep views of the table up to date, and write nothing else. */
  grantProjection(grantee: IGrantable): void {
    this.allow(grantee, 'projection');
  }

  /** Lets `grantee` see whose a program is, and how its tenant stands. */
  grantTokenCheck(grantee: IGrantable): void {
    this.allow(grantee, 'tokenCheck');
  }

  /** Lets `grantee` see who somebody is (contacts lie with their customer), and whether their tenant is open. */
  grantAccessCheck(grantee: IGrantable): void {
    this.allow(grantee, 'accessCheck');
  }

  /** Lets `grantee` see the same, and finish the acceptance of whoever signs in at an identity provider first. */
  grantExternalAccess(grantee: IGrantable): void {
    this.allow(grantee, 'externalAccess');
  }

  /**
   * Lets `fn` follow the table's changes. Lambda asks for `ListStreams` on all streams that the table ever had
   * (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-create-package.html).
   */
  grantFollow(fn: ServiceFunction): void {
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
      reason:
        'The names of this one table’s streams; AWS gives them a time stamp, and Lambda asks for all of them.',
    });
  }

  get streamArn(): string {
    const arn = this.table.tableStreamArn;
    if (arn === undefined) throw new Error('The table has no stream.');
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
