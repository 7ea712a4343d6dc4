import { type ApiDocument, breaks, withoutWords } from './openapi-compatibility.js';

type Path = (string | number)[];

const BEFORE = {
  security: [{ token: [] }],
  paths: {
    '/tasks': {
      get: {
        operationId: 'tasks',
        parameters: [
          { name: 'status', in: 'query', required: false, schema: { type: 'string', enum: ['open', 'done'] } },
          { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 200 } },
        ],
        responses: {
          '200': {
            headers: { ETag: {} },
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/TaskList' } },
              'text/csv': { schema: { type: 'string' } },
            },
          },
        },
      },
      post: {
        operationId: 'assignTask',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/AssignTask' } } },
        },
        responses: { '201': { content: { 'application/json': { schema: { type: 'object' } } } } },
      },
    },
    '/health': { get: { operationId: 'health', security: [], responses: { '200': {} } } },
    '/old': { get: { operationId: 'old', responses: { '200': {} } } },
  },
  components: {
    schemas: {
      TaskList: {
        type: 'object',
        required: ['items', 'next'],
        properties: {
          items: { type: 'array', items: { $ref: '#/components/schemas/TaskCard' } },
          next: { type: ['string', 'null'] },
          first: { anyOf: [{ $ref: '#/components/schemas/TaskCard' }, { type: 'null' }] },
          event: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
        },
      },
      TaskCard: {
        type: 'object',
        required: ['task', 'kind', 'days'],
        properties: {
          task: { type: 'string' },
          kind: { type: 'string', enum: ['task', 'principle'] },
          days: { type: 'integer' },
          parent: { $ref: '#/components/schemas/TaskCard' },
        },
      },
      AssignTask: {
        type: 'object',
        required: ['task'],
        properties: {
          task: { type: 'string', maxLength: 128 },
          kind: { type: ['string', 'null'], enum: ['task', 'principle', null] },
          leads: { type: 'array', items: { type: 'string' } },
          note: { type: ['string', 'null'] },
        },
      },
      A: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      B: { type: 'object', properties: { b: { type: 'string' } }, required: ['b'] },
      C: { type: 'object', properties: { c: { type: 'string' } }, required: ['c'] },
    },
  },
};

/** The document with one place set, or taken out where the value is undefined. */
function changed(path: Path, value: unknown): ApiDocument {
  const document = structuredClone(BEFORE);
  const last = path.at(-1) ?? '';
  const place = path.slice(0, -1).reduce<object>((at, key) => Reflect.get(at, key) as object, document);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return document;
}

const list = ['paths', '/tasks', 'get'];
const order = ['paths', '/tasks', 'post'];
const schema = (...path: Path) => ['components', 'schemas', ...path];
const BODY = 'POST /tasks: body';
const ANSWER = 'GET /tasks: 200';

it('keeps of a release what a client rests on, and fields that are called as words are', () => {
  const schema = { type: 'object', description: 'words', properties: { title: { type: 'string', example: 'x' } } };
  expect(withoutWords({ info: { title: 'T', version: '1' }, schema })).toEqual({
    info: { version: '1' },
    schema: { type: 'object', properties: { title: { type: 'string' } } },
  });
});

