import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';

import { parseConfig } from '../../lib/config.ts';
import { FoyerStack } from '../../lib/foyer-stack.ts';

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
export const production = {
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

const templates = new Map<string, Template>();

/** Returns the template of `settings`, without bundled functions. Cached, so it must not be modified. */
export function synthesise(settings: Readonly<Record<string, unknown>>): Template {
  const key = JSON.stringify(settings);
  const template =
    templates.get(key) ?? inScratch((scratch) => Template.fromStack(stackIn(scratch, settings)));
  templates.set(key, template);
  return template;
}

/** Returns the findings of the rule packs of `bin/app.ts` that are not acknowledged, one line each. */
export function findings(settings: Readonly<Record<string, unknown>>): string[] {
  return inScratch((scratch) => {
    const app = newApp(scratch);
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

function newApp(scratch: string): App {
  // A new App does not read cdk.json, whose feature flags change the template.
  const { context } = cdkSettings.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
  return new App({
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
    outdir: mkdtempSync(join(scratch, 'out-')),
  });
}

function stackIn(
  scratch: string,
  settings: Readonly<Record<string, unknown>>,
  app = newApp(scratch),
): FoyerStack {
  return new FoyerStack(app, { config: parseConfig(settings), pages: builtPages(scratch) });
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
