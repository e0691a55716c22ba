import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

import { ConfigError, readConfig } from '../lib/config.ts';
import { EdgeStack } from '../lib/edge-stack.ts';
import { FoyerStack } from '../lib/foyer-stack.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
try {
  const config = readConfig(app.node);
  const stack = new FoyerStack(app, { config });
  if (config.waf) stack.addStackDependency(new EdgeStack(app, { config }));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exit(1);
}
