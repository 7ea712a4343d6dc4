import type { Type } from '@nestjs/common';
import { AnnulRecord } from '#commands/annulment.commands.js';
import type { Receipt, RecordingCommand } from '#commands/command.js';
import { COMMANDS, isCommandName } from '#commands/command-registry.js';
import { IssueDirective, RevokeDirective } from '#commands/directive.commands.js';
import { CorrectCases, ReportCases } from '#commands/figure.commands.js';
import {
  Appoint,
  AttestHolder,
  CreateOffice,
  EndAppointment,
  RegisterPerson,
  SuspendHolder,
} from '#commands/office.commands.js';
import {
  ClarifyDeadline,
  GrantExtension,
  RejectCompletion,
  ReportCompletion,
  VerifyCompletion,
} from '#commands/task-completion.commands.js';
import { AssignTask, DelegateTask, FanOutTask, ReassignTask } from '#commands/task.commands.js';
import {
  DefineClass,
  DissolveUnit,
  GiveAreaCharge,
  MergeUnit,
  RegisterBody,
  RegisterPlace,
} from '#commands/unit.commands.js';
import { memberTaskId } from '#domain/tasks/member-task.js';
import { type Fact, isRecord, NotAScenarioFile } from './scenario.js';

/** The scenario's own names, mapped to ids of ours and back. */
export class Names {
  private readonly ids = new Map<string, string>();
  private readonly names = new Map<string, string>();

  /** An id for a scenario's name: the name itself where it is a lawful id, escaped where it is not. */
  id(written: string): string {
    const name = written.normalize('NFC');
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const escaped = [...name]
      .map((c) => (/[\p{L}\p{N}._:-]/u.test(c) ? c : `~x${c.codePointAt(0)?.toString(16)}.`))
      .join('');
    const id = /^[\p{L}\p{N}]/u.test(escaped) ? escaped : `n${escaped}`;
    this.bind(name, id);
    return id;
  }

  bind(name: string, id: string): void {
    this.ids.set(name, id);
    this.names.set(id, name);
  }

  name(id: string | null): string | null {
    return id === null ? null : (this.names.get(id) ?? id);
  }
}

/** What a scenario has recorded so far. */
export interface Recorded {
  names: Names;
  /** Office → body, for a directive whose issuer is an office. */
  offices: Map<string, string>;
  persons: Set<string>;
  /** Fact id → its event. */
  receipts: Map<string, Receipt>;
}

export interface Step {
  command: Type<RecordingCommand>;
  body: Record<string, unknown>;
}

type Field = 'id' | 'ids' | 'plain';
interface Verb {
  fields: Record<string, Field | { optional: Field }>;
  steps(fact: Record<string, unknown>, recorded: Recorded, number: number): Step[];
}

const maybe = (field: Field) => ({ optional: field });

