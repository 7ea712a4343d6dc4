import { city, type Story } from '../testing/story.js';
import { tellCases } from '../testing/tell-figures.js';
import { breachesIn } from './breaches.js';

const AS_OF = '2021-12-31';
const rules = (story: Story, stream: string, asOf = AS_OF) =>
  breachesIn(story.facts(), stream, asOf).map(({ act, rule }) => `${act} ${rule}`);

/** `t` was led by the People's Committee of `qa`; it said done on 20 August and `by` verified on the 22nd. */
function verified(by = 'tp.gov'): { story: Story; verdict: string } {
  const story = city();
  story.task(['qa.gov']);
  const verdict = story.verify(story.complete('2021-08-20', 'qa.gov'), '2021-08-22', by);
  return { story, verdict };
}

describe('a breach', () => {
  it('is none while the act would be allowed by what is known now', () => {
    const { story } = verified();
    story.extend('2021-08-30', '2021-08-15');
    story.clarify('2021-08-25', '2021-08-12');
    expect(rules(story, 'task-t')).toEqual([]);
  });

  it('is a verification whose head turns out to have been the doer, after a backdated appointment; with both records', () => {
    const { story, verdict } = verified();
    story.leave('tp.ct', 'P:tp.ct', '2021-08-01');
    const before = story.now;
    const appointed = story.appoint('tp.ct', 'P:qa.ct', '2021-08-01');
    story.appoint('qb.ct', 'P:later', '2021-09-01');
    const found = breachesIn(story.facts(), 'task-t', AS_OF);
    expect(found).toMatchObject([
      { event: verdict, act: 'CompletionVerified', on: '2021-08-22', rule: 'same-person-decides-own-work' },
    ]);
    expect(found[0]?.evidence).toContain(appointed);
    expect(found[0]?.evidence[0]).toBe(verdict);
    expect(breachesIn(story.facts(before), 'task-t', AS_OF)).toEqual([]);
    expect(rules(story, 'task-t', '2021-08-21')).toEqual([]);
    story.annul(appointed);
    expect(rules(story, 'task-t')).toEqual([]);
  });

  it('is a verification by a unit to which the task turns out to have been passed on', () => {
    const { story } = verified('qb.gov');
    expect(rules(story, 'task-t')).toEqual([]);
    story.delegate('qa.gov', 'qb.gov', '2021-08-15');
    expect(rules(story, 'task-t')).toEqual(['CompletionVerified doer-decides-own-work']);
  });

  it('is an extension by a unit that turns out not to be above the issuer', () => {
    const { story } = verified();
    story.extend('2021-08-30', '2021-08-15', 'qb.gov');
    expect(rules(story, 'task-t')).toEqual(['ExtensionGranted only-the-issuer-extends']);
  });

  it('is a certified figure whose signer turns out to have left the office, or to sit with the reporter', () => {
    const story = city();
    tellCases(story, 'r', 'qa', '2021-08-02', 5, { reportedByUnit: 'qa.gov' });
    const signed = { stream: 'casereport-r', office: 'tp.ct', person: 'P:tp.ct', on: '2021-08-10' };
    story.add('FigureCertified', 'r', signed);
    expect(rules(story, 'casereport-r')).toEqual([]);
    story.office('qa.pct', 'qa.gov', { head: false });
    const sits = story.appoint('qa.pct', 'P:tp.ct', '2021-08-01');
    expect(rules(story, 'casereport-r')).toEqual(['FigureCertified reporter-certifies']);
    story.annul(sits);
    story.leave('tp.ct', 'P:tp.ct', '2021-08-10');
    expect(rules(story, 'casereport-r')).toEqual(['FigureCertified signer-not-in-office']);
  });

  it('is an annulment by whoever turns out not to have held the office', () => {
    const { story } = verified();
    story.annul(story.clarify('2021-08-25', '2021-08-12'), '2021-09-01');
    expect(rules(story, 'task-t')).toEqual([]);
    story.leave('tp.bt', 'P:tp.bt', '2021-08-31');
    expect(rules(story, 'task-t')).toEqual(['RecordAnnulled signer-not-in-office']);
  });

  it('is a visit by whoever turns out to have belonged to the unit', () => {
    const story = city();
    const team = { teamId: 'k', name: 'Đoàn', kind: 'inspection', owners: ['tp.gov'], leaders: ['P:x'] } as const;
    story.record('inspection-k', {
      type: 'InspectionTeamEstablished',
      data: { ...team, members: [], areas: [], checklist: [], leaderOffice: null, directiveId: null, on: '2021-08-01' },
    });
    story.record('inspection-k', {
      type: 'SiteVisited',
      data: { teamId: 'k', visitId: 'v', unit: 'qa', sites: [], on: '2021-08-05' },
    });
    expect(rules(story, 'inspection-k')).toEqual([]);
    story.office('qa.vp', 'qa.gov', { head: false });
    story.appoint('qa.vp', 'P:x', '2021-08-04');
    expect(rules(story, 'inspection-k')).toEqual(['SiteVisited inspects-own-unit']);
  });
});
