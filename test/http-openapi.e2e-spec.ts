import { jest } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { ANSWER_EXAMPLES_FILE, type AnswerExample, answerExamples } from '#api/answer-examples.js';
import { EVENT_SCHEMAS, eventVersions } from '#api/event-schemas.js';
import { isPublic } from '#access/public-addresses.js';
import { EXAMPLES } from '#api/command-examples.js';
import { OPERATION_NAMES } from '#api/operation-ids.js';
import { TAGS } from '#api/openapi-tags.js';
import { EXAMPLE_FILE } from '#api/task-follow-up-examples.js';
import type { Receipt } from '#commands/command.js';
import { PROGRAM_VERSION } from '#api/program-version.js';
import { AGGREGATES } from '#domain/aggregates.js';
import { COMMANDS } from '#commands/command-registry.js';
import { recordsFor } from './command-story.js';
import { settled } from './example-answers.js';
import { exampleQuestions, NOT_OF_FACTS } from './example-questions.js';
import { type HttpApi, openHttpApi } from './http-api.js';
import { type ApiDocument, breaks, withoutWords } from './openapi-compatibility.js';

/** The document of each release, without its words. */
const RELEASES = new URL('../docs/openapi/', import.meta.url);
const JSON_TYPE = 'application/json';

interface Media {
  schema: { $ref: string };
  examples?: Record<string, { value: unknown }>;
}
interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; description?: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { $ref: string }; examples: Record<string, { value: object }> }> };
  responses: Record<string, { content?: Record<string, Media> }>;
  tags: string[];
  security?: object[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; examples: Record<string, { value: unknown }> };
  security: object[];
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

const UNITS_LIST = `Mã đơn vị;Loại đơn vị;Tên đơn vị;Cấp;Mã đơn vị cấp trên;Từ ngày
qz;địa phương;Quận Z;huyện;tp;01/01/2022
`;

/** Where a schema says `object` and nothing of what is in it. */
function bareObjects(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const isBare =
    'type' in schema &&
    JSON.stringify(schema.type).includes('object') &&
    !('properties' in schema || 'additionalProperties' in schema);
  return [
    ...(isBare ? [at] : []),
    ...Object.entries(schema).flatMap(([key, part]) => bareObjects(part, `${at}/${key}`)),
  ];
}

// The whole story and every question about it: on a busy machine that takes its time.
jest.setTimeout(180_000);

