import { flagsOf } from './figures/case-count.js';
import { requireInForce } from './directives/directive.js';
import { parseDocumentNumber, numberKey } from './directives/document-number.js';
import { finding, logFinding, unitsOf } from './inspections/finding.js';
import { enterNumber, numberRegister } from './directives/number-register.js';
import { taskStatus } from './tasks/task-status.js';
import { given, refusalOf } from './testing/given.js';
import { city } from './testing/story.js';
import { answered, tells } from './testing/tells.js';

/** What in the sources misleads, as far as rules can get it wrong; what a reader can get wrong is tested with the demo. */
describe('traps in the sources', () => {
  tells(
    'no source names a chair: the office is unnamed, not vacant, and still answers',
    () => {
      const story = city(['qa.ct', 'qa.bt']);
      story.attest('qa.bt', 'P:an', '2021-08-10');
      story.task(['qa']);
      return story;
    },
    ['2021-08-10', 'answers qa.bt P:an attested', 'answers qa.ct: unnamed'],
    ['2021-08-11', 'answers qa.bt: unknown-holder', 'answers qa.ct: unnamed'],
  );

  it('no task has a calendar deadline: "trong 8 ngày còn lại" stays a wording', () => {
    const story = city();
    story.task(['qa'], { deadlineText: 'trong 8 ngày còn lại' });
    expect(taskStatus(story.facts(), 't', '2022-08-10')).toMatchObject({
      status: 'no-deadline',
      deadline: null,
      deadlineText: 'trong 8 ngày còn lại',
      overdueDays: 0,
    });
  });

  it('TU is not one issuer: 12-CT/TU may be of two cities, each in its own register', () => {
    const parsed = parseDocumentNumber('12-CT/TU');
    const key = parsed ? numberKey(parsed, '2020-2025') : '';
    const entry = (issuer: string, directiveId: string) => ({ issuer, number: '12-CT/TU', key, directiveId });
    const first = { type: 'NumberEntered', data: entry('hcm.party', 'd1') } as const;
    given(numberRegister, first)
      .when((r) => enterNumber(r, entry('hcm.party', 'd2')))
      .refuses('number-taken');
    given(numberRegister)
      .when((r) => enterNumber(r, entry('hn.party', 'd2')))
      .then({ type: 'NumberEntered', data: entry('hn.party', 'd2') });
  });

  it('05/01–12/01 is 7 or 8 days: the figure says that it is not known', () => {
    const figure = { measure: 'cases', from: '2022-01-05', to: '2022-01-12', cutoffAt: null, total: 1 } as const;
    const flags = flagsOf({ ...figure, parts: [], qualifier: null, periodAmbiguous: true }).flags;
    expect(flags).toEqual(['period-ambiguous']);
  });

  it('F0 at home: to be avoided on 10 August, required on 13 December; each act is judged by what was in force that day', () => {
    const story = city();
    story.directive('tránh', 'tp.party', '2021-08-10');
    story.directive('yêu-cầu', 'tp.party', '2021-12-13');
    story.supersede('tránh', 'yêu-cầu', '2021-12-13');
    const facts = story.facts();
    const refused = (id: string, on: string) => refusalOf(() => requireInForce(facts.directive(id), id, on));
    expect([refused('tránh', '2021-08-10'), refused('tránh', '2021-12-12'), refused('tránh', '2021-12-13')]).toEqual([
      null,
      null,
      'directive-no-longer-in-force',
    ]);
    expect([refused('yêu-cầu', '2021-12-12'), refused('yêu-cầu', '2021-12-13')]).toEqual([
      'directive-not-yet-in-force',
      null,
    ]);
  });

  it('a meeting binds from its day, not from the day on which it was published', () => {
    const story = city();
    const [meeting, published] = ['2022-03-07', '2022-03-09'];
    story.directive('họp', 'tp.party', meeting);
    const issued = story.facts().directive('họp');
    expect(refusalOf(() => requireInForce(issued, 'họp', meeting))).toBeNull();
    expect(issued?.issued.on).not.toBe(published);
  });

  it('a remark at a meeting names neither team nor unit, and none is put in', () => {
    const remark = {
      findingId: 'f1',
      kind: 'shortcoming',
      occasion: 'meeting',
      summary: 'Còn tâm lý chủ quan',
      units: [],
      unitsText: 'một số nơi',
      on: '2022-03-07',
      madeByUnit: 'tp.party',
      madeByPerson: null,
      onBehalfOf: null,
      teamId: null,
      visitId: null,
      directiveId: null,
      tasks: [],
    } as const;
    const data = { ...remark, units: [], tasks: [] };
    const state = given(finding)
      .when((f) => logFinding(f, data))
      .then({ type: 'FindingLogged', data });
    expect(state && unitsOf(state, '2022-12-31')).toEqual([]);
  });

  it('a class and a second lead beside it: the class is named, nobody is invented, the other answers', () => {
    const story = city();
    story.class('quan', 'tp', null);
    story.task(['quan', 'qa']);
    expect(answered(story, 't', '2021-08-10')).toEqual([
      'answers qa.bt P:qa.bt',
      'answers qa.ct P:qa.ct',
      'answers quan: not-fanned-out',
    ]);
  });
});
