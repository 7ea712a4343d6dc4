import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { COMMENDATIONS, CRITICISMS, type Form } from './ladder.js';
import { recognitionFlags, requireMayRecognise } from './recognition-rules.js';
import { recognise, type Recognition, recognition, type RecognitionEvents } from './recognition.js';
import type { NewFact } from '../decider.js';
import { anyHistoryHolds } from '../testing/any-history.js';
import { given, refusalOf } from '../testing/given.js';
import { city } from '../testing/story.js';

const DAY = '2021-08-20';
const said = {
  recognitionId: 'r',
  by: 'tp.gov',
  byOffice: null,
  onBehalfOf: null,
  unit: 'qa',
  person: null,
  directiveId: null,
  document: null,
  tasks: [],
  findings: [],
  reason: 'làm tốt',
  on: DAY,
};
const praised: NewFact<RecognitionEvents> = { type: 'CommendationIssued', data: { ...said, form: 'bieu-duong' } };
const criticised: NewFact<RecognitionEvents> = { type: 'CriticismIssued', data: { ...said, form: 'phe-binh' } };
const referred: NewFact<RecognitionEvents> = {
  type: 'ViolationReferred',
  data: { ...said, to: null, toText: 'Thanh tra Thành phố' },
};

describe('what somebody said of a collective or a person', () => {
  it.each([praised, criticised, referred])('is recorded once', (fact) => {
    given(recognition)
      .when((r) => recognise(r, fact))
      .then(fact);
    given(recognition, fact)
      .when((r) => recognise(r, praised))
      .refuses('recognition-already-recorded');
    given(recognition)
      .when((r) => recognise(r, { ...fact, data: { ...fact.data, unit: null } } as NewFact<RecognitionEvents>))
      .refuses('recognises-nobody');
  });

  it.each<[keyof typeof CRITICISMS, string | null, string | null, boolean]>([
    ['canh-cao', 'qa', null, true],
    ['canh-cao', null, 'P:x', true],
    ['giai-tan', 'qa', null, true],
    ['giai-tan', null, 'P:x', false],
    ['khai-tru', null, 'P:x', true],
    ['khai-tru', 'qa', 'P:x', true],
    ['khai-tru', 'qa', null, false],
    ['cach-chuc', 'qa', null, false],
  ])('%s of %s and %s', (form, unit, person, accepted) => {
    const fact: NewFact<RecognitionEvents> = { type: 'CriticismIssued', data: { ...said, unit, person, form } };
    const outcome = given(recognition).when((r) => recognise(r, fact));
    if (accepted) outcome.then(fact);
    else outcome.refuses('form-is-not-for-it');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      recognition,
      (r) => recognise(r, praised),
      fc.constantFrom(praised, criticised, referred).map((fact) => (r) => recognise(r, fact)),
    );
  });
});

describe('the ladders of forms', () => {
  it.each(Object.entries<Form>({ ...COMMENDATIONS, ...CRITICISMS }))('%s', (code, form) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(form.vi).toBe(form.vi.normalize('NFC'));
    expect([form.to.length > 0, form.level >= 1, form.basis.length > 10]).toEqual([true, true, true]);
  });
});

