import type { LegalBasis, Recipient } from '#domain/directives/directive.js';
import type { AnswerLine, Coverage } from '#domain/tasks/who-answers.js';
import type { DemoPage } from './demo-page.js';
import type { AnsweredTask, ReportedDirective } from './demo-report.js';

/** A directive, and for each of its clauses who answers on its date, with the holder or why there is none. */
export function printDirective(page: DemoPage, { directive, tasks }: ReportedDirective, no: number): void {
  const { words } = page;
  const { issued } = directive;
  if (no > 1) page.line('');
  page.text(0, [`${no}. ${page.title(directive.id, issued.title)}`]);
  page.text(3, [
    words.form[issued.form],
    issued.number ?? words.noNumber,
    `${words.issuer}: ${page.unit(issued.issuer)}${issued.issuerOffice === null ? '' : ` (${page.office(issued.issuerOffice)})`}`,
    page.day(issued.on) + (issued.onInferred ? ` (${words.yearInferred})` : ''),
    ...(issued.eventOn === null ? [] : [`${words.eventOn} ${page.day(issued.eventOn)}`]),
    ...(issued.issuedOn === null ? [] : [`${words.issuedOn} ${page.day(issued.issuedOn)}`]),
    ...(issued.publishedAt === null ? [] : [`${words.publishedAt} ${issued.publishedAt}`]),
    ...page.source('IssueDirective', directive.id, false),
  ]);
  page.text(3, [`${words.basis}: ${issued.legalBasis.map((basis) => cited(page, basis)).join('; ')}`]);
  if (issued.signer) {
    const { person, office, authority } = issued.signer;
    page.text(3, [
      `${words.signer}: ${authority === null ? '' : `${authority} `}${page.person(person)}`,
      ...(office === null ? [] : [page.office(office)]),
      ...(issued.chairedBy === null ? [] : [`${words.chairedBy}: ${page.person(issued.chairedBy)}`]),
    ]);
  }
  if (issued.recipients.length > 0) page.text(3, [`${words.recipients}: ${recipients(page, issued.recipients)}`]);
  page.text(3, [`${words.answers}, ${words.on} ${page.day(issued.on)}:`]);
  for (const task of tasks) printTask(page, task);
}

function cited(page: DemoPage, basis: LegalBasis): string {
  const number = basis.number === null ? '' : ` ${basis.number}`;
  const where = [basis.issuerText, basis.issuedOn === null ? null : page.day(basis.issuedOn)].filter(Boolean);
  return `${basis.title}${number} (${where.join(', ')})`;
}

/** Lines as printed in the document; one that names several units is printed once. */
function recipients(page: DemoPage, all: readonly Recipient[]): string {
  const seen = new Map(all.map((recipient) => [recipient.text, recipient]));
  return [...seen.values()]
    .map(({ text, purpose }) => (purpose === null ? text : `${text} [${page.words.purpose[purpose]}]`))
    .join('; ');
}

function printTask(page: DemoPage, { task, answer }: AnsweredTask): void {
  const { words } = page;
  const { assigned } = task;
  const leads = assigned.leads.map((id) => page.unit(id)).join(' + ');
  page.line('');
  page.text(3, [
    `${assigned.clause ?? '–'}. ${page.title(task.id, assigned.title)}`,
    ...(assigned.kind === 'task' ? [] : [`[${words.kind[assigned.kind]}]`]),
  ]);
  page.text(7, [
    `${words.lead}: ${leads}${assigned.leadsStated ? '' : ` (${words.leadInferred})`}`,
    words.status[answer.status.status] + deadline(page, assigned.deadline, assigned.deadlineText),
    ...(assigned.condition === null ? [] : [`${words.condition}: ${assigned.condition}`]),
    ...(assigned.target === null ? [] : [`${words.target}: ${assigned.target.text}`]),
    ...page.source('AssignTask', task.id),
  ]);
  for (const lines of alike(answer.lines)) page.text(7, [answerText(page, lines, answer.coverage)]);
  for (const to of answer.answersTo) {
    page.text(7, [`${page.office(to.office)} ${words.answersTo} ${to.text}: ${to.scope}`]);
  }
}

function deadline(page: DemoPage, date: string | null, text: string | null): string {
  const parts = [
    ...(date === null ? [] : [`${page.words.deadline} ${page.day(date)}`]),
    ...(text === null ? [] : [`${page.words.deadlineText} “${text}”`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Offices without a holder of which the same is said stand together, where the first of them stands. */
function alike(lines: readonly AnswerLine[]): AnswerLine[][] {
  const groups = new Map<string, AnswerLine[]>();
  for (const [i, line] of lines.entries()) {
    const { capacity, office, holder, reason, basis, flags } = line;
    const key = office !== null && holder === null ? JSON.stringify([capacity, reason, basis, flags]) : String(i);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

function answerText(page: DemoPage, lines: readonly AnswerLine[], coverage: readonly Coverage[]): string {
  const { words } = page;
  const [line] = lines;
  if (!line) return '';
  const subjects = lines.map(({ office, unit }) =>
    office !== null ? page.office(office) : unit === null ? '–' : page.unit(unit),
  );
  const share = line.reason === 'not-fanned-out' ? coverage.find((c) => c.class === line.unit) : undefined;
  const who = line.holder !== null ? page.person(line.holder) : line.reason === null ? '–' : page.reason(line.reason);
  const notes = [
    ...(line.certainty === null ? [] : [words.certainty[line.certainty]]),
    ...(share && line.capacity === 'answers' ? [words.coverage(share.named, share.total)] : []),
    ...(line.basis === 'stated' ? [words.stated] : []),
    ...line.flags.map((flag) => page.flag(flag)),
  ];
  const said = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return `${words.capacity[line.capacity]}: ${subjects.join('; ')} – ${who}${said}`;
}
