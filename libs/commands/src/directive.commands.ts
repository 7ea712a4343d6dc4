import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  CLAUSE_KINDS,
  type ClauseKind,
  directive,
  type DirectiveEvents,
  DIRECTIVE_FORMS,
  type DirectiveForm,
  issue,
  type Recipient,
  RECIPIENT_PURPOSES,
  type RecipientPurpose,
  requireInForce,
  revoke,
  SIGNING_AUTHORITIES,
  type SigningAuthority,
  supersede,
  URGENCIES,
  type Urgency,
} from '#domain/directives/directive.js';
import { streamOf } from '#domain/decider.js';
import { numberKey, parseDocumentNumber } from '#domain/directives/document-number.js';
import type { Facts } from '#domain/facts.js';
import { enterNumber, numberRegister } from '#domain/directives/number-register.js';
import { requireCarriable } from '#domain/directives/carry-over.js';
import { requireMayChange } from '#domain/directives/directive-authority.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireUnmarked, SECRECY_MARKINGS } from '#domain/secrecy.js';
import { requireExisting, requireOffice, requirePerson } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { Day, Flag, Id, OneOf, Part, Parts, Text } from './fields.js';
import { Recorder } from './recorder.js';

export class ClauseField {
  @Text({ description: 'Number or place of the clause in the document.', max: 60 }) ref!: string;
  @OneOf(CLAUSE_KINDS, { description: 'What the clause is; rates count tasks only.' }) kind!: ClauseKind;
  @Text({ description: 'What it asks, in your own words.', max: 1000 }) summary!: string;
}

export class LegalBasisField {
  @Id({ description: 'The document in our record, if it is recorded.', optional: true }) directiveId?: string | null;
  @Text({ description: 'Number as printed.', max: 60, optional: true }) number?: string | null;
  @Text({ description: 'Title or kind of the document.', max: 500 }) title!: string;
  @Text({ description: 'Who issued it, as written.', max: 300, optional: true }) issuerText?: string | null;
  @Day({ description: 'Date of issue, where the source gives it.', optional: true }) issuedOn?: string | null;
}

export class RecipientField {
  @Text({ description: 'The line as printed under "Nơi nhận".', max: 300 }) text!: string;
  @Id({ description: 'Unit.', optional: true }) unit?: string | null;
  @Id({ description: 'Office.', optional: true }) office?: string | null;
  @Id({ description: 'Person.', optional: true }) person?: string | null;
  @OneOf(RECIPIENT_PURPOSES, { description: 'Purpose (để b/c, thực hiện, phối hợp, biết, lưu).', optional: true })
  purpose?: RecipientPurpose | null;
}

export class SignerField {
  @Id({ description: 'Who signed.' }) person!: string;
  @Id({ description: 'In which office.', optional: true }) office?: string | null;
  @OneOf(SIGNING_AUTHORITIES, { description: 'T/M, KT, TL, TUQ, Q.', optional: true })
  authority?: SigningAuthority | null;
}

