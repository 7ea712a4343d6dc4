import { columnHeading, columnsOf } from './list-columns.js';

const text = { type: 'string' };
const SCHEMA = {
  properties: {
    task: text,
    status: { type: 'string', enum: ['open-overdue'] },
    class: { type: 'boolean' },
    flags: { type: 'array', items: text },
    leads: { type: 'array', items: { properties: { unit: text, name: text } } },
    end: { anyOf: [{ $ref: '#/components/schemas/End' }, { type: 'null' }] },
    figures: {
      type: 'array',
      items: { properties: { total: { type: 'integer' }, parts: { type: 'array', items: {} } } },
    },
  },
};
const named = () => ({ properties: { on: text, into: { type: 'array', items: text } } });

describe('the columns of a list', () => {
  const columns = columnsOf(SCHEMA, named);
  const item = {
    task: 'nv-1',
    status: 'open-overdue',
    class: false,
    flags: [],
    leads: [
      { unit: 'qa', name: 'Quận A' },
      { unit: 'qb', name: 'Quận B' },
    ],
    end: null,
    figures: [{ total: 112, parts: [{ name: 'x', value: 1 }] }],
  };

  it('come from the form of its items alone', () => {
    expect(columns.map((column) => column.path.join('.'))).toEqual(
      'task status class flags leads.unit leads.name end.on end.into figures.total figures.parts'.split(' '),
    );
    expect(columns.map((column) => columnHeading(column, 'vi'))).toContain('Đơn vị chủ trì – Tên');
    expect(columns.map((column) => columnHeading(column, 'en'))).toContain('Leads – Name');
  });

  it('hold words in Vietnamese, codes in English, and what is nested deeper as JSON', () => {
    const vi = columns.map((column) => column.cell(item, 'vi'));
    expect(vi).toEqual([
      'nv-1',
      'quá hạn',
      'không',
      '',
      'qa; qb',
      'Quận A; Quận B',
      null,
      null,
      '112',
      '[{"name":"x","value":1}]',
    ]);
    expect(columns.map((column) => column.cell(item, 'en')).slice(1, 3)).toEqual(['open-overdue', 'no']);
  });
});
