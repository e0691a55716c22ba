import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const seconds = 1_000;

/** The journeys through the console without which no other is possible. They run with the end-to-end tests. */
const everyChange = 'test/browser/console-{invite,session}.test.ts';

/** A project with a whole service of its own, which its files share. They wait for most of their time: three run at once. */
function wholeService(
  name: string,
  include: string[],
  exclude: string[] = [],
): TestProjectConfiguration {
  return {
    test: {
      name,
      retry: 1,
      include,
      exclude,
      globalSetup: ['test/support/foyer/running-foyer.ts'],
      setupFiles: ['test/support/foyer/sound-after-file.ts'],
      testTimeout: 150 * seconds,
      hookTimeout: 120 * seconds,
      maxWorkers: 3,
      // The files share modules and no state. Loading the AWS SDK, Playwright, and Foyer's modules takes seconds.
      isolate: false,
      sequence: { groupOrder: 1 },
    },
  };
}

export default defineConfig({
  test: {
    reporters: ['default', './test/support/foyer/summary-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{client,docs,house,lambdas,local,operator,web}/**/*.test.ts'],
          exclude: ['test/**/*.engine.test.ts'],
          // The files share modules and no state: loading the AWS SDK once takes a third of the time.
          isolate: false,
          // Tests with made-up input take seconds where end-to-end tests run beside them.
          testTimeout: 60 * seconds,
        },
      },
      {
        // Against Amazon's own DynamoDB engine.
        test: {
          name: 'engine',
          // Many writers at once on two cores: the report says when a test needed its second chance.
          retry: 1,
          include: ['test/{lambdas,local,operator}/**/*.engine.test.ts'],
          globalSetup: ['test/support/engine/dynamodb-engine.ts'],
          setupFiles: ['test/support/engine/release-tables-after-file.ts'],
          // The files share modules and no state, as those of `unit` do.
          isolate: false,
          testTimeout: 60 * seconds,
          // A file with a table for each test has many to delete.
          hookTimeout: 120 * seconds,
        },
      },
      {
        test: {
          name: 'infrastructure',
          include: ['test/lib/**/*.test.ts'],
          // The files share the CDK and the templates that it makes, which they only read.
          isolate: false,
          testTimeout: 120 * seconds,
          hookTimeout: 180 * seconds,
        },
      },
      {
        test: {
          name: 'browser',
          // The files share modules and the built pages, which they only read.
          isolate: false,
          // A busy machine can make a browser late; the report says when a test needed its second chance.
          retry: 1,
          include: ['test/browser/**/*.test.ts'],
          // These need the whole service.
          exclude: ['test/browser/console-*.test.ts'],
          testTimeout: 60 * seconds,
          hookTimeout: 120 * seconds,
        },
      },
      // The whole service, deployed to a local AWS, as its users meet it: through the API, and on screen.
      wholeService('end-to-end', ['test/e2e/**/*.test.ts', everyChange]),
      wholeService('journeys', ['test/browser/console-*.test.ts'], [everyChange]),
      // The same, on a local AWS that throttles requests, and repeats and delays events.
      wholeService('unreliable-aws', ['test/unreliable-aws/**/*.test.ts']),
      {
        // Runs after the end-to-end tests, and compares the permissions of the functions with the calls
        // that they made.
        test: {
          name: 'permissions',
          include: ['test/permissions/**/*.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