/** Records a directive (văn bản chỉ đạo): a document, the conclusion of a meeting, an order on a visit, a telegram. */
export class IssueDirective extends RecordingCommand {
  @Id({ description: 'Id of the directive.' }) directiveId!: string;
  @OneOf(DIRECTIVE_FORMS, { description: 'Its form.' }) form!: DirectiveForm;
  @Id({ description: 'The body that issues it.' }) issuer!: string;
  @Id({ description: 'The office that gave it by word of mouth.', optional: true }) issuerOffice?: string | null;
  @Text({ description: 'Title, in your own words where it has none.', max: 500 }) title!: string;
  @Text({ description: 'Number as printed (16/CT-TTg, 12-CT/TU). Many have none.', max: 60, optional: true })
  number?: string | null;
  @Text({
    description: 'Party term or year in which the number counts, where the number has no year.',
    max: 20,
    optional: true,
  })
  series?: string | null;
  @Day({ description: 'From this day it is in force.' }) on!: string;
  @Flag({ description: 'True if the source leaves out the year and it was inferred.', optional: true })
  onInferred?: boolean | null;
  @Day({ description: 'Date of issue, where the source gives it.', optional: true }) issuedOn?: string | null;
  @Day({ description: 'Date of the meeting or visit.', optional: true }) eventOn?: string | null;
  @Text({ description: 'When it was published, as printed.', max: 40, optional: true }) publishedAt?: string | null;
  @OneOf(URGENCIES, { description: 'Khẩn, thượng khẩn, hỏa tốc.', optional: true }) urgency?: Urgency | null;
  @OneOf(SECRECY_MARKINGS, {
    description: 'Marking of a state secret; a directive that bears one is refused.',
    optional: true,
  })
  secrecy?: string | null;
  @Parts(() => ClauseField, { description: 'Its clauses.', optional: true }) clauses?: ClauseField[] | null;
  @Parts(() => LegalBasisField, { description: 'Căn cứ.', optional: true }) legalBasis?: LegalBasisField[] | null;
  @Parts(() => RecipientField, { description: 'Nơi nhận.', optional: true }) recipients?: RecipientField[] | null;
  @Part(() => SignerField, { description: 'Who signed it.', optional: true }) signer?: SignerField | null;
  @Id({ description: 'Who chaired the meeting.', optional: true }) chairedBy?: string | null;
}

export class CarryOverField {
  @Id({ description: 'A task of the old directive.' }) task!: string;
  @Text({ description: 'Its clause in the new one.', max: 60, optional: true }) clause?: string | null;
}

/** R9: another directive takes the place of this one; tasks that it does not carry over are withdrawn. */
export class SupersedeDirective extends RecordingCommand {
  @Id({ description: 'The directive that ends.' }) directiveId!: string;
  @Id({ description: 'The directive that takes its place.' }) by!: string;
  @Day({ description: 'First day on which the old one no longer holds.' }) on!: string;
  @Parts(() => CarryOverField, { description: 'Tasks that go on, with identity and history.', optional: true })
  carryOver?: CarryOverField[] | null;
}

/** R9: the directive is revoked; its open tasks are withdrawn on that day. */
export class RevokeDirective extends RecordingCommand {
  @Id({ description: 'The directive that ends.' }) directiveId!: string;
  @Day({ description: 'First day on which it no longer holds.' }) on!: string;
  @Id({ description: 'The document that revokes it: of the issuer or a body above it.', optional: true })
  by?: string | null;
  @Text({ description: 'Why.', optional: true }) reason?: string | null;
}

@CommandHandler(IssueDirective)
export class IssueDirectiveHandler implements ICommandHandler<IssueDirective> {
  constructor(private readonly recorder: Recorder) {}

  async execute(c: IssueDirective) {
    const data = issuedOf(c);
    const check = (facts: Facts) => requireIssuable(facts, c, data);
    // The number first: the register is where two directives that race for it meet. It stays the directive's own, so
    // that a retry after a failure between the two steps finds it and goes on.
    const number = data.number === null ? null : parseDocumentNumber(data.number);
    if (number) {
      const entry = {
        issuer: data.issuer,
        number: data.number ?? '',
        key: numberKey(number, c.series ?? data.on.slice(0, 4)),
        directiveId: data.directiveId,
      };
      await this.recorder.recordInContext(
        numberRegister,
        data.issuer,
        c,
        (register, facts) => {
          check(facts);
          return enterNumber(register, entry);
        },
        { name: 'number', subject: streamOf('directive', data.directiveId) },
      );
    }
    return this.recorder.recordInContext(directive, data.directiveId, c, (state, facts) => {
      check(facts);
      return issue(state, data);
    });
  }
}