describe('what breaks a client of the release before', () => {
  it('nothing, where nothing has changed', () => {
    expect(breaks(BEFORE, structuredClone(BEFORE))).toEqual([]);
  });

  it.each<[what: string, path: Path, value: unknown, said: string]>([
    ['a path', ['paths', '/old'], undefined, '/old: the path is gone'],
    ['an operation', order, undefined, 'POST /tasks: the operation is gone'],
    ['its name', [...list, 'operationId'], 'taskList', 'GET /tasks: operationId was tasks, is taskList'],
    [
      'a token asked for',
      ['paths', '/health', 'get', 'security'],
      undefined,
      'GET /health: a token is asked for that was not',
    ],
    [
      'a parameter',
      [...list, 'parameters'],
      [BEFORE.paths['/tasks'].get.parameters[0]],
      'GET /tasks: query parameter limit is gone',
    ],
    [
      'a parameter that has to be sent',
      [...list, 'parameters', 1, 'required'],
      true,
      'GET /tasks: query parameter limit has to be sent now',
    ],
    [
      'a word of a parameter',
      [...list, 'parameters', 0, 'schema', 'enum'],
      ['open'],
      'GET /tasks: query parameter status: the value "done" is not taken any more',
    ],
    [
      'a limit of a parameter',
      [...list, 'parameters', 1, 'schema', 'maximum'],
      50,
      'GET /tasks: query parameter limit: maximum is narrower',
    ],
    ['the body', [...order, 'requestBody'], undefined, 'POST /tasks: the body is gone'],
    [
      'its media type',
      [...order, 'requestBody', 'content'],
      { 'text/csv': {} },
      'POST /tasks: body as application/json is gone',
    ],
    ['a field of the body', schema('AssignTask', 'properties', 'note'), undefined, `${BODY}/note is gone`],
    [
      'a field that has to be sent',
      schema('AssignTask', 'required'),
      ['task', 'leads'],
      `${BODY}/leads has to be sent now`,
    ],
    [
      'a narrower type',
      schema('AssignTask', 'properties', 'note', 'type'),
      'string',
      `${BODY}/note: null is not taken any more`,
    ],
    [
      'another type',
      schema('AssignTask', 'properties', 'leads', 'items', 'type'),
      'integer',
      `${BODY}/leads/*: string is not taken any more`,
    ],
    [
      'a word',
      schema('AssignTask', 'properties', 'kind', 'enum'),
      ['task', null],
      `${BODY}/kind: the value "principle" is not taken any more`,
    ],
    [
      'free text made words',
      schema('AssignTask', 'properties', 'task', 'enum'),
      ['x'],
      `${BODY}/task: only some values are taken now`,
    ],
    [
      'a shorter text',
      schema('AssignTask', 'properties', 'task', 'maxLength'),
      64,
      `${BODY}/task: maxLength is narrower`,
    ],
    ['a new pattern', schema('AssignTask', 'properties', 'task', 'pattern'), '^a', `${BODY}/task: pattern is narrower`],
    ['an answer', [...order, 'responses', '201'], undefined, 'POST /tasks: the answer 201 is gone'],
    [
      'a form of the answer',
      [...list, 'responses', '200', 'content', 'text/csv'],
      undefined,
      `${ANSWER} as text/csv is gone`,
    ],
    [
      'a header',
      [...list, 'responses', '200', 'headers', 'ETag'],
      undefined,
      'GET /tasks: the header ETag of 200 is gone',
    ],
    ['a field of the answer', schema('TaskCard', 'properties', 'days'), undefined, `${ANSWER}/items/*/days is gone`],
    ['a field that may be missing', schema('TaskList', 'required'), ['items'], `${ANSWER}/next may be missing now`],
    [
      'null in the answer',
      schema('TaskCard', 'properties', 'task', 'type'),
      ['string', 'null'],
      `${ANSWER}/items/*/task: null may come now`,
    ],
    [
      'decimals',
      schema('TaskCard', 'properties', 'days', 'type'),
      'number',
      `${ANSWER}/items/*/days: number may come now`,
    ],
    [
      'any value',
      schema('TaskCard', 'properties', 'kind'),
      { type: 'string' },
      `${ANSWER}/items/*/kind: any value may come now`,
    ],
    [
      'a kind that has changed',
      schema('B', 'properties', 'b', 'type'),
      'integer',
      `${ANSWER}/event/b: integer may come now`,
    ],
    [
      'a text where there was a card',
      schema('TaskList', 'properties', 'first'),
      { anyOf: [{ $ref: '#/components/schemas/TaskCard' }, { type: 'string' }] },
      `${ANSWER}/first: {"type":"string"} may come now`,
    ],
  ])('%s', (_, path, value, said) => {
    expect(breaks(BEFORE, changed(path, value))).toContain(said);
  });

  it.each<[what: string, path: Path, value: unknown]>([
    ['a path', ['paths', '/new'], { get: { operationId: 'new', responses: {} } }],
    ['an operation', ['paths', '/old', 'post'], { operationId: 'renew', responses: {} }],
    ['a parameter that may be left out', [...list, 'parameters', 2], { name: 'place', in: 'query', required: false }],
    ['an answer', [...list, 'responses', '304'], {}],
    ['a wider limit', [...list, 'parameters', 1, 'schema', 'maximum'], 500],
    ['a field that may be left out', schema('AssignTask', 'properties', 'urgent'), { type: ['boolean', 'null'] }],
    ['a field that need not be sent any more', schema('AssignTask', 'required'), []],
    ['a word that is taken', schema('AssignTask', 'properties', 'kind', 'enum'), ['task', 'principle', 'other', null]],
    ['null that is taken', schema('AssignTask', 'properties', 'task', 'type'), ['string', 'null']],
    ['a field of the answer', schema('TaskCard', 'properties', 'title'), { type: 'string' }],
    ['a word in the answer', schema('TaskCard', 'properties', 'kind', 'enum'), ['task', 'principle', 'other']],
    [
      'one more kind of event',
      schema('TaskList', 'properties', 'event', 'anyOf', 2),
      { $ref: '#/components/schemas/C' },
    ],
    ['a token not asked for any more', [...list, 'security'], []],
    ['words of the description', [...list, 'summary'], 'The board.'],
  ])('lets an addition pass: %s', (_, path, value) => {
    expect(breaks(BEFORE, changed(path, value))).toEqual([]);
  });

  it('says when a parameter is new and has to be sent', () => {
    const after = changed([...list, 'parameters', 2], { name: 'place', in: 'query', required: true });
    expect(breaks(BEFORE, after)).toEqual(['GET /tasks: query parameter place is new and has to be sent']);
  });
});
