import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';

import { parseConfig } from '../../lib/config.ts';
import { addStacks, type FoyerStack } from '../../lib/foyer-stack.ts';

const cdkSettings = z.object({ context: z.record(z.string(), z.unknown()) });
const validationReport = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({
          ruleName: z.string(),
          description: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.string() })),
        }),
      ),
    }),
  ),
});

/** The example configuration, for production, after SES has verified the sender. */
export const production: Readonly<Record<string, unknown>> = {
  ...z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync('foyer.config.example.json', 'utf8'))),
  cognitoMail: 'ses',
};

/** The minimal settings, with pages that are hosted elsewhere. */
export const elsewhere = {
  stage: 'test',
  senderAddress: 'invitations@example.com',
  hosting: false,
  siteUrl: 'https://join.example.com',
};

/** Production with everything that AWS charges extra for, and a custom domain for each purpose. */
export const everything = {
  ...production,
  waf: true,
  monthlyBudget: 200,
  mailFromDomain: 'bounce.example.com',
  loginDomain: 'login.example.com',
  loginCertificateArn:
    'arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000001',
};

/** An OIDC provider as a platform team configures it. */
export const companyLogin = {
  type: 'oidc',
  name: 'company-login',
  label: 'Company login',
  issuer: 'https://login.example.com',
  clientId: 'foyer',
  clientSecretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:company-login-AbCdEf',
};

/** Production with an identity provider, which adds a function. */
export const withProvider = { ...production, identityProviders: [companyLogin] };

type Settings = Readonly<Record<string, unknown>>;

/** The output that `cdk deploy` reads: the template, its actions, and its messages. */
export interface Synthesised {
  readonly stackName: string;
  /** The stacks that are deployed before this one. */
  readonly otherStacks: readonly { readonly name: string; readonly region: string }[];
  readonly template: Template;
  readonly terminationProtection: boolean;
  /** Warnings and notes that CDK prints before it deploys. */
  readonly messages: readonly string[];
}

const results = new Map<string, Synthesised>();

/** Returns the template of `settings`, without bundled functions. Cached, so it must not be modified. */
export function synthesise(settings: Settings): Template {
  return synthesiseAll(settings).template;
}

/** The region that `cdk deploy` deploys to, unless a test names another one. */
export const REGION = 'eu-central-1';

/** Returns everything that `cdk deploy` reads, with `context` as in cdk.json. Cached, so it must not be modified. */
export function synthesiseAll(
  settings: Settings,
  context: Settings = {},
  region = REGION,
): Synthesised {
  const key = JSON.stringify([settings, context, region]);
  const result =
    results.get(key) ??
    inScratch((scratch) => {
      const app = newApp(scratch, context);
      const { stackName, dependencies } = stackIn(scratch, settings, app, region);
      const artifact = app.synth().getStackByName(stackName);
      return {
        stackName,
        otherStacks: dependencies.map((stack) => ({ name: stack.stackName, region: stack.region })),
        template: Template.fromJSON(z.record(z.string(), z.unknown()).parse(artifact.template)),
        terminationProtection: artifact.terminationProtection ?? false,
        messages: artifact.messages.map(({ entry }) => JSON.stringify(entry.data)),
      };
    });
  results.set(key, result);
  return result;
}

/** Returns the template of the stack that `settings` add in us-east-1. */
export function synthesiseEdge(settings: Readonly<Record<string, unknown>>): Template {
  return inScratch((scratch) => {
    const [edge, ...others] = stackIn(scratch, settings).dependencies;
    if (edge === undefined || others.length > 0) throw new Error('There is not one other stack.');
    return Template.fromStack(edge);
  });
}

/** Returns the findings of the rule packs of `bin/app.ts` that are not acknowledged, one line each. */
export function findings(settings: Settings, context: Settings = {}): string[] {
  return inScratch((scratch) => {
    const app = newApp(scratch, context);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    stackIn(scratch, settings, app);
    try {
      app.synth();
      return [];
    } catch (error) {
      return linesIn(app.outdir, error);
    }
  });
}

/**
 * Returns a line for each finding.
 * @throws `error` if there is none
 */
function linesIn(outdir: string, error: unknown): string[] {
  const report = readFileSync(join(outdir, 'validation-report.json'), 'utf8');
  const lines = validationReport
    .parse(JSON.parse(report))
    .pluginReports.flatMap(({ violations }) => violations)
    .map(
      ({ ruleName, description, violatingConstructs }) =>
        `${ruleName} at ${violatingConstructs.map(({ constructPath }) => constructPath).join(', ')}: ${description}`,
    );
  if (lines.length === 0) throw error;
  return lines;
}

/** Runs `work` with a temporary directory. */
function inScratch<Result>(work: (directory: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-synth-'));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function newApp(scratch: string, own: Settings = {}): App {
  // A new App does not read cdk.json, whose feature flags change the template.
  const { context } = cdkSettings.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
  return new App({
    context: {
      ...context,
      'aws:cdk:bundling-stacks': [],
      // Tests read the messages that this would print.
      '@aws-cdk/core:annotationsInValidationReport': false,
      ...own,
    },
    outdir: mkdtempSync(join(scratch, 'out-')),
  });
}

function stackIn(
  scratch: string,
  settings: Readonly<Record<string, unknown>>,
  app = newApp(scratch),
  region = REGION,
): FoyerStack {
  return addStacks(app, { config: parseConfig(settings), pages: builtPages(scratch), region });
}

/** Creates a folder that resembles the built pages. */
function builtPages(scratch: string): string {
  const pages = mkdtempSync(join(scratch, 'pages-'));
  for (const directory of ['assets', 'sign-up', 'sign-in']) mkdirSync(join(pages, directory));
  writeFileSync(join(pages, 'assets', 'page-1a2b3c.js'), '');
  writeFileSync(join(pages, 'sign-up', 'index.html'), '<!doctype html>');
  writeFileSync(join(pages, 'sign-in', 'index.html'), '<!doctype html>');
  return pages;
}