const VERBS: Record<string, Verb> = {
  RegisterPlace: {
    fields: { place: 'id', level: 'plain', parent: 'id', from: 'plain' },
    steps: ({ place, ...rest }) => [{ command: RegisterPlace, body: { unitId: place, name: place, ...rest } }],
  },
  RegisterBody: {
    fields: { body: 'id', place: 'id', line: 'plain', parent: 'id', from: 'plain', collective: maybe('plain') },
    steps: ({ body, ...rest }) => [{ command: RegisterBody, body: { unitId: body, name: body, ...rest } }],
  },
  DefineClass: {
    fields: { class: 'id', place: 'id', total: 'plain' },
    steps: ({ class: id, ...rest }) => [{ command: DefineClass, body: { unitId: id, name: id, ...rest } }],
  },
  CreateOffice: {
    fields: { office: 'id', body: 'id', head: 'plain' },
    steps: ({ office, body, head }, recorded) => {
      recorded.offices.set(office as string, body as string);
      return [{ command: CreateOffice, body: { officeId: office, title: office, body, head } }];
    },
  },
  Appoint: {
    fields: { office: 'id', person: 'id', kind: 'plain', from: 'plain', until: 'plain' },
    steps: ({ office, person, ...rest }, recorded) => [
      ...registered(person, recorded),
      { command: Appoint, body: { officeId: office, personId: person, ...rest } },
    ],
  },
  EndAppointment: {
    fields: { office: 'id', person: 'id', on: 'plain' },
    steps: ({ office, person, on }) => [{ command: EndAppointment, body: { officeId: office, personId: person, on } }],
  },
  AttestHolder: {
    fields: { office: 'id', person: 'id', on: 'plain' },
    steps: ({ office, person, on }, recorded) => [
      ...registered(person, recorded),
      { command: AttestHolder, body: { officeId: office, personId: person, on } },
    ],
  },
  SuspendHolder: {
    fields: { office: 'id', person: 'id', from: 'plain', until: 'plain' },
    steps: ({ office, person, ...rest }) => [
      { command: SuspendHolder, body: { officeId: office, personId: person, ...rest } },
    ],
  },
  GiveAreaCharge: {
    fields: { office: 'id', place: 'id', from: 'plain', until: 'plain' },
    steps: (fact, _, number) => [{ command: GiveAreaCharge, body: { chargeId: `charge.${number}`, ...fact } }],
  },
  IssueDirective: {
    fields: { directive: 'id', issuer: 'id', on: 'plain' },
    steps: ({ directive, issuer, on }, { offices }) => {
      const body = offices.get(issuer as string);
      const by = body === undefined ? { issuer } : { issuer: body, issuerOffice: issuer };
      return [
        { command: IssueDirective, body: { directiveId: directive, form: 'document', title: directive, on, ...by } },
      ];
    },
  },
  RevokeDirective: {
    fields: { directive: 'id', on: 'plain' },
    steps: ({ directive, on }) => [{ command: RevokeDirective, body: { directiveId: directive, on } }],
  },
  AssignTask: {
    fields: {
      task: 'id',
      directive: 'id',
      lead: maybe('id'),
      leads: maybe('ids'),
      on: 'plain',
      answering: maybe('ids'),
      coordinators: maybe('ids'),
      director: maybe('id'),
      deadline: maybe('plain'),
      deadlineText: maybe('plain'),
    },
    steps: ({ task, directive, lead, leads, ...rest }) => {
      const all = leads ?? (lead === undefined ? [] : [lead]);
      return [
        { command: AssignTask, body: { taskId: task, directiveId: directive, title: task, leads: all, ...rest } },
      ];
    },
  },
  FanOutTask: {
    fields: { task: 'id', to: 'ids', on: 'plain' },
    steps: ({ task, to, on }, { names }) => {
      for (const unit of to as string[]) {
        names.bind(`${names.name(task as string)}/${names.name(unit)}`, memberTaskId(task as string, unit));
      }
      return [{ command: FanOutTask, body: { taskId: task, to, on } }];
    },
  },
  ReassignTask: {
    fields: { task: 'id', lead: 'id', on: 'plain', answering: maybe('ids') },
    steps: ({ task, ...rest }) => [{ command: ReassignTask, body: { taskId: task, ...rest } }],
  },
  DelegateTask: {
    fields: { task: 'id', from: 'id', to: 'id', on: 'plain', until: 'plain', kind: maybe('plain') },
    steps: ({ task, ...rest }, _, number) => [
      { command: DelegateTask, body: { taskId: task, delegationId: `delegation.${number}`, ...rest } },
    ],
  },
  MergeUnit: {
    fields: { unit: 'id', into: 'id', on: 'plain' },
    steps: ({ unit, into, on }) => [{ command: MergeUnit, body: { unitId: unit, into, on } }],
  },
  DissolveUnit: {
    fields: { unit: 'id', on: 'plain' },
    steps: ({ unit, on }) => [{ command: DissolveUnit, body: { unitId: unit, on } }],
  },
  ClarifyDeadline: {
    fields: { task: 'id', deadline: 'plain', by: 'id', on: 'plain' },
    steps: ({ task, ...rest }) => [{ command: ClarifyDeadline, body: { taskId: task, ...rest } }],
  },
  GrantExtension: {
    fields: { task: 'id', deadline: 'plain', by: 'id', on: 'plain', reason: 'plain' },
    steps: ({ task, ...rest }) => [{ command: GrantExtension, body: { taskId: task, ...rest } }],
  },
  ReportCompletion: {
    fields: { task: 'id', on: 'plain', by: 'id', reason: maybe('plain') },
    steps: ({ task, on, by }) => [{ command: ReportCompletion, body: { taskId: task, on, by } }],
  },
  VerifyCompletion: {
    fields: { task: 'id', on: 'plain', by: 'id', reason: maybe('plain') },
    steps: ({ task, on, by }) => [{ command: VerifyCompletion, body: { taskId: task, on, by } }],
  },
  RejectCompletion: {
    fields: { task: 'id', on: 'plain', by: 'id', reason: maybe('plain') },
    steps: ({ task, on, by, reason }) => [
      { command: RejectCompletion, body: { taskId: task, on, by, reason: reason ?? 'not said' } },
    ],
  },
  ReportCases: {
    fields: { report: 'id', unit: 'id', from: 'plain', to: 'plain', total: 'plain', parts: maybe('plain') },
    steps: ({ report, unit, from, to, total, parts }) => [
      {
        command: ReportCases,
        body: { reportId: report, unit, on: to, figures: [{ from, to, total, parts: partsOf(parts) ?? [] }] },
      },
    ],
  },
  CorrectCases: {
    fields: { report: 'id', total: 'plain', parts: maybe('plain'), reason: 'plain' },
    steps: ({ report, total, parts, reason }) => [
      { command: CorrectCases, body: { reportId: report, total, parts: partsOf(parts), reason } },
    ],
  },
  AnnulRecord: {
    fields: { record: 'plain', by: 'ids', on: 'plain', reason: 'plain' },
    steps: ({ record, by, on, reason }, { receipts }) => {
      const event = receipts.get(record as string)?.events.at(-1);
      const [proposedBy, confirmedBy] = by as string[];
      if (!event || proposedBy === undefined || confirmedBy === undefined) {
        throw new NotAScenarioFile(`record "${String(record)}" is not known, or "by" does not name two offices`);
      }
      const { stream, id } = event;
      return [{ command: AnnulRecord, body: { stream, target: id, proposedBy, confirmedBy, on, reason } }];
    },
  },
  Record: {
    fields: { command: 'plain', body: 'plain' },
    steps: ({ command, body }, { receipts }) => {
      if (typeof command !== 'string' || !isCommandName(command) || !isRecord(body)) {
        throw new NotAScenarioFile(`unknown command ${JSON.stringify(command)}, or "body" is not an object`);
      }
      return [{ command: COMMANDS[command], body: withEventIds(body, receipts) as Record<string, unknown> }];
    },
  },
};

