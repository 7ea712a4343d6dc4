import { Inject, Injectable } from '@nestjs/common';
import type { BundleSubject } from '#audit/bundle/bundle-facts.js';
import { bundleRefusal } from '#access/bundle-policy.js';
import { NotAllowed, SubjectUnseen } from '#access/not-allowed.js';
import { ReadAuthority } from '#access/read-authority.js';
import { readPolicyOf } from '#access/read-policies.js';
import type { Principal } from '#access/principal.js';
import { evidenceTarget } from '#domain/evidence-file.js';
import { streamOf } from '#domain/decider.js';
import { isEvidenceShown } from '#read-models/evidence-shown.js';
import { FactReader } from '#read-models/fact-reader.js';
import { type Fences, FENCES } from './access-here.js';
import { whoAsks } from './asking.js';
import { RequestProblem } from './problem.js';

/**
 * The policy for what an answer alone knows: whose receipt it is, what a bundle holds. Rows that say `inside` are asked
 * here, by the answer itself; the guard has let through whoever has signed in.
 */
@Injectable()
export class InsidePolicy {
  constructor(
    private readonly authority: ReadAuthority,
    private readonly reader: FactReader,
    @Inject(FENCES) private readonly fences: Fences,
  ) {}

  /** @param fields what the fields of the row stand for here @throws {NotAllowed} @throws {SubjectUnseen} */
  async require(action: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
    if (!this.fences.policy) return;
    const row = readPolicyOf(action);
    if (!row) throw new NotAllowed(action);
    await this.authority.authorize(row, fields, { principal: asker(), office: null });
  }

  /**
   * A bundle leaves the house: it is given out whole or not at all.
   *
   * @param streams all that it holds; null: not known yet, only whether it may be asked for
   * @throws {NotAllowed} @throws {SubjectUnseen}
   */
  async requireBundle(of: BundleSubject | 'period', id: string, streams: readonly string[] | null): Promise<void> {
    if (!this.fences.policy) return;
    const principal = asker();
    if (of === 'person' && streams === null) await this.require('GET /persons/{personId}', { personId: id });
    const subject = of === 'period' ? null : streamOf(of, id);
    const today = this.reader.today();
    const { answer: refusal } = await this.reader.ask(0n, (facts) =>
      bundleRefusal(facts, principal, { subject, streams: streams ?? [] }, today),
    );
    if (refusal) throw refusal;
  }

  /**
   * The bytes of a file are seen by whoever sees a record that names it, and by an auditor, who also looks into what was
   * annulled. What the asker sees, either fence alone decides.
   *
   * @throws {SubjectUnseen} no record that the asker sees names them
   */
  async requireEvidence(sha256: string): Promise<void> {
    if (!this.fences.policy && !this.fences.rows) return;
    if (asker().roles.has('auditor') || (await isEvidenceShown(this.reader, sha256))) return;
    throw new SubjectUnseen(evidenceTarget(sha256));
  }
}

/** @throws {RequestProblem} `not-signed-in` */
function asker(): Principal {
  const { principal } = whoAsks();
  if (principal === null) throw new RequestProblem('not-signed-in');
  return principal;
}
