import { type CfnElement, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

/** Acknowledges the findings about the function that copies the pages, which CDK creates once for each stack. */
export function acknowledgeDeployer(pages: IBucket): void {
  const stack = Stack.of(pages);
  const deployer = stack.node.children.find(({ node }) =>
    node.id.startsWith('Custom::CDKBucketDeployment'),
  );
  if (deployer === undefined)
    throw new Error(
      'CDK no longer creates Custom::CDKBucketDeployment. Acknowledge its findings where it creates the function now.',
    );
  const bucket = stack.getLogicalId(pages.node.defaultChild as CfnElement);
  const findings = [
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...['s3:Abort*', 's3:DeleteObject*', 's3:GetBucket*', 's3:GetObject*', 's3:List*'].map(
      (action) => `IAM5[Action::${action}]`,
    ),
    `IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-${stack.synthesizer.bootstrapQualifier ?? ''}-assets-<AWS::AccountId>-<AWS::Region>/*]`,
    `IAM5[Resource::<${bucket}.Arn>/*]`,
    'L1',
  ];
  Validations.of(deployer).acknowledge(
    ...findings.map((finding) => ({
      id: `AwsSolutions-${finding}`,
      reason:
        'CDK creates this function to copy the built pages from its assets bucket during a deployment. It never handles a request.',
    })),
  );
}

/**
 * Gives the function that empties the bucket a log group that belongs to the stack. Otherwise, Lambda would create one
 * that remains after the stack is deleted, even after a failed deployment.
 */
export function logEmptying(pages: IBucket, logGroup: LogGroup): void {
  const handler = Stack.of(pages)
    .node.tryFindChild('Custom::S3AutoDeleteObjectsCustomResourceProvider')
    ?.node.tryFindChild('Handler');
  if (!CfnResource.isCfnResource(handler))
    throw new Error(
      'CDK no longer creates Custom::S3AutoDeleteObjectsCustomResourceProvider. Give the function that it creates now a log group.',
    );
  handler.addPropertyOverride('LoggingConfig.LogGroup', logGroup.logGroupName);
}
