import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';

/** The outputs of a deployed stack that programs on a person's machine use. */
const stackOutputsSchema = z.object({
  ApiUrl: z.string(),
  SiteUrl: z.string(),
  UserPoolId: z.string(),
  WebClientId: z.string(),
  TableName: z.string(),
  LoginUrl: z.string(),
  Issuer: z.string(),
  /** What no tenant may exceed, as JSON; stacks of older versions do not say it. */
  Limits: z.string().optional(),
});
export type StackOutputs = z.infer<typeof stackOutputsSchema>;

/** No stack of that stage where one was looked for, or not one of Foyer. */
export class StackNotFound extends Error {
  override readonly name = 'StackNotFound';
}

/** The name of the stack of a stage. */
export function stackNameOf(stage: string): string {
  return `Foyer-${stage}`;
}

/**
 * What the stack of a stage says about itself.
 * @throws StackNotFound when it is not deployed in the account and region of the client.
 */
export async function readStackOutputs(
  client: CloudFormationClient,
  stage: string,
): Promise<StackOutputs> {
  const stackName = stackNameOf(stage);
  const outputs = await describe(client, stackName);
  const parsed = stackOutputsSchema.safeParse(outputs);
  if (!parsed.success) {
    const missing = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new StackNotFound(
      `The stack ${stackName} has no output ${missing}. Deploy the current version first.`,
    );
  }
  return parsed.data;
}

async function describe(
  client: CloudFormationClient,
  stackName: string,
): Promise<Record<string, string | undefined>> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map((output) => [output.OutputKey ?? '', output.OutputValue] as const),
    );
  } catch (error) {
    // CloudFormation has no error type of its own for a stack that is not there.
    if (!(error instanceof Error && error.name === 'ValidationError')) throw error;
    throw new StackNotFound(`The stack ${stackName} does not exist in this account and region.`, {
      cause: error,
    });
  }
}
