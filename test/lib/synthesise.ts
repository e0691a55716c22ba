import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll } from 'vitest';
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

/** What a platform team writes for production. */
export const production = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync('foyer.config.example.json', 'utf8')));

/** The smallest that works where the pages are served elsewhere. */
export const elsewhere = {
  stage: 'test',
  senderAddress: 'invitations@example.com',
  hosting: false,
  siteUrl: 'https://join.example.com',
};

const scratch = mkdtempSync(join(tmpdir(), 'foyer-synth-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** The template that `cdk synth` makes of `settings`, without bundling the functions. */
export function synthesise(settings: Readonly<Record<string, unknown>>): Template {
  const app = newApp();
  return Template.fromStack(addStack(app, settings));
}

/** What the rule packs of `bin/app.ts` have against the stack: one line each, none when all is well. */
export function findings(settings: Readonly<Record<string, unknown>>): string[] {
  const app = newApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  addStack(app, settings);
  try {
    app.synth();
    return [];
  } catch (error) {
    const report = readFileSync(join(app.outdir, 'validation-report.json'), 'utf8');
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
}

function newApp(): App {
  // A new App reads no cdk.json; without its flags the template would be another one.
  const { context } = cdkSettings.parse(JSON.parse(readFileSync('cdk.json', 'utf8')));
  return new App({
    context: { ...context, 'aws:cdk:bundling-stacks': [] },
    outdir: mkdtempSync(join(scratch, 'out-')),
  });
}

function addStack(app: App, settings: Readonly<Record<string, unknown>>): FoyerStack {
  return new FoyerStack(app, { config: parseConfig(settings), pages: builtPages() });
}

/** Pages as a build leaves them. */
function builtPages(): string {
  const pages = mkdtempSync(join(scratch, 'pages-'));
  for (const directory of ['assets', 'sign-up', 'sign-in']) mkdirSync(join(pages, directory));
  writeFileSync(join(pages, 'assets', 'page-1a2b3c.js'), '');
  writeFileSync(join(pages, 'sign-up', 'index.html'), '<!doctype html>');
  writeFileSync(join(pages, 'sign-in', 'index.html'), '<!doctype html>');
  return pages;
}
