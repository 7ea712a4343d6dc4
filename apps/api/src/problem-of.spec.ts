import { readFileSync, writeFileSync } from 'node:fs';
import { HttpException } from '@nestjs/common';
import { CommandIdReused, StreamContended } from '#commands/recorder.js';
import { IllegalEvent, LogUnavailable } from '#event-log/event-log.js';
import { KnownAtBeyondHead, NotYetKnown } from '#read-models/fact-reader.js';
import { BadCursor } from '#read-models/paging.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { FAULTS } from './fault-texts.js';
import { problemOf, retryAfter } from './problem-of.js';
import { problemsPage } from './problems-page.js';
import { LANGUAGES, PROBLEMS, type ProblemType } from './problem-types.js';
import { RequestProblem } from './problem.js';

const PAGE = new URL('../../../docs/problems.md', import.meta.url);

describe('problems', () => {
  it.each<[string, unknown, number, string, number | undefined]>([
    [
      'a rule refuses',
      new RuleViolation('task-already-assigned', 'nv-1'),
      409,
      'rule:task-already-assigned',
      undefined,
    ],
    ['a key is used for another body', new CommandIdReused('c'), 422, 'idempotency-key-reused', undefined],
    ['many write at once', new StreamContended('task-1'), 503, 'stream-contended', 1],
    ['the read models are behind', new NotYetKnown(2, 1), 503, 'read-models-behind', 1],
    ['known time lies ahead', new KnownAtBeyondHead('9', 1), 400, 'known-at-in-the-future', undefined],
    ['a cursor is none', new BadCursor('x'), 400, 'invalid-cursor', undefined],
    ['an event cannot be stored', new IllegalEvent('events[0].data: x'), 422, 'illegal-text', undefined],
    ['the log is away', new LogUnavailable('gone'), 503, 'unavailable', 2],
    ['the database is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'unavailable', 2],
    ['an address is malformed', new URIError('URI malformed'), 400, 'malformed-url', undefined],
    [
      'a body is too large',
      Object.assign(new Error('x'), { status: 413, expose: true }),
      413,
      'body-too-large',
      undefined,
    ],
    ['the framework finds no route', new HttpException('Cannot GET /x', 404), 404, 'no-such-route', undefined],
    ['a teapot is asked', new HttpException('x', 418), 400, 'bad-request', undefined],
    ['an error has a status by chance', Object.assign(new Error('x'), { status: 404 }), 500, 'unexpected', undefined],
    ['a text is thrown', 'boom', 500, 'unexpected', undefined],
  ])('%s', (_, error, status, slug, wait) => {
    const problem = problemOf(error, 'vi', 'urn:uuid:1');
    expect([problem.status, problem.type, retryAfter(problem)]).toEqual([
      status,
      `urn:trachnhiem:problem:${slug}`,
      wait,
    ]);
  });

  it('an unexpected error gives nothing of itself away', () => {
    const error = new Error('relation "fact" does not exist, postgres://app:s3cret@host/db');
    const shown = JSON.stringify(LANGUAGES.map((language) => problemOf(error, language, 'urn:uuid:1')));
    expect(shown).not.toMatch(/fact|s3cret|postgres|at /);
    expect(shown).toContain('urn:uuid:1');
  });

  it('a refusal carries its code, its source and what it was applied to, in the language asked for', () => {
    const violation = new RuleViolation('task-already-assigned', 'nv-1');
    expect(problemOf(violation, 'en', 'urn:uuid:1')).toEqual({
      type: 'urn:trachnhiem:problem:rule:task-already-assigned',
      title: 'A task is assigned once; another lead comes by reassignment.',
      status: 409,
      detail: 'A task is assigned once; another lead comes by reassignment: nv-1.',
      instance: 'urn:uuid:1',
      rule: 'task-already-assigned',
      source: 'R1',
      subject: 'nv-1',
    });
    expect(problemOf(violation, 'vi', 'urn:uuid:1').title).toMatch(/^Nhiệm vụ chỉ được giao một lần/);
  });

  it('names at most 100 faults, with the limits in both languages', () => {
    const many = new RequestProblem(
      'invalid-body',
      Array.from({ length: 5000 }, (_, i) => ({ where: `/x${i}`, code: 'whitelistValidation' })),
    );
    expect(problemOf(many, 'vi', 'i').errors).toHaveLength(100);
    const limits = new RequestProblem('invalid-body', [
      { where: '/name', code: 'maxLength', message: 'name must be shorter than or equal to 300 characters' },
      { where: '/kind', code: 'isIn', message: 'kind must be one of the following values: appointed, acting' },
      { where: '/x', code: 'somethingNew', message: 'x' },
    ]);
    expect(problemOf(limits, 'vi', 'i').errors).toEqual([
      { pointer: '/name', code: 'too-long', detail: 'Nhiều nhất 300 ký tự.' },
      { pointer: '/kind', code: 'not-in-the-list', detail: 'Chỉ nhận một trong các giá trị: appointed, acting.' },
      { pointer: '/x', code: 'invalid', detail: 'Giá trị không hợp lệ.' },
    ]);
  });

  it.each(Object.entries<ProblemType>(PROBLEMS))('%s reads as sentences in both languages', (slug, { vi, en }) => {
    expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const { title, detail } of [vi, en])
      for (const text of [title, detail]) expect(text).toMatch(/^[\p{Lu}`].+\.$/u);
    expect(vi.title).toBe(vi.title.normalize('NFC'));
  });

  it('docs/problems.md is the table', () => {
    if (process.env['WRITE_DOCS']) writeFileSync(PAGE, problemsPage());
    if (readFileSync(PAGE, 'utf8') !== problemsPage()) {
      throw new Error('docs/problems.md: run WRITE_DOCS=1 npm test -- problem-of to write it again');
    }
    expect(Object.values(FAULTS).every(({ code }) => problemsPage().includes(`\`${code}\``))).toBe(true);
  });
});
