/**
 * The floors of the house: imports only go down, and never in a circle. `npm run walls` checks them.
 *
 * From the top: bin; lib, local, operator; functions; capabilities; records; dynamodb, http; platform.
 */
const FUNCTIONS =
  '^lambdas/(admin-api|authorizer|cognito-triggers|customer-api|importer|mail-feedback|mailer|outbox|projections|reconciler|sign-up-api|webhook-delivery)/';
const modules = (names) => `^lambdas/modules/(${names})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or lack a third one below both.',
      from: { pathNot: '^client/src/generated/' },
      to: { circular: true },
    },
    {
      name: 'no-circles-of-capabilities',
      severity: 'error',
      comment:
        'Two capabilities that need each other share a record, or one of them is above the other.',
      scope: 'folder',
      from: { path: '^lambdas/modules/[^/]+$' },
      to: { circular: true },
    },
    {
      name: 'platform-is-the-ground',
      severity: 'error',
      from: { path: modules('platform') },
      to: { path: '^(lambdas|lib|local|operator|bin|web)/', pathNot: modules('platform') },
    },
    {
      name: 'http-and-dynamodb-know-no-record',
      severity: 'error',
      from: { path: modules('(http|dynamodb)') },
      to: {
        path: '^(lambdas|lib|local|operator|bin|web)/',
        pathNot: modules('(http|dynamodb|platform)'),
      },
    },
    {
      name: 'records-know-no-capability',
      severity: 'error',
      from: { path: modules('records') },
      to: {
        path: '^(lambdas|lib|local|operator|bin|web)/',
        pathNot: modules('(records|dynamodb|http|platform)'),
      },
    },
    {
      name: 'capabilities-know-no-function',
      severity: 'error',
      from: { path: '^lambdas/modules/' },
      to: { path: FUNCTIONS },
    },
    {
      name: 'functions-know-no-other-function',
      severity: 'error',
      from: { path: FUNCTIONS },
      to: { path: FUNCTIONS, pathNot: '^lambdas/$1/' },
    },
    {
      name: 'the-api-document-is-made-at-build-time',
      severity: 'error',
      comment: 'Only types: the document and its words must not be in a function.',
      from: { path: '^lambdas/', pathNot: modules('openapi') },
      to: { path: modules('openapi'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'lambdas-know-nothing-above-them',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { path: '^(lib|local|operator|bin|test)/' },
    },
    {
      name: 'nothing-needs-a-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
