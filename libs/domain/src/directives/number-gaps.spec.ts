import { citing, numbered, standsOn, stoodOnBy } from './legal-basis.js';
import { gapsIn, numberRegisterOf } from './number-gaps.js';
import { numberKey, parseDocumentNumber } from './document-number.js';
import { city, type Story } from '../testing/story.js';

let n = 0;
/** A directive with its number; in the register too, if a series is named. */
function numbers(
  s: Story,
  number: string | null,
  o: { on?: string; series?: string; basis?: string[]; id?: string } = {},
) {
  const issued = s.facts().directive('d')?.issued;
  if (!issued) throw new Error('the directive is known');
  const { on = '2021-08-12', series, id = `v${++n}`, basis = [] } = o;
  const parsed = number === null ? null : parseDocumentNumber(number);
  if (number !== null && parsed && series !== undefined) {
    const entered = { issuer: 'tp.party', number, key: numberKey(parsed, series), directiveId: id };
    s.record('register-tp.party', { type: 'NumberEntered', data: entered });
  }
  const legalBasis = basis.map((text) => {
    const known = text.startsWith('=') ? text.slice(1) : null;
    return { directiveId: known, number: known ? null : text, title: 'Chỉ thị', issuerText: null, issuedOn: null };
  });
  s.add('DirectiveIssued', id, { ...issued, directiveId: id, number, on, legalBasis });
  return id;
}
const register = (s: Story, asOf = '2021-12-31') => numberRegisterOf(s.facts(), 'tp.party', asOf);

describe('the register of numbers of an issuer', () => {
  it('shows what is not on record as ranges, up to the highest number', () => {
    expect([gapsIn([]), gapsIn([1, 2, 3]), gapsIn([3, 4, 9])]).toEqual([
      [],
      [],
      [
        { from: 1, to: 2 },
        { from: 5, to: 8 },
      ],
    ]);
    const story = city();
    numbers(story, '12-CT/TU', { series: '2021' });
    numbers(story, '3-TB/TU', { series: '2021' });
    numbers(story, '01-TB/TU', { series: '2021' });
    numbers(story, '9-TB/TU', { series: '2021', on: '2022-01-01' });
    expect(register(story).series.map((s) => [s.type, s.series, s.numerator, s.denominator, s.missing])).toEqual([
      ['CT', '2021', 1, 12, [{ from: 1, to: 11 }]],
      ['TB', '2021', 2, 3, [{ from: 2, to: 2 }]],
    ]);
  });

  it('takes spellings of one number for one: leading zero, composed or not, letters that look alike', () => {
    const written = ['5-CT/TU', '05-CT/TU', ' 5 – CT / TU', '５-CT/TU', '05\u200B-CT/TU'];
    const keys = written.map((text) => parseDocumentNumber(text)).map((p) => p && numberKey(p, '2021'));
    expect(new Set(keys)).toEqual(new Set(['CT:5:2021']));
    const orders = ['28/CĐ-TTg', '28/CĐ-TTg'.normalize('NFD'), '28/C\u00D0-TTg', '28/C\u0189-TTg', '28\u2215CĐ-TTg'];
    expect(new Set(orders.map((text) => parseDocumentNumber(text)).map((p) => p && numberKey(p, 'x')))).toEqual(
      new Set(['CĐ:28:x']),
    );
  });

  it('shows a number that stands twice in a year, by another series or without the register', () => {
    const story = city();
    const [a, b] = [numbers(story, '5-CT/TU', { series: '2021' }), numbers(story, '05-CT/TU', { series: 'XI' })];
    const c = numbers(story, '05-CT/TU', { on: '2021-09-01' });
    numbers(story, '05-CT/TU', { on: '2022-09-01' });
    const twice = register(story, '2022-12-31').duplicates;
    expect(twice.map((same) => [same.type, same.number, same.year, same.entries.map((e) => e.directive)])).toEqual([
      ['CT', 5, '2021', [a, b, c]],
    ]);
    expect(twice[0]?.entries.map((e) => e.printed)).toEqual(['5-CT/TU', '05-CT/TU', '05-CT/TU']);
    expect(twice[0]?.entries.map((e) => e.written)).toEqual(['05-CT/TU', '05-CT/TU', '05-CT/TU']);
  });

  it('lists apart what has no number, and what has one of no known form', () => {
    const story = city();
    const odd = numbers(story, 'Số 7');
    const none = numbers(story, null);
    expect(register(story)).toMatchObject({
      series: [],
      withoutNumber: ['d', none],
      unreadable: [{ directive: odd, printed: 'Số 7' }],
    });
  });

  it('keeps a number that was entered and whose directive is not on record', () => {
    const story = city();
    const entered = { issuer: 'tp.party', number: '2-CT/TU', key: 'CT:2:2021', directiveId: 'chưa-có' };
    story.record('register-tp.party', { type: 'NumberEntered', data: entered });
    expect(register(story).series[0]?.entries).toMatchObject([{ directive: 'chưa-có', number: 2, on: null }]);
  });
});

describe('what stands on a document (căn cứ)', () => {
  const story = city();
  numbers(story, '12-CT/TU', { id: 'ct12', series: '2021' });
  numbers(story, null, { id: 'kh', basis: ['=ct12', '16/CT-TTg'], on: '2021-08-13' });
  numbers(story, null, { id: 'tb', basis: ['=kh'], on: '2021-08-14' });
  numbers(story, null, { id: 'khác', basis: ['12 - CT/TU'], on: '2021-08-15' });
  const facts = story.facts();
  const known = (id: string) => {
    const d = facts.directive(id);
    if (!d) throw new Error('the directive is known');
    return d;
  };

  it('upwards as far as the documents are on record, citations of others as written', () => {
    expect(standsOn(facts, known('tb'))).toMatchObject([
      {
        directive: { id: 'kh' },
        standsOn: [
          { directive: { id: 'ct12' }, standsOn: [] },
          { directive: null, number: '16/CT-TTg', standsOn: [] },
        ],
      },
    ]);
  });
  it('downwards by id, and apart where only the number is cited, in any spelling', () => {
    expect(stoodOnBy(facts, known('ct12'), '2021-08-20')).toMatchObject([
      { directive: { id: 'kh' }, byNumberOnly: false, stoodOnBy: [{ directive: { id: 'tb' } }] },
      { directive: { id: 'khác' }, byNumberOnly: true, stoodOnBy: [] },
    ]);
    expect(stoodOnBy(facts, known('ct12'), '2021-08-13').map((s) => s.directive.id)).toEqual(['kh']);
    expect(numbered(facts, '12-CT/TU').map((d) => d.id)).toEqual(['ct12']);
    expect(citing(facts, '012-CT/TU').map((d) => d.id)).toEqual(['khác']);
    expect(citing(facts, '12-CT/QU')).toEqual([]);
  });
});