/** `"event:ID"` stands for the id of the last event that the fact ID has recorded. */
function withEventIds(value: unknown, receipts: Recorded['receipts']): unknown {
  if (Array.isArray(value)) return value.map((item) => withEventIds(item, receipts));
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withEventIds(part, receipts)]));
  }
  const fact = typeof value === 'string' ? /^event:(.+)$/u.exec(value)?.[1] : undefined;
  if (fact === undefined) return value;
  const event = receipts.get(fact)?.events.at(-1);
  if (!event) throw new NotAScenarioFile(`"${fact}" has recorded no event`);
  return event.id;
}

/** Checks verb and fields before anything is recorded. @throws {NotAScenarioFile} */
export function checkFact(fact: Fact): void {
  readFact(fact, new Names());
}

/** The commands that record a fact. @throws {NotAScenarioFile} unknown verb, unknown or missing field */
export function stepsOf(fact: Fact, recorded: Recorded, number: number): Step[] {
  const { verb, values } = readFact(fact, recorded.names);
  return verb.steps(values, recorded, number);
}

function readFact(fact: Fact, names: Names): { verb: Verb; values: Record<string, unknown> } {
  const verb = Object.hasOwn(VERBS, fact.do) ? VERBS[fact.do] : undefined;
  if (!verb) throw new NotAScenarioFile(`unknown verb "${fact.do}"`);
  const { do: _, id: __, refused: ___, ...given } = fact;
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(verb.fields, name)) throw new NotAScenarioFile(`${fact.do}: unknown field "${name}"`);
  }
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(verb.fields)) {
    const optional = typeof field === 'object';
    if (!(name in given)) {
      if (optional) continue;
      throw new NotAScenarioFile(`${fact.do}: "${name}" is missing`);
    }
    values[name] = mapped(given[name], optional ? field.optional : field, names, `${fact.do}: "${name}"`);
  }
  return { verb, values };
}

function mapped(value: unknown, field: Field, names: Names, where: string): unknown {
  if (field === 'plain' || value === null) return value;
  const list = field === 'ids' ? value : [value];
  if (!Array.isArray(list) || list.some((item) => typeof item !== 'string')) {
    throw new NotAScenarioFile(`${where} has to name ${field === 'ids' ? 'a list of things' : 'a thing'}`);
  }
  const ids = list.map((item: string) => names.id(item));
  return field === 'ids' ? ids : ids[0];
}

function registered(person: unknown, { persons }: Recorded): Step[] {
  if (persons.has(person as string)) return [];
  persons.add(person as string);
  return [{ command: RegisterPerson, body: { personId: person, name: person } }];
}

function partsOf(parts: unknown): { name: string; value: unknown }[] | undefined {
  return isRecord(parts) ? Object.entries(parts).map(([name, value]) => ({ name, value })) : undefined;
}
