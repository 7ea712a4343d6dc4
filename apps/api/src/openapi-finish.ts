import type { OpenAPIObject } from '@nestjs/swagger';
import { isPublic } from '#access/public-addresses.js';
import { answerExamples, type AnswerExample } from './answer-examples.js';
import { problemExamples } from './problem-examples.js';
import { TAGS } from './openapi-tags.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = Operation['responses'][string];
type Parameters = NonNullable<Operation['parameters']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const ACCESS_LOG = 'access-log';

/** What the decorators of the routes do not say: who may ask without a token, what the groups are about, what comes back. */
export function finish(document: OpenAPIObject): OpenAPIObject {
  const examples = answerExamples();
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const finished = METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      return [[method, withExample(finishedOperation(operation, method, path), examples)] as const];
    });
    return [path, { ...item, ...Object.fromEntries(finished) }] as const;
  });
  const shown = JSON.stringify(paths);
  const components = { ...document.components };
  components.examples = Object.fromEntries(
    Object.entries(problemExamples()).filter(([slug]) => shown.includes(`"#/components/examples/${slug}"`)),
  );
  const tags = Object.entries(TAGS).map(([name, { vi, en }]) => ({ name, description: `${vi}\n\n${en}` }));
  return {
    ...document,
    components,
    tags,
    servers: [{ url: '/', description: 'This server.' }],
    paths: Object.fromEntries(paths),
  };
}

function finishedOperation(operation: Operation, method: string, path: string): Operation {
  const { tags = [], parameters } = operation;
  const open = isPublic(method.toUpperCase(), path.replace(/\{[^}]+\}/g, '0'));
  return {
    ...operation,
    // The tree of the access log inherits the routes of the other, and with them its tag.
    tags: tags.includes(ACCESS_LOG) ? [ACCESS_LOG] : tags,
    // An address with parts is open in its own writing alone: encoded otherwise it asks for a token as all others do.
    ...(open
      ? { security: [], responses: path.includes('{') ? operation.responses : without(operation.responses, '401') }
      : {}),
    ...(parameters ? { parameters: parameters.map(asSent) } : {}),
  };
}

function without(responses: Operation['responses'], status: string): Operation['responses'] {
  return Object.fromEntries(Object.entries(responses).filter(([one]) => one !== status));
}

/** In an address or a header there is no null: what is optional is left out. */
function asSent(parameter: Parameters[number]): Parameters[number] {
  if ('$ref' in parameter || !parameter.schema || '$ref' in parameter.schema) return parameter;
  const { type, enum: values, ...rest } = parameter.schema;
  const types = (Array.isArray(type) ? (type as string[]) : [type]).filter((one) => one !== 'null');
  const schema = {
    ...rest,
    ...(types[0] === undefined ? {} : { type: types[0] }),
    ...(values ? { enum: (values as unknown[]).filter((value) => value !== null) } : {}),
  };
  return { ...parameter, schema };
}

function withExample(operation: Operation, examples: Readonly<Record<string, AnswerExample>>): Operation {
  const example = examples[operation.operationId ?? ''];
  if (!example) return operation;
  const responses = Object.entries(operation.responses).map(([status, response]) => {
    const json = response && !('$ref' in response) ? response.content?.['application/json'] : undefined;
    if (!response || '$ref' in response || !json || !status.startsWith('2')) return [status, response] as const;
    const shown = { ...json, examples: { answer: { summary: example.ask, value: example.answer } } };
    return [status, { ...response, content: { ...response.content, 'application/json': shown } }] as const;
  });
  return { ...operation, responses: Object.fromEntries<Response>(responses) };
}
