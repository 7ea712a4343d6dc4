import type { AccountabilitySheet, FollowedTask, FollowUpReport, Letterhead } from '#read-models/follow-up-report.js';
import { wordOf } from './export-words.js';
import { folded } from './folded.js';
import type { OfficialPaper } from './official-paper.js';

const HEADINGS = ['TT', 'Nội dung nhiệm vụ', 'Đơn vị chủ trì', 'Người chịu trách nhiệm', 'Thời hạn', 'Tình trạng'];
const WIDTHS = [600, 2700, 1600, 1900, 1250, 1250];

/** Báo cáo theo dõi thực hiện of a directive. */
export function followUpPaper({ by, directive, tasks, asOf, knownAt }: FollowUpReport): OfficialPaper {
  const named = directive.number === null ? directive.title : `${directive.number} (${directive.title})`;
  return {
    ...headed(by),
    kind: 'BÁO CÁO',
    about: `Theo dõi tình hình thực hiện ${named}`,
    opening: [
      `Tình hình thực hiện các nhiệm vụ tại văn bản ${named} ngày ${dayOf(directive.on)}, tính đến ngày ${dayOf(asOf)}:`,
    ],
    table: tableOf(tasks),
    closing: countsOf(tasks, asOf, knownAt),
  };
}

/** Phiếu theo dõi trách nhiệm of a unit. */
export function accountabilityPaper({ by, unit, tasks, asOf, knownAt }: AccountabilitySheet): OfficialPaper {
  return {
    ...headed(by),
    kind: 'PHIẾU THEO DÕI',
    about: `Nhiệm vụ do ${unit} chủ trì`,
    opening: [`Các nhiệm vụ do ${unit} chủ trì, tính đến ngày ${dayOf(asOf)}:`],
    table: tableOf(tasks),
    closing: countsOf(tasks, asOf, knownAt),
  };
}

function headed(
  by: Letterhead,
): Pick<OfficialPaper, 'form' | 'superior' | 'issuer' | 'symbol' | 'place' | 'signer' | 'recipients'> {
  return {
    form: by.line === 'party' ? 'party' : 'state',
    superior: by.superior,
    issuer: by.name,
    symbol: 'BC',
    place: by.place,
    signer: { authority: authorityOf(by), title: by.head?.title ?? '…………', name: by.head?.holder ?? null },
    recipients: ['……………', 'Lưu: …'],
  };
}

/** On whose behalf the head signs: a People's Committee as a whole; which body of the party, the clerk says. */
function authorityOf({ line, name }: Letterhead): string | null {
  if (line === 'party') return 'T/M …………';
  return /^(uy ban nhan dan|ubnd) /.test(folded(name)) ? 'TM. ỦY BAN NHÂN DÂN' : null;
}

function tableOf(tasks: readonly FollowedTask[]): OfficialPaper['table'] {
  const rows = tasks.map((task, i) => [
    String(i + 1),
    `${task.clause === null ? '' : `(${task.clause}) `}${task.title}`,
    task.leads.join('\n'),
    task.answering
      .map(({ office, holder, reason }) => `${office ?? ''}: ${holder ?? wordOf('reason', reason ?? 'unnamed', 'vi')}`)
      .join('\n'),
    task.deadline === null ? (task.deadlineText ?? '') : dayOf(task.deadline),
    `${wordOf('status', task.status, 'vi')}${task.overdueDays > 0 ? `, ${task.overdueDays} ngày` : ''}`,
  ]);
  return { headings: HEADINGS, widths: WIDTHS, rows };
}

/** How many of how many, by status, and when and by what record that was so. */
function countsOf(tasks: readonly FollowedTask[], asOf: string, knownAt: number): string[] {
  const statuses = [...new Set(tasks.map((task) => task.status))];
  const parts = statuses.map((status) => {
    const count = tasks.filter((task) => task.status === status).length;
    return `${wordOf('status', status, 'vi')} ${count}/${tasks.length}`;
  });
  return [
    `Tổng số ${tasks.length} nhiệm vụ${parts.length > 0 ? `: ${parts.join('; ')}` : ''}.`,
    `Số liệu tính đến ngày ${dayOf(asOf)}, theo hồ sơ đã ghi đến bản ghi số ${knownAt}.`,
  ];
}

function dayOf(date: string): string {
  return date.split('-').reverse().join('/');
}
