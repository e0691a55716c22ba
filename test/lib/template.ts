import * as z from 'zod';

import type { Statement } from './policy.ts';

/** A synthesized template. */
interface Template {
  toJSON(): object;
}

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });
// Strict, so that an element that changes what a statement means, such as NotAction, is not overlooked.
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
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
const functionSchema = z.looseObject({
  Description: z.string(),
  Role: z.object({ 'Fn::GetAtt': z.array(z.string()) }),
  Timeout: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
/** Properties of a function of Foyer. */
export type FunctionProperties = z.output<typeof functionSchema>;

/** An allowed action with its resources and condition. */
export interface Permission {
  readonly action: string;
  readonly resources: readonly unknown[];
  readonly condition: unknown;
}

/** Returns the properties of all resources of a type by logical ID. */
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

/**
 * Returns the properties of the one resource of a type.
 * @throws if there is none or more than one
 */
export function only(template: Template, type: string): Record<string, unknown> {
  const [resource, ...others] = Object.values(resourcesOf(template, type));
  if (resource === undefined || others.length > 0)
    throw new Error(`There are ${resource === undefined ? 'none' : 'several'} of ${type}.`);
  return resource;
}

/**
 * Returns the logical ID of a resource, which starts with the IDs of its constructs.
 * @throws if there is none
 */
export function idOf(template: Template, type: string, prefix: string): string {
  const id = Object.keys(resourcesOf(template, type)).find((each) => each.startsWith(prefix));
  if (id === undefined) throw new Error(`There is no ${prefix}.`);
  return id;
}

/** Returns the logical ID that a value refers to, with `Ref` or `Fn::GetAtt`, or an empty string. */
export function referenceIn(value: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = intrinsicSchema.safeParse(value).data ?? {};
  return Ref ?? attribute?.[0] ?? '';
}

/** Returns the functions of Foyer with their logical IDs, without those of CDK. */
export function functionsOf(template: Template): [string, FunctionProperties][] {
  return Object.entries(resourcesOf(template, 'AWS::Lambda::Function'))
    .filter(([, { Description }]) => String(Description).startsWith('Foyer: '))
    .map(([id, properties]) => [id, functionSchema.parse(properties)]);
}

/**
 * Returns the function with a description.
 * @throws if there is none
 */
export function functionDescribed(template: Template, description: string): FunctionProperties {
  const found = functionsOf(template).find(([, fn]) => fn.Description === description);
  if (found === undefined) throw new Error(`No function "${description}".`);
  return found[1];
}

/** Returns the alarms by the IDs that docs/operations.md lists. */
export function alarmsOf(template: Template): Map<string, Record<string, unknown>> {
  return new Map(
    Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm')).map(([id, properties]) => [
      id.replace(/^Monitoring(\w+)[0-9A-F]{8}$/, '$1'),
      properties,
    ]),
  );
}

/** Returns the permissions of the function with a description. */
export function permissionsOf(template: Template, description: string): Permission[] {
  return statementsFor(template, description)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource, Condition }) =>
      Action.map((action) => ({ action, resources: Resource, condition: Condition })),
    );
}

/** Returns the statements of its role, including Deny, for the evaluator in policy.ts. */
export function policiesOf(template: Template, description: string): Statement[] {
  return statementsFor(template, description).map(({ Effect, Action, Resource, Condition }) => ({
    effect: Effect,
    actions: Action,
    resources: Resource.map(asText),
    conditions: conditionsSchema.parse(Condition ?? {}),
  }));
}

/** @throws if the role has policies that are not separate resources. */
function statementsFor(template: Template, description: string) {
  const role = functionDescribed(template, description).Role['Fn::GetAtt'][0] ?? '';
  const { Policies, ManagedPolicyArns } = resourcesOf(template, 'AWS::IAM::Role')[role] ?? {};
  if (Policies !== undefined || ManagedPolicyArns !== undefined)
    throw new Error(`${role} has other policies.`);
  return Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
    .map((properties) => policySchema.parse(properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Returns a value with intrinsic functions as text, such as `${Table.Arn}/index/byTime`. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, ...intrinsic } = intrinsicSchema.parse(value);
  if (Ref !== undefined) return `\${${Ref}}`;
  const [separator, parts] = intrinsic['Fn::Join'] ?? [];
  if (parts !== undefined) return parts.map(asText).join(separator);
  return `\${${intrinsic['Fn::GetAtt']?.join('.')}}`;
}
