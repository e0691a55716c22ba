import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });
const statementSchema = z.looseObject({
  Action: z.union([z.string().transform((action) => [action]), z.array(z.string())]),
  Effect: z.literal('Allow'),
  Condition: z.unknown().optional(),
  Resource: z.union([z.array(z.unknown()), z.unknown().transform((resource) => [resource])]),
});
const policySchema = z.looseObject({
  PolicyDocument: z.looseObject({ Statement: z.array(statementSchema) }),
  Roles: z.array(z.object({ Ref: z.string() })),
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
  const fn = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).find(
    (properties) => properties['Description'] === description,
  );
  const role = functionSchema.parse(fn).Role['Fn::GetAtt'][0];
  return Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
    .map((properties) => policySchema.parse(properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .flatMap(({ Action, Resource, Condition }) =>
      Action.map((action) => ({ action, resources: Resource, condition: Condition })),
    );
}