@CommandHandler(SupersedeDirective)
export class SupersedeDirectiveHandler implements ICommandHandler<SupersedeDirective> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SupersedeDirective) {
    const { directiveId, by, on } = c;
    const carryOver = (c.carryOver ?? []).map(({ task, clause }) => ({ task, clause: clause ?? null }));
    return this.recorder.recordInContext(directive, directiveId, c, (state, facts) => {
      const made = supersede(state, { directiveId, by, on, carryOver });
      const next = requireInForce(facts.directive(by), by, on);
      if (state) requireMayChange(facts, state, next, on);
      requireCarriable(facts, directiveId, next, { on, carryOver });
      return made;
    });
  }
}

@CommandHandler(RevokeDirective)
export class RevokeDirectiveHandler implements ICommandHandler<RevokeDirective> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RevokeDirective) {
    const { directiveId, on } = c;
    const reason = c.reason ?? null;
    return this.recorder.recordInContext(directive, directiveId, c, (state, facts) => {
      if (!c.by) return revoke(state, { directiveId, on, reason });
      const revoked = revoke(state, { directiveId, on, reason, by: c.by });
      const by = requireInForce(facts.directive(c.by), c.by, on);
      if (state) requireMayChange(facts, state, by, on);
      return revoked;
    });
  }
}

export const directiveHandlers = [IssueDirectiveHandler, SupersedeDirectiveHandler, RevokeDirectiveHandler];

function issuedOf(c: IssueDirective): DirectiveEvents['DirectiveIssued'] {
  const { directiveId, form, issuer, title, on } = c;
  return {
    directiveId,
    form,
    issuer,
    title,
    on,
    issuerOffice: c.issuerOffice ?? null,
    number: c.number?.normalize('NFC') ?? null,
    onInferred: c.onInferred ?? false,
    issuedOn: c.issuedOn ?? null,
    eventOn: c.eventOn ?? null,
    publishedAt: c.publishedAt ?? null,
    urgency: c.urgency ?? null,
    clauses: (c.clauses ?? []).map(({ ref, kind, summary }) => ({ ref, kind, summary })),
    legalBasis: (c.legalBasis ?? []).map((b) => ({
      directiveId: b.directiveId ?? null,
      number: b.number ?? null,
      title: b.title,
      issuerText: b.issuerText ?? null,
      issuedOn: b.issuedOn ?? null,
    })),
    recipients: recipientsOf(c.recipients),
    signer: c.signer
      ? { person: c.signer.person, office: c.signer.office ?? null, authority: c.signer.authority ?? null }
      : null,
    chairedBy: c.chairedBy ?? null,
  };
}

export function recipientsOf(fields: readonly RecipientField[] | null | undefined): Recipient[] {
  return (fields ?? []).map((r) => ({
    text: r.text,
    unit: r.unit ?? null,
    office: r.office ?? null,
    person: r.person ?? null,
    purpose: r.purpose ?? null,
  }));
}

/** Whoever receives is on record. */
export function requireRecipients(facts: Facts, recipients: readonly Recipient[]): void {
  for (const { unit, office, person } of recipients) {
    if (unit !== null && !facts.unit(unit)) throw new RuleViolation('unit-unknown', unit);
    if (office !== null) requireOffice(facts, office);
    if (person !== null) requirePerson(facts, person);
  }
}

/** Everything that the directive names exists; its issuer is a body that exists on the day. */
function requireIssuable(facts: Facts, c: IssueDirective, data: DirectiveEvents['DirectiveIssued']): void {
  requireUnmarked(c.secrecy, data.directiveId);
  if (facts.directive(data.directiveId)) throw new RuleViolation('directive-already-issued', data.directiveId);
  if (requireExisting(facts, data.issuer, data.on).kind !== 'body')
    throw new RuleViolation('issuer-not-a-body', data.issuer);
  for (const id of [data.issuerOffice, data.signer?.office ?? null]) if (id !== null) requireOffice(facts, id);
  for (const id of [data.signer?.person ?? null, data.chairedBy]) if (id !== null) requirePerson(facts, id);
  requireRecipients(facts, data.recipients);
  for (const { directiveId } of data.legalBasis) {
    if (directiveId !== null && !facts.directive(directiveId))
      throw new RuleViolation('directive-unknown', directiveId);
  }
}
