/** Specs and what only specs use. */
const TESTS = '([.](spec|e2e-spec|contract)[.]ts$|/testing/|/contract/|^test/)';

/**
 * Who may import whom. A sentence about the layout that a machine does not check is soon untrue.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'The domain is a function of facts: the same question gives the same answer in ten years, in a replay and in a ' +
        'test. So it imports nothing but itself: no package, nothing of Node, no other library.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: TESTS },
      to: { pathNot: '^libs/domain/src/' },
    },
    {
      name: 'libs-not-to-apps',
      comment: 'Libraries hold the meaning, apps compose it. A library that needs an app cannot serve a second one.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'read-models-not-to-commands',
      comment: 'Reading never records. What both sides need is a fact or a rule and lives in the domain.',
      severity: 'error',
      from: { path: '^libs/read-models/', pathNot: TESTS },
      to: { path: '^libs/commands/' },
    },
    {
      name: 'commands-not-to-read-models',
      comment:
        'A decision asks other streams through the port `Context`; which read model answers it is the composition’s ' +
        'choice, so that tests and small logs can do without a database.',
      severity: 'error',
      from: { path: '^libs/commands/', pathNot: TESTS },
      to: { path: '^libs/read-models/' },
    },
    {
      name: 'reactions-not-to-read-models',
      comment:
        'A reaction asks other streams through the port `Context`, as a decision does, and acts through commands alone; ' +
        'so it runs in a test on a log in memory, and on whatever answers the port.',
      severity: 'error',
      from: { path: '^libs/reactions/', pathNot: TESTS },
      to: { path: '^libs/read-models/' },
    },
    {
      name: 'nothing-rests-on-reactions',
      comment:
        'Recording and reading must be right without reactions: they are set off by what is recorded, and composed.',
      severity: 'error',
      from: { path: '^libs/(?!reactions/)', pathNot: TESTS },
      to: { path: '^libs/reactions/' },
    },
    {
      name: 'event-log-not-to-domain',
      comment: 'The log stores envelopes and knows nothing of what they mean; it would serve another domain unchanged.',
      severity: 'error',
      from: { path: '^libs/event-log/' },
      to: { path: '^libs/(domain|commands|reactions|read-models)/' },
    },
    {
      name: 'database-stands-alone',
      comment: 'Starting and reaching PostgreSQL is the lowest layer; every other library may use it, it uses none.',
      severity: 'error',
      from: { path: '^libs/database/' },
      to: { path: '^(libs/(?!database/)|apps/)' },
    },
    {
      name: 'evidence-stands-alone',
      comment: 'The store of evidence keeps bytes under their digest and knows nothing of what they show.',
      severity: 'error',
      from: { path: '^libs/evidence/' },
      to: { path: '^(libs/(?!evidence/)|apps/)' },
    },
    {
      name: 'audit-tree-is-pure',
      comment:
        'The tree, its proofs and its signed notes are what an outsider implements again and compares; they are functions ' +
        'of bytes and rest on nothing but the hash, the signature and canonical JSON. Of the log they know the type of an event.',
      severity: 'error',
      from: { path: '^libs/audit/src/tree/', pathNot: TESTS },
      to: {
        pathNot: ['^libs/audit/src/tree/', '^node:crypto$', '^crypto$', 'node_modules/canonicalize/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-rests-on-audit',
      comment:
        'Recording and answering must be right without proof of it; proof is laid over the log and composed by the apps, ' +
        'so that it can be checked by somebody who trusts neither.',
      severity: 'error',
      from: { path: '^libs/(?!audit/)', pathNot: TESTS },
      to: { path: '^libs/audit/' },
    },
    {
      name: 'access-stands-on-the-domain',
      comment:
        'Who may do what is a function of what is on record and of the token: it asks the domain, and is asked by the ' +
        'command side, the read side and the apps.',
      severity: 'error',
      from: { path: '^libs/access/', pathNot: TESTS },
      to: { path: '^(libs/(?!(access|domain)/)|apps/)' },
    },
    {
      name: 'hooks-tell-and-know-nothing',
      comment:
        'Webhooks carry what is recorded to whoever has subscribed. They know the log, its envelope and how a secret is ' +
        'sealed, and nothing of what a record means: a new event needs no change here, and none can hold the log up.',
      severity: 'error',
      from: { path: '^libs/hooks/', pathNot: TESTS },
      to: { path: '^(libs/(?!(hooks|event-log|database|sealing)/)|apps/)' },
    },
    {
      name: 'nothing-rests-on-hooks',
      comment: 'Recording and answering must be right without anybody being told; telling is composed by the apps.',
      severity: 'error',
      from: { path: '^libs/(?!hooks/)', pathNot: TESTS },
      to: { path: '^libs/hooks/' },
    },
    {
      name: 'sealing-stands-low',
      comment: 'Sealing turns personal fields into sealed values and back; it knows keys, not what the fields mean.',
      severity: 'error',
      from: { path: '^libs/sealing/', pathNot: TESTS },
      to: { path: '^(libs/(?!(sealing|database)/)|apps/)' },
    },
    {
      name: 'tests-not-from-production',
      comment:
        'What runs in production must not rest on specs, contracts or test databases: the build leaves them out.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'apps-not-to-each-other',
      comment:
        'The api holds the composition, the life of a process and the server, which the others use; nothing is taken ' +
        'from the others.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: TESTS },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/api/'] },
    },
    {
      name: 'no-circular',
      comment:
        'Files that need each other in a circle are one file in pieces; with ES modules they also meet half-made.',
      severity: 'error',
      from: {},
      // A circle of which one link is a type alone does not exist at run time.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'An import that the rules cannot follow would pass them all.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-packages-only',
      comment: 'What runs in production imports packages that `npm ci --omit=dev` installs.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Scripts of a client are compiled by their test, against types that it generates.
    exclude: { path: '^(dist|test/client)/' },
    // Types count: a port that only names a type of the wrong library is still tied to it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: '.dependency-cruiser-resolve.cjs' },
  },
};
