import { InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { localClientConfig } from '../../local/local-aws.ts';
import { foyer } from './foyer-client.ts';

/** Runs the deployed reconciler now, instead of waiting for its schedule. @throws when it fails. */
export async function runReconciler(): Promise<void> {
  const lambda = new LambdaClient(localClientConfig(foyer().awsEndpoint));
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { FunctionName, Description = '' } of Functions)
      if (Description.startsWith('Foyer: finishes what was begun')) {
        const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName }));
        if (FunctionError !== undefined) throw new Error(`The reconciler failed: ${FunctionError}`);
        return;
      }
  throw new Error('There is no reconciler.');
}
