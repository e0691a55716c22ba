import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

import { ConfigError, readConfig } from '../lib/config.ts';
import { addStacks } from '../lib/foyer-stack.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
try {
  addStacks(app, {
    config: readConfig(app.node),
    // The region that the CDK CLI deploys to (https://docs.aws.amazon.com/cdk/v2/guide/configure-env.html).
    region: process.env['CDK_DEFAULT_REGION'],
  });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exit(1);
}
