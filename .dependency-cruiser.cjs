/** The nevers of ARCHITECTURE.md that are about imports. Each has a test that plants its breach: tests/walls.test.ts. */
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', comment: 'Never 7: an import circle anywhere.', from: {}, to: { circular: true } },
    { name: 'generated-imports-nothing', severity: 'error', comment: 'Never 1: generated/ imports anything.', from: { path: '^generated/' }, to: { pathNot: '^generated/' } },
    { name: 'bus-imports-generated-only', severity: 'error', comment: 'Never 1: src/bus imports anything of ours but generated/.', from: { path: '^src/bus/', pathNot: '\\.test\\.ts$' }, to: { path: '^(src|infra|tests|bench)/', pathNot: '^src/bus/' } },
    { name: 'local-imports-local-only', severity: 'error', comment: 'Never 2: src/local imports anything of ours.', from: { path: '^src/local/' }, to: { path: '^(src|generated|infra|tests|bench)/', pathNot: '^src/local/' } },
    { name: 'service-imports-no-service', severity: 'error', comment: 'Never 3: one local service imports another.', from: { path: '^src/local/services/([^/]+)/' }, to: { path: '^src/local/services/', pathNot: '^src/local/services/$1/' } },
    { name: 'kernel-is-the-ground', severity: 'error', comment: 'The kernel stands on nothing of the local cloud.', from: { path: '^src/local/kernel/' }, to: { path: '^src/local/', pathNot: '^src/local/kernel/' } },
    { name: 'speaker-imports-no-other', severity: 'error', comment: 'Never 4: a producer or consumer imports another.', from: { path: '^src/(producers|consumers)/([^/]+)/' }, to: { path: '^src/(producers|consumers)/', pathNot: '^src/$1/$2/' } },
    { name: 'cdk-in-infra-only', severity: 'error', comment: 'Never 5: aws-cdk-lib outside infra/.', from: { pathNot: '^infra/' }, to: { path: 'node_modules/(aws-cdk-lib|constructs)/' } },
    { name: 'infra-imports-no-handler', severity: 'error', comment: 'Never 5: infra/ imports a handler\'s code; it names its file.', from: { path: '^infra/' }, to: { path: '^src/(producers|consumers|workflows|bus|ledger)/' } },
    { name: 'handlers-know-no-tool', severity: 'error', comment: 'What deploys imports no tool: neither compiler, local cloud, command line nor page.', from: { path: '^src/(bus|ledger|producers|consumers|workflows)/', pathNot: '\\.(test|contract)\\.ts$' }, to: { path: '^src/(compiler|local|contracts|cli|console|conformance)/' } },
    { name: 'no-orphans', severity: 'error', comment: 'A module nobody imports.', from: { orphan: true, pathNot: ['\\.(test|test-d)\\.ts$', '\\.d\\.ts$', '(^|/)[^/]+\\.config\\.ts$', '^\\.', 'handler\\.ts$', '^generated/'] }, to: {} },
    { name: 'resolvable', severity: 'error', comment: 'An import that leads nowhere.', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^node_modules', '^cdk\\.out', '^src/console/page'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