describe('the OpenAPI document', () => {
  let api: HttpApi;
  let keyDir: string;
  let document: Document;
  const receipts = new Map<string, Receipt>();
  const recorded = new Set<string>();
  /** What the story gave, by operation. */
  const examples = new Map<string, AnswerExample>();

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
          {
            'application/problem+json': {
              schema: { $ref: '#/components/schemas/Problem' },
              examples: expect.anything() as unknown,
            },
          },
        ]);
      }
    }
  });

  it('has examples that are of their form and are accepted, told as one story', async () => {
    const stored = await api.send('/evidence', { method: 'POST', body: EXAMPLE_FILE });
    showsAt('/evidence', stored.body);
    for (const [i, { command, body }] of EXAMPLES.entries()) {
      const route = operations().find(({ operation }) => bodyOf(operation)?.endsWith(`/${command}`));
      if (!route) throw new Error(`${command} has no route`);
      const sent = { ...body, ...recordsFor(command, body, receipts) };
      expect([command, problemsOf(command, sent)]).toEqual([command, []]);
      const answer = await api.post<Receipt>(route.path, sent, { 'Idempotency-Key': `story-${i}` });
      expect([command, answer.status, answer.status === 201 ? '' : answer.body]).toEqual([command, 201, '']);
      expect([command, problemsOf('Receipt', answer.body)]).toEqual([command, []]);
      receipts.set(command, answer.body);
      shows(route.operation, `POST ${route.path}`, answer.body);
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
    showsAt('/audit/replay-proofs', proof);
    const stopped = await api.send(`/audit/replay-proofs/${proof.id}/stop`, { method: 'POST' });
    expect(problemsOf('ReplayProof', stopped.body)).toEqual([]);
    showsAt('/audit/replay-proofs/{proofId}/stop', stopped.body);
    const list = { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: UNITS_LIST };
    const imported = await api.send('/imports?kind=units&list=Danh%20s%C3%A1ch', list);
    expect([imported.status, problemsOf('ImportAnswer', imported.body)]).toEqual([200, []]);
    showsAt('/imports', imported.body);
    const atLeast = receipts.get('DissolveUnit')?.position ?? 0;
    const questions = exampleQuestions({
      assigned: receipts.get('AssignTask'),
      proof: proof.id,
    });
    for (const [schema, path] of questions) {
      const asked = /health|forms|event-schemas|access-log|compare|^\/audit\/|^\/log\/|^\/receipts\/|^\/events\//.test(
        path,
      )
        ? path
        : `${path}${path.includes('?') ? '&' : '?'}atLeast=${atLeast}`;
      const answer = await api.get<{ items?: unknown[] }>(asked);
      expect([path, answer.status, problemsOf(schema, answer.body)]).toEqual([path, 200, []]);
      const operation = document.paths[pathIn(document, path)]?.['get'];
      if (operation) shows(operation, `GET ${path}`, answer.body);
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

  it('has an example for every answer in JSON, and it is what the story gives', () => {
    const inJson = operations().filter(({ operation }) =>
      Object.entries(operation.responses).some(([status, { content }]) => /^2/.test(status) && content?.[JSON_TYPE]),
    );
    const lacking = inJson.filter(({ operation }) => !examples.has(operation.operationId));
    // Webhooks need somebody outside who listens; what they answer is held against its schema in http-webhooks.
    expect(lacking.filter(({ path }) => !path.startsWith('/webhooks')).map(({ path }) => path)).toEqual([]);
    const given = Object.fromEntries([...examples].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (process.env['WRITE_DOCS']) writeFileSync(ANSWER_EXAMPLES_FILE, `${JSON.stringify(given, null, 1)}\n`);
    expect(answerExamples()).toEqual(given);
    for (const { operation } of inJson.filter((one) => !lacking.includes(one))) {
      const [name, shown] = Object.entries(operation.responses).flatMap(([status, { content }]) => {
        const json = content?.[JSON_TYPE];
        return /^2/.test(status) && json ? [json.schema.$ref.split('/').at(-1) ?? '', json.examples] : [];
      }) as [string, Record<string, { value: unknown }> | undefined];
      if (process.env['WRITE_DOCS']) continue;
      expect([operation.operationId, problemsOf(name, shown?.['answer']?.value)]).toEqual([operation.operationId, []]);
    }
  });

  it('has a valid example for every type of problem, in the words of the program', () => {
    for (const [slug, { value }] of Object.entries(document.components.examples)) {
      expect([slug, problemsOf('Problem', value)]).toEqual([slug, []]);
    }
  });

  it('describes every group of routes in both languages, and names operations for whoever calls them', () => {
    const used = new Set(operations().flatMap(({ operation }) => operation.tags));
    expect(Object.keys(TAGS).sort()).toEqual([...used].sort());
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(Object.values(OPERATION_NAMES).filter((id) => !ids.includes(id))).toEqual([]);
    for (const { operation } of operations()) expect(operation.tags).toHaveLength(1);
  });

  it('asks for a token wherever a record could be seen or made', () => {
    expect(document.security.length).toBeGreaterThan(0);
    for (const { path, method, operation } of operations()) {
      const open = isPublic(method.toUpperCase(), path.replace(/\{[^}]+\}/g, '0'));
      expect([method, path, operation.security]).toEqual([method, path, open ? [] : undefined]);
      // What is open is so in its own writing: an address with parts can be encoded, and then asks for a token too.
      const mayAsk = !open || path.includes('{');
      expect([method, path, Object.hasOwn(operation.responses, '401')]).toEqual([method, path, mayAsk]);
    }
  });

  it('leaves no object without its properties, and no parameter that may be null', () => {
    expect(bareObjects(document.components.schemas, '')).toEqual([]);
    for (const { path, operation } of operations()) {
      for (const { name, schema } of operation.parameters ?? [])
        expect([path, name, JSON.stringify(schema).includes('null')]).toEqual([path, name, false]);
    }
  });

  it('links every event to its schema, in today’s version where records are shown', () => {
    const { EventData, RecordedEventData } = document.components.schemas as Record<string, { anyOf?: object[] }>;
    expect(RecordedEventData?.anyOf).toHaveLength(EVENT_SCHEMAS.size);
    expect(EventData?.anyOf).toHaveLength(eventVersions().length);
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

  it('points only to schemas that it has, and every schema compiles', () => {
    const names = Object.keys(document.components.schemas);
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(names).toContain(name);
    }
    for (const name of names) expect(() => validator(name)).not.toThrow();
  });

  it('breaks no client of the last release', async () => {
    const versions = readdirSync(RELEASES).flatMap((name) => /^(\d+\.\d+\.\d+)\.json$/.exec(name)?.[1] ?? []);
    const last = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
    if (process.env['WRITE_OPENAPI']) {
      const kept = JSON.stringify(withoutWords(document));
      writeFileSync(new URL(`${PROGRAM_VERSION}.json`, RELEASES), `${kept}\n`);
    } else if (last !== undefined) {
      const released = JSON.parse(readFileSync(new URL(`${last}.json`, RELEASES), 'utf8')) as ApiDocument;
      expect(breaks(released, (await api.get<ApiDocument>('/openapi.json')).body)).toEqual([]);
    }
  });

  it('passes a linter', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // The problems of a health check are its answer.
      rules: {
        'operation-4xx-response': 'error',
        'operation-operationId-url-safe': 'error',
        'tag-description': 'error',
      },
    });
    const found = await lintFromString({ source: JSON.stringify(document), absoluteRef: '/openapi.json', config });
    expect(found.map(({ ruleId, message, location }) => `${ruleId} ${message} ${location[0]?.pointer}`)).toEqual([]);
  });

  function showsAt(path: string, answer: unknown): void {
    const operation = document.paths[path]?.['post'];
    if (operation) shows(operation, `POST ${path}`, answer);
  }
  function shows({ operationId }: Operation, ask: string, answer: unknown): void {
    const ofTheClock = /health|imports|receipts|proofs|access-log/.test(ask);
    if (!examples.has(operationId)) examples.set(operationId, settled({ ask, answer }, ofTheClock) as AnswerExample);
  }

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