describe('nobody praises or criticises himself (section 5)', () => {
  const ruled = (o: Partial<Recognition['said']>) => {
    const story = city();
    story.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
    story.office('qa.yte.gd', 'qa.yte');
    story.appoint('qa.yte.gd', 'P:gd', '2020-01-01');
    story.office('qa.pct', 'qa.gov', { head: false });
    story.appoint('qa.pct', 'P:pct', '2020-01-01');
    story.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
    story.office('qb.pct', 'qb.gov', { head: false });
    story.appoint('qb.pct', 'P:qa.ct', '2020-01-01');
    return refusalOf(() => requireMayRecognise(story.facts(), { ...said, ...o }));
  };
  const P = { unit: null };
  it.each<[string, Parameters<typeof ruled>[0], string | null]>([
    ['a city of its district', {}, null],
    ['a district of a department', { by: 'qa.gov', unit: 'qa.yte' }, null],
    ['a unit of itself', { by: 'qa.gov', unit: 'qa.gov' }, 'recognises-own-unit'],
    ['a body of the place that it leads', { by: 'qa.gov', unit: 'qa' }, 'recognises-own-unit'],
    ['a department of its committee', { by: 'qa.yte', unit: 'qa.gov' }, 'recognises-own-unit'],
    ['a commune of its district', { by: 'pa1.gov', unit: 'qa' }, 'recognises-own-unit'],
    ['a collective body of its own unit', { by: 'qa.btv', unit: 'qa.party' }, 'recognises-own-unit'],
    ['above of a head', { ...P, by: 'tp.gov', person: 'P:qa.ct' }, null],
    ['a body of its own head', { ...P, by: 'qa.gov', person: 'P:qa.ct' }, 'recognises-oneself'],
    ['a deputy of his own head', { ...P, by: 'qa.gov', byOffice: 'qa.pct', person: 'P:qa.ct' }, 'own-head-by-oneself'],
    ['a department of the head above it', { ...P, by: 'qa.yte', person: 'P:qa.ct' }, 'own-head-by-oneself'],
    ['a collective body of its head', { ...P, by: 'qa.btv', person: 'P:qa.bt' }, null],
    [
      'one office of a collective body',
      { ...P, by: 'qa.btv', byOffice: 'qa.bt', person: 'P:qa.bt' },
      'recognises-oneself',
    ],
    ['a head of his deputy', { ...P, by: 'qa.gov', byOffice: 'qa.ct', person: 'P:pct' }, null],
    ['a head of a department’s head', { ...P, by: 'qa.gov', person: 'P:gd' }, null],
    [
      'a person of the unit that he heads elsewhere',
      { by: 'qb.gov', byOffice: 'qb.pct', unit: 'qa.gov' },
      'recognises-oneself',
    ],
    ['an office of another unit', { by: 'qb.gov', byOffice: 'qa.pct', unit: 'qa.gov' }, 'office-of-another-unit'],
    ['a unit that is not on record', { by: 'không-có' }, 'unit-unknown'],
  ])('%s', (_, o, code) => expect(ruled(o)).toBe(code));
});

describe('the table of forms refuses nobody, and shows where it says otherwise', () => {
  const flags = (by: string, form: keyof typeof COMMENDATIONS) => {
    const story = city();
    const data = { ...said, by, form };
    story.record('recognition-r', { type: 'CommendationIssued', data });
    const facts = story.facts();
    const found = facts.of(recognition, 'r');
    return found && recognitionFlags(facts, found);
  };
  it.each<[string, keyof typeof COMMENDATIONS, string[]]>([
    ['tp.gov', 'bang-khen', []],
    ['qa.gov', 'bang-khen', ['form-of-a-higher-level']],
    ['pa1.gov', 'giay-khen', []],
    ['tp.party', 'bang-khen-thu-tuong', ['form-of-another-line', 'form-of-a-higher-level']],
  ])('%s %s', (by, form, expected) => expect(flags(by, form)).toEqual(expected));
});

/** Files in which praise and criticism may be made; in all others they may at most be read. */
const MAKERS = ['libs/commands/src/recognition.commands.ts', 'libs/domain/src/recognition/recognition.ts'];
const MAKES =
  /['"`](CommendationIssued|CriticismIssued|ViolationReferred)['"`]|\bIssue(Commendation|Criticism)\b|\bReferViolation\b/;
/** Where commands are listed by name, with who may send them, and taken in from a caller. */
const LISTS = /(command-registry|command-policies-of-recognition|recognition\.controller|recognition-examples)\.ts$/;

it('nothing in the software makes praise or blame but the commands that people send', () => {
  const root = new URL('../../../../', import.meta.url).pathname;
  const files = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  );
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !LISTS.test(file));
  expect(sources.length).toBeGreaterThan(100);
  const makers = sources.filter((file) => MAKES.test(readFileSync(`${root}${file}`, 'utf8')));
  expect(makers.sort()).toEqual(MAKERS);
});
