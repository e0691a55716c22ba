import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';

import { localAccount, localClientConfig, localRegion } from '../../../local/local-aws.ts';
import { statePaths } from '../../../local/paths.ts';
import { isAllowed, type Statement } from '../../lib/policy.ts';
import { functionsOf, policiesOf } from '../../lib/template.ts';
import {
  type RecordedRequest,
  recordedRequest,
  requiredPermissions,
} from './required-permissions.ts';

const PLACE = { account: localAccount, region: localRegion };

/** The role of a function, with the statements of the template. */
export interface DeployedRole {
  /** The description of the function, which is stable and readable. */
  readonly fn: string;
  readonly statements: readonly DeployedStatement[];
}

/** A statement with the ARNs of this deployment. `names` contains the resource names in the template. */
export interface DeployedStatement extends Statement {
  readonly names: readonly string[];
}

/** Returns the file in which an instance with this state directory records the calls of its functions. */
export function callsFileIn(stateDir: string): string {
  return join(stateDir, 'calls.jsonl');
}

/** Returns the lines that an instance has recorded so far, one for each distinct call. */
export function recordedLines(stateDir: string): string[] {
  const file = callsFileIn(stateDir);
  // The last line may still be incomplete.
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

/** Returns the calls in recorded lines. */
export function requestsIn(lines: readonly string[]): RecordedRequest[] {
  return lines.map((line) => recordedRequest.parse(JSON.parse(line)));
}

/** Returns the roles of an instance's functions, by their names, from the template that was synthesized for it. */
export async function deployedRoles(
  stateDir: string,
  awsEndpoint: string,
): Promise<Map<string, DeployedRole>> {
  const template = JSON.parse(
    readFileSync(join(statePaths(stateDir).cloudAssembly, 'Foyer-local.template.json'), 'utf8'),
  ) as object;
  const source = { toJSON: () => template };
  const cloudFormation = new CloudFormationClient(localClientConfig(awsEndpoint));
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: 'Foyer-local' }),
  );
  const resources = new Map(
    StackResources.map(({ LogicalResourceId = '', ResourceType = '', PhysicalResourceId = '' }) => [
      LogicalResourceId,
      { type: ResourceType, id: PhysicalResourceId },
    ]),
  );
  return new Map(
    functionsOf(source).map(([, { Description, Role }]) => [
      resources.get(Role['Fn::GetAtt'][0] ?? '')?.id ?? '',
      {
        fn: Description.replace('Foyer: ', ''),
        statements: policiesOf(source, Description).map((statement) => ({
          ...statement,
          names: statement.resources.map(withoutHash),
          resources: statement.resources.map((resource) => resolved(resource, resources)),
        })),
      },
    ]),
  );
}

/** Removes the hash that CDK adds to logical IDs. */
function withoutHash(resource: string): string {
  return resource.replaceAll(/[0-9A-F]{8}(?=[.}])/g, '');
}

interface Resource {
  readonly type: string;
  readonly id: string;
}

/** Replaces `${…}` with the ARNs and names of this deployment. */
function resolved(text: string, resources: ReadonlyMap<string, Resource>): string {
  return text.replaceAll(/\$\{([^}.]+)(?:\.(\w+))?\}/g, (_all, id: string, attribute?: string) => {
    const pseudo = PSEUDO_PARAMETERS[id];
    if (pseudo !== undefined) return pseudo;
    const resource = resources.get(id);
    if (resource === undefined) throw new Error(`The stack has no resource ${id}.`);
    return attribute === undefined ? resource.id : attributeOf(resource, attribute);
  });
}

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': localRegion,
  'AWS::AccountId': localAccount,
};

/** The ARNs of resources by their physical IDs. A physical ID is a name, except for a queue, whose ID is its URL. */
const ARNS: Readonly<Record<string, (id: string) => readonly [service: string, resource: string]>> =
  {
    'AWS::DynamoDB::GlobalTable.Arn': (id) => ['dynamodb', `table/${id}`],
    // MiniStack's stream labels contain a time, and no function reads a stream itself.
    'AWS::DynamoDB::GlobalTable.StreamArn': (id) => ['dynamodb', `table/${id}/stream/label`],
    'AWS::SQS::Queue.Arn': (url) => ['sqs', url.split('/').at(-1) ?? ''],
    'AWS::Cognito::UserPool.Arn': (id) => ['cognito-idp', `userpool/${id}`],
    'AWS::Events::EventBus.Arn': (id) => ['events', `event-bus/${id}`],
    'AWS::Logs::LogGroup.Arn': (id) => ['logs', `log-group:${id}:*`],
  };

function attributeOf({ type, id }: Resource, attribute: string): string {
  const arn = ARNS[`${type}.${attribute}`];
  if (arn === undefined) throw new Error(`The ${attribute} of ${type} is unknown.`);
  const [service, resource] = arn(id);
  return `arn:aws:${service}:${localRegion}:${localAccount}:${resource}`;
}

/** Returns the calls that IAM would deny, as sentences. */
export function denials(
  roles: ReadonlyMap<string, DeployedRole>,
  requests: readonly RecordedRequest[],
): string[] {
  const denied = requests.flatMap((request) => {
    const role = roles.get(request.role);
    if (role === undefined) return [`${request.role} is the role of no function.`];
    return requiredPermissions(request, PLACE)
      .filter((call) => !isAllowed(role.statements, call))
      .map(({ action, resource, context }) => {
        const keys = Object.entries(context).map(([key, values]) => `${key}: ${values.join(', ')}`);
        return `${role.fn}: ${action} on ${resource} (${keys.join('; ')})`;
      });
  });
  return [...new Set(denied)].toSorted();
}

/**
 * Returns the permissions that could be removed: without any one of them, all these calls would still be allowed. The
 * format is `<function>: <action> on <resource>`, with the partitions if the statement restricts them.
 */
export function unusedPermissions(
  roles: ReadonlyMap<string, DeployedRole>,
  requests: readonly RecordedRequest[],
): string[] {
  const unused = [...roles].flatMap(([name, { fn, statements }]) => {
    const permissions = statements.flatMap(singlePermissions);
    const calls = requests
      .filter(({ role }) => role === name)
      .flatMap((request) => requiredPermissions(request, PLACE));
    const needed = new Set<DeployedStatement>();
    for (const call of calls) {
      const [only, ...others] = permissions.filter((permission) => isAllowed([permission], call));
      if (only !== undefined && others.length === 0) needed.add(only);
    }
    return permissions
      .filter((permission) => !needed.has(permission))
      .map(({ actions, names, conditions }) => {
        const partitions = conditions['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
        const only = partitions === undefined ? '' : ` (${partitions.join(', ')})`;
        return `${fn}: ${actions.join()} on ${names.join()}${only}`;
      });
  });
  return unused.toSorted();
}

/** Returns a statement for each action and resource. */
function singlePermissions(statement: DeployedStatement): DeployedStatement[] {
  return statement.actions.flatMap((action) =>
    statement.resources.map((resource, index) => ({
      ...statement,
      actions: [action],
      resources: [resource],
      names: [statement.names[index] ?? resource],
    })),
  );
}
