import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';
import type { BodyOf, DemoCommand } from './demo-command.js';
import { QUESTIONS, RECORDS } from './demo-records.js';

/**
 * The demo through a generated client: records the five sources in the registrar's name, asks in the auditor's who answers
 * for each task, and prints receipts and answers as JSON. Arguments: address, the registrar's token, the auditor's token.
 */
type Receipt = components['schemas']['Receipt'];
type WhoAnswers = components['schemas']['WhoAnswers'];
type Problem = components['schemas']['Problem'];

const [baseUrl = '', registrarToken = '', auditorToken = ''] = process.argv.slice(2);
const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
const registrar = createClient<paths>({ baseUrl, ...bearer(registrarToken) });
const auditor = createClient<paths>({ baseUrl, ...bearer(auditorToken) });

interface Outcome {
  data?: Receipt;
  error?: Problem;
}
type Send<Body> = (body: Body, key: string) => Promise<Outcome>;

/** What goes with every command. */
const under = (key: string) => ({ params: { header: { 'Idempotency-Key': key } } });

export type DemoPath =
  | '/units/places'
  | '/units/bodies'
  | '/units/classes'
  | '/persons'
  | '/offices'
  | '/offices/attestations'
  | '/offices/accountabilities'
  | '/directives'
  | '/tasks'
  | '/tasks/fan-outs'
  | '/inspections'
  | '/inspections/visits'
  | '/findings'
  | '/case-reports'
  | '/indicators';

const SENDERS: { [P in DemoPath]: Send<BodyOf<P>> } = {
  '/units/places': (body, key) => registrar.POST('/units/places', { body, ...under(key) }),
  '/units/bodies': (body, key) => registrar.POST('/units/bodies', { body, ...under(key) }),
  '/units/classes': (body, key) => registrar.POST('/units/classes', { body, ...under(key) }),
  '/persons': (body, key) => registrar.POST('/persons', { body, ...under(key) }),
  '/offices': (body, key) => registrar.POST('/offices', { body, ...under(key) }),
  '/offices/attestations': (body, key) => registrar.POST('/offices/attestations', { body, ...under(key) }),
  '/offices/accountabilities': (body, key) => registrar.POST('/offices/accountabilities', { body, ...under(key) }),
  '/directives': (body, key) => registrar.POST('/directives', { body, ...under(key) }),
  '/tasks': (body, key) => registrar.POST('/tasks', { body, ...under(key) }),
  '/tasks/fan-outs': (body, key) => registrar.POST('/tasks/fan-outs', { body, ...under(key) }),
  '/inspections': (body, key) => registrar.POST('/inspections', { body, ...under(key) }),
  '/inspections/visits': (body, key) => registrar.POST('/inspections/visits', { body, ...under(key) }),
  '/findings': (body, key) => registrar.POST('/findings', { body, ...under(key) }),
  '/case-reports': (body, key) => registrar.POST('/case-reports', { body, ...under(key) }),
  '/indicators': (body, key) => registrar.POST('/indicators', { body, ...under(key) }),
};

async function record<P extends DemoPath>({ path, key, body }: DemoCommand<P>): Promise<Receipt> {
  const { data, error } = await SENDERS[path](body, key);
  if (data) return data;
  throw new Error(`${path} ${key}: ${error?.type ?? 'no answer'} ${error?.detail ?? ''}`);
}

async function whoAnswers(taskId: string, asOf: string, atLeast: number): Promise<WhoAnswers> {
  const { data, error } = await auditor.GET('/tasks/{taskId}/who-answers', {
    params: { path: { taskId }, query: { asOf, atLeast } },
  });
  if (data) return data;
  throw new Error(`${taskId}: ${error.type} ${error.detail}`);
}

const receipts: Receipt[] = [];
for (const command of RECORDS) receipts.push(await record(command));
const position = Math.max(...receipts.map((receipt) => receipt.position ?? 0));
const answers: WhoAnswers[] = [];
for (const { task, asOf } of QUESTIONS) answers.push(await whoAnswers(task, asOf, position));
console.log(JSON.stringify({ receipts, answers }));
