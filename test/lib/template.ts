import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

import type { Statement } from './policy.ts';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });
const statementSchema = z.looseObject({
  Action: z.union([z.string().transform((action) => [action]), z.array(z.string())]),
  Effect: z.enum(['Allow', 'Deny']),
  Condition: z.unknown().optional(),
  Resource: z.union([z.array(z.unknown()), z.unknown().transform((resource) => [resource])]),
});
const policySchema = z.looseObject({
  PolicyDocument: z.looseObject({ Statement: z.array(statementSchema) }),
  Roles: z.array(z.object({ Ref: z.string() })),
});
const values = z.union([z.string().transform((value) => [value]), z.array(z.string())]);
const conditionsSchema = z.record(z.string(), z.record(z.string(), values));
const intrinsicSchema = z.strictObject({
  Ref: z.string().optional(),
  'Fn::GetAtt': z.array(z.string()).optional(),
  'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]).optional(),
});
const functionSchema = z.looseObject({ Role: z.object({ 'Fn::GetAtt': z.array(z.string()) }) });

/** One thing that a role may do: an action, on which resources, and under which condition if any. */
export interface Permission {
  readonly action: string;
  readonly resources: readonly unknown[];
  readonly condition: unknown;
}

/** The resources of one type with what they are configured with, by logical id. */
export function resourcesOf(
  template: Template,
  type: string,
): Record<string, Record<string, unknown>> {
  const { Resources } = templateSchema.parse(template.toJSON());
  return Object.fromEntries(
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties }]) => [id, Properties]),
  );
}

/** All that the role of a function allows; `description` is the function's. */
export function permissionsOf(template: Template, description: string): Permission[] {
  return statementsFor(template, description)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource, Condition }) =>
      Action.map((action) => ({ action, resources: Resource, condition: Condition })),
    );
}

/** The same, with what it denies, as the evaluator of policies takes it. */
export function policiesOf(template: Template, description: string): Statement[] {
  return statementsFor(template, description).map(({ Effect, Action, Resource, Condition }) => ({
    effect: Effect,
    actions: Action,
    resources: Resource.map(asText),
    conditions: conditionsSchema.parse(Condition ?? {}),
  }));
}

function statementsFor(template: Template, description: string) {
  const fn = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).find(
    (properties) => properties['Description'] === description,
  );
  const role = functionSchema.parse(fn).Role['Fn::GetAtt'][0];
  return Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
    .map((properties) => policySchema.parse(properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** A value that CloudFormation puts together, as a text: `${Table.Arn}/index/byTime`. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, ...intrinsic } = intrinsicSchema.parse(value);
  if (Ref !== undefined) return `\${${Ref}}`;
  const [separator, parts] = intrinsic['Fn::Join'] ?? [];
  if (parts !== undefined) return parts.map(asText).join(separator);
  return `\${${intrinsic['Fn::GetAtt']?.join('.')}}`;
}
