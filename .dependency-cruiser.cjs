/** The rules of ARCHITECTURE.md that are about imports. Each has a test that plants its breach: tests/walls.test.ts. */
/** Files of packages that still import the application; each entry goes when its dependency is handed in. */
const KNOWS_THE_APPLICATION_TODAY = ['^packages/(carillon|constructs|local|runtime)/.*\\.(test|test-d)\\.ts$'];

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Rule 7: an import circle anywhere.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'generated-imports-descriptor-types',
      severity: 'error',
      comment:
        'Rule 2: generated/ imports something other than the descriptor types of the runtime (that module holds types alone).',
      from: { path: '^generated/', pathNot: '^generated/arbitraries/' },
      to: { pathNot: '^(generated/|packages/runtime/src/descriptor\\.ts$)' },
    },
    {
      name: 'arbitraries-import-fast-check-only',
      severity: 'error',
      comment: 'Rule 2: generated/arbitraries is for tests, and fast-check is what it makes.',
      from: { path: '^generated/arbitraries/' },
      to: { pathNot: '^(generated/|node_modules/fast-check/)' },
    },
    {
      name: 'nothing-deploys-what-tests-use',
      severity: 'error',
      comment: 'Examples and arbitraries stay out of every bundle.',
      from: { pathNot: '^generated/|\\.(test|test-d|contract)\\.ts$|^tests/' },
      to: { path: '^generated/(arbitraries|examples)/' },
    },
    {
      name: 'package-knows-no-application',
      severity: 'error',
      comment: 'Rule 1: a package imports the application.',
      from: { path: '^packages/', pathNot: KNOWS_THE_APPLICATION_TODAY },
      to: { path: '^(src|generated|infra|tests|bench|demo)/' },
    },
    {
      name: 'package-by-its-exports',
      severity: 'error',
      comment: "Rule 1: another package's inside is reached by a path; import what its package.json exports.",
      from: { path: '^(?:packages/([^/]+)|src|infra|tests|bench|demo|generated|examples)/' },
      to: {
        path: '^packages/',
        pathNot: '^packages/$1/',
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'runtime-imports-no-package',
      severity: 'error',
      comment: 'Rule 1: what a function bundles depends on nothing of ours.',
      from: { path: '^packages/runtime/' },
      to: { path: '^packages/', pathNot: '^packages/runtime/' },
    },
    {
      name: 'catalog-imports-descriptor-types',
      severity: 'error',
      comment: 'Rule 1: of other packages, the catalog imports the types of descriptors, and nothing that runs.',
      from: { path: '^packages/catalog/' },
      to: { path: '^packages/', pathNot: '^packages/(catalog/|runtime/src/descriptor\\.ts$)' },
    },
    {
      name: 'upcasters-are-pure',
      severity: 'error',
      comment: 'An upcaster is a function of data: it imports types of the catalog alone.',
      from: { path: '^src/upcasters/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^(src/upcasters|generated|packages/runtime)/' },
    },
    {
      name: 'local-imports-no-package',
      severity: 'error',
      comment: 'Rule 3: packages/local imports another package.',
      from: { path: '^packages/local/' },
      to: { path: '^packages/', pathNot: '^packages/local/' },
    },
    {
      name: 'service-imports-no-service',
      severity: 'error',
      comment: 'Rule 3: one local service imports another.',
      from: { path: '^packages/local/src/services/([^/]+)/' },
      to: { path: '^packages/local/src/services/', pathNot: '^packages/local/src/services/$1/' },
    },
    {
      name: 'kernel-is-the-ground',
      severity: 'error',
      comment: 'The kernel stands on nothing of the local cloud.',
      from: { path: '^packages/local/src/kernel/' },
      to: { path: '^packages/local/src/', pathNot: '^packages/local/src/kernel/' },
    },
    {
      name: 'speaker-imports-no-other',
      severity: 'error',
      comment: 'Rule 4: a producer or consumer imports another.',
      from: { path: '^src/(producers|consumers)/([^/]+)/' },
      to: { path: '^src/(producers|consumers)/', pathNot: '^src/$1/$2/' },
    },
    {
      name: 'cdk-in-infra-only',
      severity: 'error',
      comment: 'Rule 5: aws-cdk-lib outside infra/ and packages/constructs.',
      from: { pathNot: '^(infra|packages/constructs)/' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs)/' },
    },
    {
      name: 'infra-imports-no-handler',
      severity: 'error',
      comment: "Rule 5: infra/ imports a handler's code; it names its file.",
      from: { path: '^(infra|packages/constructs)/' },
      to: { path: '^src/(producers|consumers|workflows)/' },
    },
    {
      name: 'handlers-know-no-tool',
      severity: 'error',
      comment: 'What deploys imports no tool: neither compiler, local cloud, command line nor page.',
      from: { path: '^src/(producers|consumers|workflows)/', pathNot: '\\.(test|contract)\\.ts$' },
      to: { path: '^packages/', pathNot: '^packages/runtime/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A module nobody imports.',
      from: {
        orphan: true,
        pathNot: [
          '^packages/(carillon|constructs|local|runtime)/.*\\.(test|test-d)\\.ts$',
          '\\.d\\.ts$',
          '(^|/)[^/]+\\.config\\.ts$',
          '^\\.',
          'handler\\.ts$',
          '^generated/',
        ],
      },
      to: {},
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '^node_modules',
        '^cdk\\.out',
        '^packages/carillon/(src/console/page|templates|fixtures)',
        '^bench/catalog/peers/',
      ],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      mainFields: ['module', 'main', 'types'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
