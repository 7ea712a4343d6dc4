import { readOfficialLists } from './official-list.js';
import {
  approve,
  approvedPlan,
  countsOf,
  formatLines,
  type PlanLine,
  proposalLines,
  requireComplete,
  successionsOf,
} from './plan.js';
import { proposeSuccessors } from './successor-map.js';
import { MADE_UP_DECISIONS, madeUpFiles } from './testing/made-up-lists.js';

let lines: PlanLine[];
beforeAll(async () => {
  const lists = await readOfficialLists(await madeUpFiles());
  lines = proposalLines(lists, proposeSuccessors(lists));
});
const of = (code: string, list: readonly PlanLine[] = lines) => {
  const found = successionsOf(list).find((s) => s.old === code);
  return (
    found && [
      found.kind,
      found.claims
        .map((c) => c.into)
        .sort()
        .join(' '),
      found.decide.join('; '),
    ]
  );
};
const approved = (decisions: readonly object[] = MADE_UP_DECISIONS) =>
  approve(formatLines(lines), formatLines(decisions), { by: 'Người B', at: '2025-08-01T00:00:00.000Z' });

describe('the proposed successor map', () => {
  it('names one successor, several, or the same name anew', () => {
    expect(of('00303')).toEqual(['merge', '00301', '']);
    expect(of('00301')).toEqual(['split', '00301 00302', '']);
    expect(of('09002')).toEqual(['kept', '09002', '']);
    expect(of('00601')).toEqual(['merge', '00601', '']);
  });
  it('tells units of one name apart by the district that the words name, else by the others of the row', () => {
    expect([of('00304'), of('00402')]).toEqual([
      ['merge', '00301', ''],
      ['merge', '00401', ''],
    ]);
    expect([of('00401'), of('00602')]).toEqual([
      ['merge', '00401', ''],
      ['merge', '00601', ''],
    ]);
    expect([of('09004'), of('09005')]).toEqual([
      ['merge', '09004', ''],
      ['merge', '09005', ''],
    ]);
  });
  it('reads through tone placement, abbreviations, composed and decomposed letters and typing slips, less surely', () => {
    const sure = (code: string) => successionsOf(lines).find((s) => s.old === code)?.claims[0]?.confidence;
    expect([sure('00403'), sure('00502'), sure('00603')]).toEqual([1, 1, 1]);
    expect(sure('09001')).toBe(0.85);
  });
  it('ends a district among the successors of its communes and the province, one that is named as a whole in one', () => {
    expect(of('008')).toEqual(['split', '00301 00302 01', '']);
    expect(of('901')).toEqual(['merge', '09999', '']);
    expect([of('01'), of('98'), of('99')]).toEqual([
      ['kept', '01', ''],
      ['merge', '99', ''],
      ['merge', '99', ''],
    ]);
  });
  it('leaves open what no words name, and says which words name nothing', () => {
    expect(of('09003')).toEqual(['none', '', 'no words name it']);
    expect(lines.flatMap((l) => (l.is === 'unmatched' || l.is === 'other' ? [l.words] : []))).toEqual([
      'Xã Không Ai Biết',
      'khu vực bãi bồi ven sông',
    ]);
    expect(countsOf(lines)).toMatchObject({ matched: 16, toDecide: 1, unmatchedWords: 1, fromNothing: 0 });
  });
});

describe('approving', () => {
  it('puts the decisions in; the district of a decided commune gets its successors too', () => {
    const { lines: plan, decided } = approved();
    expect(decided).toBe(2);
    expect(of('09003', plan)).toEqual(['split', '09001 09002', 'no words name it']);
    expect(of('903', plan)).toEqual(['split', '09001 09002 99', '']);
    expect(approvedPlan(formatLines(plan)).header.approved).toMatchObject({ by: 'Người B' });
  });
  it('is refused while anything is open, and for decisions that fit nothing', () => {
    expect(() => approved([])).toThrow(/to be decided: commune 09003[^]*words not accounted for/);
    const wrong = [
      { old: '77777', into: ['09001'], by: 'A', reason: 'x' },
      { old: '09003', into: ['nirgends'], by: 'A', reason: 'x' },
      { old: '00301', into: [], by: '', reason: '' },
    ];
    for (const decision of wrong)
      expect(() => approved([...MADE_UP_DECISIONS.slice(1), decision])).toThrow(/decisions/);
    expect(() => approved([...MADE_UP_DECISIONS, ...MADE_UP_DECISIONS.slice(0, 1)])).toThrow(/decided twice/);
  });
  it('a plan that was not approved is not recorded', () => {
    expect(() => approvedPlan(formatLines(lines))).toThrow(/not been approved/);
  });
  it('none is lost and none doubled', () => {
    const plan = approved().lines.filter((l) => l.is !== 'header');
    const first = successionsOf(plan)[0];
    expect(() => requireComplete(plan)).not.toThrow();
    expect(first && (() => requireComplete([...plan, first]))).toThrow(/doubled/);
    const orphaned = plan.filter((l) => !(l.is === 'succession' && l.old === '901'));
    expect(() => requireComplete(orphaned)).toThrow(/made of nothing: 09999/);
    expect(() => requireComplete(plan.filter((l) => !(l.is === 'new' && l.code === '09999')))).toThrow(/no new unit/);
  });
});
