import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { EXAMPLES } from '#api/command-examples.js';
import { EXAMPLE_FILE } from '#api/task-follow-up-examples.js';
import type { Receipt } from '#commands/command.js';
import { AGGREGATES } from '#domain/aggregates.js';
import { COMMANDS } from '#commands/command-registry.js';
import { recordsFor } from './command-story.js';
import { type HttpApi, openHttpApi } from './http-api.js';

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; description?: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { $ref: string }; examples: Record<string, { value: object }> }> };
  responses: Record<string, { content?: Record<string, { schema: { $ref: string } }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

/** The events that the domain's description names in its section 6. */
const SECTION_6 = `
  PlaceRegistered, BodyRegistered, UnitClassDefined, UnitRenamed, UnitMoved, UnitMerged, UnitSplit, UnitDissolved,
  OfficeCreated, OfficeAbolished, ClassMembershipChanged, PersonRegistered, HeadAppointed, HeadReplaced,
  AppointmentEnded, HolderSuspended, HolderReinstated, HolderAttested, AreaChargeGiven, AreaChargeEnded,
  AccountabilityDeclared, AccountabilityEnded, HandoverSigned,
  DirectiveIssued, DirectiveDistributed, DirectiveAcknowledged, DirectiveCascaded, DirectiveAmended,
  DirectiveSuperseded, DirectiveRevoked,
  TaskAssigned, TaskFannedOut, TaskAccepted, TaskReturned, TaskReassigned, TaskDelegated, DelegationEnded,
  DeadlineClarified, ExtensionRequested, ExtensionGranted, ExtensionRefused, ProgressReported, CompletionReported,
  CompletionVerified, CompletionRejected, TaskSuspended, TaskResumed, TaskWithdrawn, TaskSuccessorDecided,
  ReminderSent, ExplanationSubmitted, PlanPrepared, ScenarioActivated,
  InspectionTeamEstablished, InspectionTeamDispatched, SiteVisited, FindingLogged, FindingUnitsIdentified,
  RectificationRequested, RectificationReported, RectificationVerified, InspectionMinutesSigned, InspectionReported,
  CaseCountReported, CaseCountCorrected, IndicatorReported, IndicatorCorrected, FigureCertified, FigureReopened,
  EpidemicLevelDeclared, ThresholdCrossed,
  CommendationIssued, CriticismIssued, ViolationReferred,
  AnnulmentProposed, RecordAnnulled`
  .split(',')
  .map((name) => name.trim());

/** GET routes whose answers are not made of facts, and why. */
const NOT_OF_FACTS: Readonly<Record<string, string>> = {
  '/audit/replay-proofs': 'comparisons that were made, each with its ordinal',
  '/audit/replay-proofs/{proofId}': 'comparisons that were made, each with its ordinal',
  '/compare': 'takes two of each and gives them back beside each answer',
  '/event-schemas': 'the program: the forms of events',
  '/event-schemas/{event}': 'the program: the forms of events',
  '/evidence/{sha256}': 'bytes that never change',
  '/health/live': 'this process',
  '/health/ready': 'this process',
  '/imports/templates/{kind}': 'the program: an empty list to fill in',
  '/recognitions/forms': 'the program: the ladders of the law',
  '/access-log': 'what was read, in a log of its own',
  '/access-log/checkpoint': 'that log itself, signed',
  '/access-log/key': 'the public key',
  '/access-log/tile/entries/{path}': 'entries that never change',
  '/access-log/tile/{level}/{path}': 'hashes that never change',
  '/access-log/leaves/{path}': 'entries that never change',
  '/access-log/proof/inclusion': 'hashes that never change',
  '/access-log/proof/consistency': 'hashes that never change',
  '/access-log/history': 'the logs that were begun',
  '/bundles': 'a file, whose manifest has both times',
  '/log/checkpoint': 'the log itself, signed',
  '/log/key': 'the public key',
  '/log/tile/entries/{path}': 'records that never change',
  '/log/tile/{level}/{path}': 'hashes that never change',
  '/log/leaves/{path}': 'records that never change',
  '/log/proof/inclusion': 'hashes that never change',
  '/log/proof/consistency': 'hashes that never change',
  '/log/history': 'the logs that were begun',
  '/receipts/{commandId}': 'what came of a command, for ever the same',
  '/events/{eventId}/proof': 'hashes of the log',
  '/cloud-events': 'records that never change',
  '/webhooks': 'who is told, which is no fact on record',
  '/webhooks/{webhookId}': 'who is told, which is no fact on record',
  '/webhooks/{webhookId}/dead-letters': 'what became of telling',
  '/events/{eventId}/leaf': 'bytes that never change',
};

/** Bodies that are no commands: nothing is recorded in the log. */
const NO_COMMANDS = ['WebhookOrder'];

/** The path of the document under which an address falls. */
function pathIn(document: Document, address: string): string {
  const asked = address.replace(/\?.*$/, '');
  const fitting = Object.keys(document.paths).filter((path) =>
    new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(asked),
  );
  return fitting.sort((a, b) => (a.match(/\{/g)?.length ?? 0) - (b.match(/\{/g)?.length ?? 0))[0] ?? asked;
}

describe('the OpenAPI document', () => {
  let api: HttpApi;
  let keyDir: string;
  let document: Document;
  const receipts = new Map<string, Receipt>();
  const recorded = new Set<string>();

  beforeAll(async () => {
    keyDir = mkdtempSync(join(tmpdir(), 'trachnhiem-keys-'));
    api = await openHttpApi({ ledger: { keyDir } });
    document = (await api.get<Document>('/openapi.json')).body;
  });
  afterAll(async () => {
    await api.close();
    rmSync(keyDir, { recursive: true });
  });

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  const bodyOf = (operation: Operation) => operation.requestBody?.content['application/json']?.schema.$ref;

  it('has exactly one route for every command, with an example', () => {
    const routed = operations().flatMap(({ operation }) => bodyOf(operation)?.split('/').at(-1) ?? []);
    expect(routed.sort()).toEqual([...Object.keys(COMMANDS), ...NO_COMMANDS].sort());
    expect(
      EXAMPLES.map(({ command }) => command)
        .filter((c, i, all) => all.indexOf(c) === i)
        .sort(),
    ).toEqual(Object.keys(COMMANDS).sort());
  });

  it('points only to schemas that it has, and every schema compiles', () => {
    const names = Object.keys(document.components.schemas);
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(names).toContain(name);
    }
    for (const name of names) expect(() => validator(name)).not.toThrow();
  });

  it('names every operation once and says what each parameter is', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, method, operation } of operations()) {
      expect(operation.summary).toMatch(/\S/);
      for (const parameter of operation.parameters ?? []) {
        expect([path, parameter.name, parameter.description]).toEqual([
          path,
          parameter.name,
          expect.stringMatching(/\S/),
        ]);
      }
      const inPath = (operation.parameters ?? []).filter((p) => p.in === 'path').map((p) => `{${p.name}}`);
      expect([path, method, inPath]).toEqual([path, method, path.match(/\{[^}]+\}/g) ?? []]);
    }
  });

  it('takes both times of the question on every route that answers from facts, and gives both back', () => {
    const asked = operations().filter(({ path, method }) => method === 'get' && !Object.hasOwn(NOT_OF_FACTS, path));
    expect(asked.length).toBeGreaterThan(60);
    for (const { path, operation } of asked) {
      const taken = (operation.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name);
      expect([path, taken]).toEqual([path, expect.arrayContaining(['asOf', 'knownAt'])]);
      const answer = operation.responses['200']?.content?.['application/json']?.schema.$ref.split('/').at(-1);
      if (answer === undefined) {
        // A paper prints them; no schema says so.
        expect(Object.keys(operation.responses['200']?.content ?? {})).toEqual([
          expect.stringMatching(/wordprocessingml/),
        ]);
        continue;
      }
      expect([path, document.components.schemas[answer]]).toEqual([
        path,
        expect.objectContaining({ required: expect.arrayContaining(['asOf', 'knownAt']) as unknown }),
      ]);
    }
    const known = operations().map(({ path }) => path);
    expect(Object.keys(NOT_OF_FACTS).filter((path) => !known.includes(path))).toEqual([]);
  });

  it('gives every route its types of problem', () => {
    for (const { path, operation } of operations()) {
      if (path.startsWith('/health/')) continue;
      for (const status of bodyOf(operation)
        ? ['400', '409', '413', '415', '422', '500', '503']
        : ['400', '500', '503']) {
        expect([path, operation.responses[status]?.content]).toEqual([
          path,
          { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        ]);
      }
    }
  });

  it('has examples that are of their form and are accepted, told as one story', async () => {
    await api.send('/evidence', { method: 'POST', body: EXAMPLE_FILE });
    for (const [i, { command, body }] of EXAMPLES.entries()) {
      const route = operations().find(({ operation }) => bodyOf(operation)?.endsWith(`/${command}`));
      if (!route) throw new Error(`${command} has no route`);
      const sent = { ...body, ...recordsFor(command, body, receipts) };
      expect([command, problemsOf(command, sent)]).toEqual([command, []]);
      const answer = await api.post<Receipt>(route.path, sent, { 'Idempotency-Key': `story-${i}` });
      expect([command, answer.status, answer.status === 201 ? '' : answer.body]).toEqual([command, 201, '']);
      expect([command, problemsOf('Receipt', answer.body)]).toEqual([command, []]);
      receipts.set(command, answer.body);
      for (const { type } of answer.body.events) recorded.add(type);
    }
  });

  it('can record every event of the domain', () => {
    const events = Object.values(AGGREGATES).flatMap((aggregate) => Object.keys(aggregate.evolve));
    // Recorded with a directive, in the stream of the register; the receipt shows the directive's own.
    recorded.add('NumberEntered');
    expect([...events, 'AnnulmentProposed', 'RecordAnnulled'].filter((type) => !recorded.has(type))).toEqual([]);
    expect(SECTION_6.filter((type) => !recorded.has(type))).toEqual([]);
  });

  it('describes every answer exactly', async () => {
    const begun = await api.send('/audit/replay-proofs?table=subject', { method: 'POST' });
    const proof = begun.body as object as { id: string };
    expect([begun.status, problemsOf('ReplayProof', proof)]).toEqual([202, []]);
    const atLeast = receipts.get('DissolveUnit')?.position ?? 0;
    const questions: [schema: string, path: string][] = [
      ['WhoAnswers', '/tasks/nv-01/who-answers?asOf=2021-09-08'],
      ['WhoAnswers', '/tasks/nv-02/who-answers?asOf=2021-09-08'],
      ['TaskPage', '/tasks/nv-01?asOf=2021-10-02'],
      ['TaskPage', '/tasks/nv-02?asOf=2021-09-08'],
      ['TaskHistory', '/tasks/nv-01/history?asOf=2021-10-02'],
      ['TaskList', '/tasks?asOf=2021-09-16&follower=p-12'],
      ['TaskList', '/tasks?asOf=2021-09-16&office=qa.ubnd.ct&overdue=false'],
      ['TaskList', '/tasks?asOf=2021-09-16&place=tp&dueBefore=2021-10-01'],
      ['UnitWork', '/units/qa.ubnd/work?asOf=2021-09-08'],
      ['UnitWork', '/units/tp.ubnd/work?asOf=2021-09-18&dueWithinDays=30'],
      ['PersonWork', '/persons/p-12/work?asOf=2021-09-08'],
      ['DelayReasons', '/tasks/delay-reasons?directive=cd-10&asOf=2021-09-20'],
      ['TaskStatus', '/tasks/nv-01/status?asOf=2021-09-23'],
      ['AnsweringPeriods', '/tasks/nv-01/answering-periods?from=2021-09-01&until=2021-10-01'],
      ['TaskList', '/tasks?asOf=2021-09-16'],
      ['OverdueTasks', '/tasks/overdue?asOf=2021-10-16'],
      ['TaskSummary', '/tasks/summary?asOf=2021-09-16'],
      ['UnnamedHeads', '/offices/unnamed-heads?asOf=2021-09-16'],
      ['OfficePage', '/offices/qa.ubnd.ct?asOf=2021-09-08'],
      ['UnitList', '/units?asOf=2021-12-02'],
      ['UnitPage', '/units/qa?asOf=2021-09-08'],
      ['UnitPage', '/units/qa.ubnd?asOf=2021-09-08'],
      ['UnitPage', '/units/cac-quan?asOf=2021-09-08'],
      ['PersonPage', '/persons/p-02?asOf=2021-09-08'],
      ['DirectiveList', '/directives?asOf=2021-09-08'],
      ['DirectivePage', '/directives/cd-10?asOf=2021-09-08'],
      ['Acknowledgements', '/directives/cd-10/acknowledgements?asOf=2021-09-08'],
      ['UnreadDirectives', '/directives/unread?unit=qb.ubnd&asOf=2021-09-08'],
      ['DirectiveCascade', '/directives/cd-10/cascade?asOf=2021-09-08'],
      ['LegalBasisGraph', '/directives/cd-10/legal-basis?asOf=2021-09-08'],
      ['LegalBasisGraph', '/directives/legal-basis?number=10/C%C4%90-UBND&asOf=2021-09-08'],
      ['DirectivesInForce', '/directives/in-force?unit=qa&asOf=2021-09-12'],
      ['DirectivesInForce', '/directives/in-force?directive=cd-09&asOf=2021-09-12'],
      ['NumberRegisterList', '/number-registers?asOf=2021-09-12'],
      ['NumberRegister', '/number-registers/tp.ubnd?asOf=2021-09-12'],
      ['RecognitionList', '/recognitions?asOf=2021-09-30'],
      ['RecognitionList', '/recognitions?unit=qa.ubnd&kind=criticism&asOf=2021-09-30'],
      ['RecognitionForms', '/recognitions/forms'],
      ['UnitPage', '/units/qa.ubnd?asOf=2021-09-30'],
      ['InspectionList', '/inspections?asOf=2021-09-08'],
      ['InspectionPage', '/inspections/dkt-1?asOf=2021-09-08'],
      ['DraftList', '/drafts?asOf=2021-09-12'],
      ['DraftPage', '/drafts/dt-1?asOf=2021-09-12'],
      ['FindingList', '/findings?asOf=2021-09-10'],
      ['FindingPage', '/findings/gn-1?asOf=2021-09-23'],
      ['FindingList', '/findings?asOf=2021-09-23&place=tp&status=rectified-in-time&team=dkt-1'],
      ['FindingsToVerify', '/findings/to-verify?person=p-11&asOf=2021-09-19'],
      ['UnitFindings', '/units/qa/findings?asOf=2021-09-23&from=2021-09-01'],
      ['DispatchBoard', '/inspections/dispatch-board?asOf=2021-09-07'],
      ['InspectionCoverage', '/inspections/coverage?place=tp&days=30&asOf=2021-09-23'],
      ['CaseReportList', '/case-reports?unit=qa'],
      ['CaseCount', '/case-reports/count?unit=qa&from=2021-09-14&to=2021-09-14'],
      ['IndicatorList', '/indicators?unit=qa'],
      ['FigureSeries', '/figures/series?unit=qa&measure=cases&from=2021-09-01&until=2021-10-01&asOf=2021-10-01'],
      [
        'FigureSeries',
        '/figures/series?unit=qa&indicator=M%C5%A9i%20ti%C3%AAm%20trong%20ng%C3%A0y&kind=actual&measuredIn=m%C5%A9i&from=2021-09-01&until=2021-10-01',
      ],
      ['FigureRollUp', '/figures/roll-up?unit=tp&measure=cases&from=2021-09-14&to=2021-09-14'],
      ['PlaceLevels', '/epidemic-levels?place=qa&asOf=2021-09-20'],
      ['LevelSchemeList', '/epidemic-levels/schemes?issuer=tp.ubnd'],
      ['ThresholdList', '/thresholds?asOf=2021-09-20'],
      ['ThresholdPage', '/thresholds/n-100?asOf=2021-09-20'],
      ['ReportingDutyList', '/reporting-duties?asOf=2021-09-20'],
      ['ReportingDutyReports', '/reporting-duties/cdbc-1/reports?from=2021-09-15&until=2021-09-18&asOf=2021-09-20'],
      ['UnitScorecard', '/scorecards/units/qb?from=2021-09-15&until=2021-09-18&asOf=2021-09-20'],
      ['OwedReports', '/units/qb/owed-reports?from=2021-09-15&until=2021-09-22&asOf=2021-09-20'],
      ['OfficeWork', '/offices/tp.ubnd.ct/work?asOf=2021-09-18'],
      ['OfficeWork', '/offices/qa.ubnd.ct/work?asOf=2021-09-05&skip=1&limit=1'],
      ['BreachList', '/breaches?of=task'],
      ['BreachList', '/breaches?of=finding&unit=qa'],
      ['PersonScorecard', '/scorecards/persons/p-02?from=2021-09-01&until=2021-09-18&asOf=2021-09-20'],
      ['PersonalDetails', '/persons/p-01/personal-details?asOf=2021-09-20'],
      ['PersonalDetails', '/persons/p-02/personal-details?asOf=2021-09-20'],
      ['FindingInformant', '/findings/gn-1/informant?asOf=2021-09-20'],
      ['PlanList', '/plans?by=qb.ubnd&asOf=2021-09-20'],
      ['PlanPage', '/plans/pa-1?asOf=2021-09-20'],
      ['EventVersions', '/event-schemas'],
      ['EventSchemas', '/event-schemas/DirectiveAmended'],
      ['PersonScorecard', '/scorecards/persons/p-02?from=2021-09-01&until=2021-10-01&asOf=2021-09-30'],
      ['UnitScorecard', '/scorecards/units/qa.ubnd?from=2021-09-01&until=2021-10-01&asOf=2021-09-30'],
      ['RatingRows', '/scorecards/units?from=2021-09-01&until=2021-10-01&asOf=2021-09-30'],
      ['HistoryPage', '/history/tasks/nv-01?asOf=2021-10-02'],
      ['HistoryPage', '/history/units/qa.ubnd?asOf=2021-10-02&limit=5'],
      ['HistoryPage', '/history/offices/qa.ubnd.ct?asOf=2021-10-02'],
      ['HistoryPage', '/history/persons/p-02?asOf=2021-10-02'],
      ['HistoryPage', '/history/directives/cd-10?asOf=2021-10-02'],
      ['HistoryPage', '/history/inspections/dkt-1?asOf=2021-10-02'],
      ['HistoryPage', '/history/log?asOf=2021-10-02&limit=200'],
      ['Comparison', '/compare?view=tasks/nv-01/who-answers&from=1&asOf=2021-09-08'],
      ['RecordList', '/records?stream=office-qa.ubnd.ct'],
      ['Record', `/records/${receipts.get('AssignTask')?.events[0]?.id}`],
      ['AccessLog', '/access-log?subject=person-p-02'],
      ['ReplayProofList', '/audit/replay-proofs'],
      ['ReplayProof', `/audit/replay-proofs/${proof.id}`],
      ['Live', '/health/live'],
      ['Ready', '/health/ready'],
      ['CommandReceipt', `/receipts/${receipts.get('AssignTask')?.commandId}`],
      ['InclusionProof', '/log/proof/inclusion?index=3'],
      ['ConsistencyProof', '/log/proof/consistency?from=2&to=5'],
      ['LogHistory', '/log/history'],
    ];
    for (const [schema, path] of questions) {
      const asked = /health|forms|event-schemas|access-log|compare|^\/audit\/|^\/log\/|^\/receipts\//.test(path)
        ? path
        : `${path}${path.includes('?') ? '&' : '?'}atLeast=${atLeast}`;
      const answer = await api.get<{ items?: unknown[] }>(asked);
      expect([path, answer.status, problemsOf(schema, answer.body)]).toEqual([path, 200, []]);
      if (!Object.hasOwn(NOT_OF_FACTS, pathIn(document, path))) {
        const when = new URL(`https://api.example${asked}&asOf=2021-10-03&knownAt=${atLeast}`);
        when.searchParams.set('asOf', '2021-10-03');
        const then = await api.get<object>(`${when.pathname}${when.search}`);
        expect([path, then.body]).toEqual([path, expect.objectContaining({ asOf: '2021-10-03', knownAt: atLeast })]);
      }
      if (answer.body.items && !/overdue|breaches/.test(path))
        expect([path, answer.body.items]).not.toEqual([path, []]);
    }
  });

  it('is shown at /docs by this server alone, under a policy that lets no other in', async () => {
    const page = await api.get<string>('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const loaded = [...page.body.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map(([, address]) => address ?? '');
    expect(loaded.length).toBeGreaterThan(3);
    for (const address of loaded) {
      expect(address).toMatch(/^\.\/docs\//);
      expect([address, (await api.get(address.slice(1))).status]).toEqual([address, 200]);
    }
    expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  });

  let schemas: Ajv2020 | undefined;
  function validator(name: string): ValidateFunction {
    const formats = { date: true, 'date-time': true, uuid: true, uri: true } as const;
    schemas ??= new Ajv2020({ strict: false, allErrors: true, formats }).addSchema({
      $id: 'https://api.example/',
      components: document.components,
    });
    const found = schemas.getSchema(`https://api.example/#/components/schemas/${name}`);
    if (!found) throw new Error(`no schema ${name}`);
    return found;
  }
  function problemsOf(name: string, value: unknown): string[] {
    const validate = validator(name);
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
});
