import { ActingOfficeNeeded, NotAllowed, OfficeNotHeld, SubjectUnseen } from '#access/not-allowed.js';
import { HashesMissing } from '#audit/ledger/ledger-reader.js';
import { InvalidToken, IssuerUnavailable } from '#access/token-verifier.js';
import { HttpException } from '@nestjs/common';
import { AccessUnrecorded } from '#audit/access-log/access-recorder.js';
import { BundleTooLarge, NotYetProved, RecordNotAsSigned } from '#audit/bundle/make-bundle.js';
import { CommandIdReused, StreamContended } from '#commands/recorder.js';
import { CommandInFlight, InvalidCommand } from '#commands/command-desk.js';
import { StaleRevision } from '#commands/precondition.js';
import { isUnavailable } from '#database/availability.js';
import { REFUSALS } from '#domain/refusals.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { IllegalEvent, LogUnavailable } from '#event-log/event-log.js';
import { EvidenceDamaged, EvidenceStoreFull, EvidenceTooLarge } from '#evidence/evidence-store.js';
import { HeadingsRefused } from '#exchange/headings.js';
import { fileText, headingsText } from '#exchange/import-texts.js';
import { FileRefused } from '#exchange/sheet-row.js';
import { KeyMissing, SealBroken } from '#sealing/sealer.js';
import { KeysUnusable } from '#sealing/subject-keys.js';
import { FactsUnreadable, KnownAtBeyondHead, NotYetKnown } from '#read-models/fact-reader.js';
import { BadCursor } from '#read-models/paging.js';
import { BuildBusy } from '#read-models/projector.js';
import { faultText } from './fault-texts.js';
import { type Fault, type Problem, type ProblemPart, RequestProblem } from './problem.js';
import { type Language, type ProblemSlug, type ProblemType, PROBLEMS, TYPE_PREFIX } from './problem-types.js';

/** A refusal of the domain is a conflict with what is on record. */
export const RULE_STATUS = 409;
/** Answers stay readable however much is wrong. */
const MOST_FAULTS = 100;

/** The problem that an error is, in one language. Never holds a stack, a statement, a table or a secret. */
export function problemOf(error: unknown, language: Language, instance: string): Problem {
  if (error instanceof RuleViolation) return refusal(error, language, instance);
  if (error instanceof RequestProblem) return tabled(error.slug, language, instance, error.faults, error.place);
  if (error instanceof InvalidToken) {
    return tabled('invalid-token', language, instance, [{ where: 'Authorization', code: error.fault }], 'header');
  }
  if (error instanceof InvalidCommand) {
    const faults = error.faults.map(({ pointer, code, message }) => ({ where: pointer, code, message }));
    return tabled('invalid-body', language, instance, faults);
  }
  if (error instanceof StaleRevision) {
    return { ...tabled('stale-revision', language, instance), subject: error.stream, revision: error.actual };
  }
  if (error instanceof FileRefused) return unreadable(fileText(error.fault, error.found, language), language, instance);
  if (error instanceof HeadingsRefused) return unreadable(headingsText(error.headings, language), language, instance);
  if (error instanceof ActingOfficeNeeded) {
    const faults = error.offices.map((id) => ({ where: 'Acting-Office', code: 'ownOffice', message: id }));
    return tabled('acting-office-needed', language, instance, faults, 'header');
  }
  return tabled(slugOf(error), language, instance);
}

function unreadable(what: string, language: Language, instance: string): Problem {
  const problem = tabled('file-unreadable', language, instance);
  return { ...problem, detail: `${what} ${problem.detail}` };
}

/** Seconds for `Retry-After`; undefined where a repetition does not help. */
export function retryAfter(problem: Problem): number | undefined {
  const slug = problem.type.slice(TYPE_PREFIX.length);
  const type: ProblemType | undefined = Object.hasOwn(PROBLEMS, slug) ? PROBLEMS[slug as ProblemSlug] : undefined;
  return type?.retryAfter;
}

function slugOf(error: unknown): ProblemSlug {
  if (error instanceof CommandIdReused) return 'idempotency-key-reused';
  if (error instanceof NotAllowed) return 'not-allowed';
  if (error instanceof OfficeNotHeld) return 'office-not-held';
  if (error instanceof SubjectUnseen) return 'not-recorded';
  if (error instanceof CommandInFlight) return 'request-in-flight';
  if (error instanceof StreamContended) return 'stream-contended';
  if (error instanceof BundleTooLarge) return 'bundle-too-large';
  if (error instanceof NotYetProved) return 'not-yet-proved';
  if (error instanceof RecordNotAsSigned) return 'record-not-as-signed';
  if (error instanceof IssuerUnavailable) return 'issuer-unavailable';
  if (error instanceof AccessUnrecorded) return 'access-unrecorded';
  if (error instanceof NotYetKnown) return 'read-models-behind';
  if (error instanceof FactsUnreadable) return 'records-unreadable';
  if (error instanceof KnownAtBeyondHead) return 'known-at-in-the-future';
  if (error instanceof BadCursor) return 'invalid-cursor';
  if (error instanceof BuildBusy) return 'replay-under-way';
  if (error instanceof IllegalEvent) return 'illegal-text';
  if (error instanceof LogUnavailable || isUnavailable(error)) return 'unavailable';
  if (error instanceof EvidenceTooLarge) return 'evidence-too-large';
  if (error instanceof EvidenceStoreFull) return 'evidence-store-full';
  if (error instanceof EvidenceDamaged) return 'evidence-damaged';
  if (error instanceof HashesMissing) return 'history-changed';
  if (error instanceof KeyMissing || error instanceof SealBroken || error instanceof KeysUnusable)
    return 'sealed-unreadable';
  if (error instanceof URIError) return 'malformed-url';
  return slugOfStatus(error instanceof HttpException ? error.getStatus() : statusOf(error));
}

/** Errors of the HTTP layer (body parser, static files) carry their status; any other error does not. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500;
  const { status, statusCode, expose } = error as Record<string, unknown>;
  const found = typeof status === 'number' ? status : statusCode;
  return expose === true && typeof found === 'number' ? found : 500;
}

function slugOfStatus(status: number): ProblemSlug {
  if (status === 404) return 'no-such-route';
  if (status === 405) return 'method-not-allowed';
  if (status === 413) return 'body-too-large';
  if (status === 415) return 'unsupported-media-type';
  return status >= 400 && status < 500 ? 'bad-request' : 'unexpected';
}

function refusal(error: RuleViolation, language: Language, instance: string): Problem {
  const text = REFUSALS[error.code];
  const title = text[language];
  return {
    type: `${TYPE_PREFIX}rule:${error.code}`,
    title,
    status: RULE_STATUS,
    detail: `${title.replace(/\.$/, '')}: ${error.subject}.`,
    instance,
    rule: error.code,
    source: text.rule,
    subject: error.subject,
  };
}

function tabled(
  slug: ProblemSlug,
  language: Language,
  instance: string,
  faults: readonly Fault[] = [],
  place: RequestProblem['place'] = 'pointer',
): Problem {
  const type: ProblemType = PROBLEMS[slug];
  const { title, detail } = type[language];
  const errors = faults.slice(0, MOST_FAULTS).map(({ where, code, message = '' }): ProblemPart => {
    return { [place]: where, ...faultText(code, message, language) };
  });
  const problem = { type: `${TYPE_PREFIX}${slug}`, title, status: type.status, detail, instance };
  return errors.length > 0 ? { ...problem, errors } : problem;
}
