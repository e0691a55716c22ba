import { Annotations, Aws, CfnOutput, Fn, RemovalPolicy, type Stack } from 'aws-cdk-lib';

import type { FoyerConfig } from './config.ts';

/**
 * Returns the removal policy of resources that hold data. Resources are retained when the stack is deleted, but
 * not when the deployment that creates them fails: with `RetainExceptOnCreate`, a rollback deletes the resources,
 * which are still empty, so that a failed first deployment leaves nothing behind and can be repeated
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html).
 */
export function removalPolicyOf({ retainData }: FoyerConfig): RemovalPolicy {
  return retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
}

/**
 * Returns the UUID of the stack, for names of what can outlive it. A repeated deployment gets another one, so the names
 * of a deleted stack are not in its way.
 */
export function stackUuid(): string {
  // arn:aws:cloudformation:<region>:<account>:stack/<name>/<UUID>
  return Fn.select(2, Fn.split('/', Aws.STACK_ID));
}

/** The output that shows whether the data is protected. Exists only in stages that retain data. */
const PROTECTION_OUTPUT = 'DataProtection';

/**
 * Shows, at synthesis and in an output, what remains to do after a first deployment and what can make it fail. CDK
 * prints the messages before it deploys.
 */
export function announceFirstDeployment(stack: Stack, config: FoyerConfig): void {
  if (config.retainData)
    new CfnOutput(stack, PROTECTION_OUTPUT, {
      value: config.protectData ? 'on' : 'off',
      description:
        'Protection of the stack, the table, and the user pool against deletion: "on" with protectData: true',
    });
  if (config.protectData || config.stage === 'local') return;
  if (config.retainData)
    Annotations.of(stack).addWarningV2(
      'foyer:unprotected',
      `The data of ${stack.stackName} is not protected against deletion, so that a first deployment that fails can be repeated. When the stack is deployed, set "protectData": true and deploy again.`,
    );
  for (const hint of hintsAbout(config))
    Annotations.of(stack).addInfo(`${stack.stackName} ${hint}`);
}

/** Returns what an account or the DNS can have only once, which a synthesis cannot look up. */
function* hintsAbout(config: FoyerConfig): Generator<string> {
  const { mailFromDomain, loginDomain } = config;
  const identity = identityOf(config);
  if (identity !== undefined)
    yield `adds the identity ${identity} to SES. If the account has it in this region already, from another stage or another application, a first deployment fails with "already exists": set "senderIdentity": "existing".`;
  // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
  if (mailFromDomain !== undefined)
    yield `uses the mailFromDomain ${mailFromDomain}. SES requires exactly one MX record for it, which names the region: in another region, use another mailFromDomain.`;
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
  if (loginDomain !== undefined)
    yield `uses the loginDomain ${loginDomain}. A host belongs to one user pool: in another stage or region, use another loginDomain.`;
}

/** Returns the identity that the stack creates in SES, if it creates one. */
function identityOf({ senderAddress, senderIdentity }: FoyerConfig): string | undefined {
  switch (senderIdentity) {
    case 'existing':
      return undefined;
    case 'address':
      return senderAddress;
    case 'domain':
      return senderAddress.slice(senderAddress.indexOf('@') + 1);
  }
}
