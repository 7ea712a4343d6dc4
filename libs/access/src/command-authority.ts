import { AGGREGATES } from '#domain/aggregates.js';
import { type CivilDate, isCivilDate } from '#domain/civil-date.js';
import { categoryOf, idOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import type { OfficeId } from '#domain/organisation/office.js';
import { actingOffice, type Acting } from './acting-office.js';
import { type Fields, streamsNamed, valuesAt } from './fitting-way.js';
import { ActingOfficeNeeded, NotAllowed, OfficeNotHeld, SubjectUnseen } from './not-allowed.js';
import { type PolicyRow, policyOf } from './policy-table.js';
import type { Principal } from './principal.js';
import { isVisible, type ReadScope, readScopeOf } from './read-scope.js';

/** A command as the policy sees it: its name and its body, checked for their form. */
export interface CommandCall {
  readonly name: string;
  readonly body: Fields;
}

/** Who sends it, and in which of their offices if they say so. */
export interface CommandSender {
  readonly principal?: Principal | null;
  readonly office?: OfficeId | null;
}

/** Leave to record. */
export interface Leave {
  /** In which office the sender acts; null: in none. */
  readonly office: OfficeId | null;
  /**
   * Throws if it is no longer so by these facts: asked again at the ordinal at which the decision is made. Left out: nothing
   * was looked up, so nothing can have changed.
   */
  readonly confirm?: (facts: Facts) => void;
}

/** Decides whether a command may be sent at all, before its handler reads anything. The rules of the domain come after. */
export interface CommandAuthority {
  /** @throws {NotAllowed} @throws {OfficeNotHeld} @throws {ActingOfficeNeeded} @throws {SubjectUnseen} */
  authorize(command: CommandCall, sender: CommandSender): Promise<Leave>;
}

/** For callers that have the rights of the installation: command line, demo, simulation, tests of the domain. */
export const TRUSTED_PROCESS: CommandAuthority = {
  authorize: (_, { office }) => Promise.resolve({ office: office ?? null }),
};

/** The policy table, by what is on record. */
export class PolicyAuthority implements CommandAuthority {
  /**
   * @param ask answers by what is known now, not before anything that was recorded when the command came
   * @param today civil date in Asia/Ho_Chi_Minh
   */
  constructor(
    private readonly ask: <T>(question: (facts: Facts) => T) => Promise<T>,
    private readonly today: () => CivilDate,
  ) {}

  async authorize(command: CommandCall, sender: CommandSender): Promise<Leave> {
    const today = this.today();
    const judged = (facts: Facts) => judge(facts, command, sender, today);
    const office = officeOf(await this.ask(judged), command, sender);
    return {
      office,
      confirm: (facts) => {
        // An appointment may have ended, or another one begun, since it was first asked.
        if (officeOf(judged(facts), command, sender) !== office) throw new NotAllowed(command.name);
      },
    };
  }
}

export type Judgement = Acting | { readonly kind: 'unseen'; readonly stream: string };

/**
 * May this be recorded by whoever sends it? A pure function of what is known. Nobody records who is not on record as a
 * person: what is recorded has to say by whom.
 */
export function judge(
  facts: Facts,
  { name, body }: CommandCall,
  { principal, office }: CommandSender,
  today: CivilDate,
): Judgement {
  const row = policyOf(name);
  if (!row || !principal || principal.person === null) return { kind: 'not-allowed' };
  const day = dayOfAct(row, body, today);
  let scope: ReadScope | undefined;
  const sees = (stream: string) =>
    isOnRecord(facts, stream) && isVisible(facts, (scope ??= readScopeOf(facts, principal, day, day)), stream);
  const acting = actingOffice(
    { facts, row, fields: body, person: principal.person, day, sees },
    principal,
    office ?? null,
  );
  if (acting.kind === 'office-not-held') return acting;
  const unseen = streamsNamed(row, body).find((stream) => !sees(stream));
  return unseen === undefined ? acting : { kind: 'unseen', stream: unseen };
}

/** The day that the command says; what is dated ahead is done today. */
export function dayOfAct(row: PolicyRow, body: Fields, today: CivilDate): CivilDate {
  const [said] = valuesAt(body, row.day ?? 'on');
  return isCivilDate(said) && said < today ? said : today;
}

function isOnRecord(facts: Facts, stream: string): boolean {
  const category = categoryOf(stream);
  if (category === 'task') return facts.task(idOf(stream)) !== null;
  return Object.hasOwn(AGGREGATES, category) && facts.streamFacts(stream).length > 0;
}

function officeOf(judged: Judgement, { name }: CommandCall, { office }: CommandSender): OfficeId | null {
  switch (judged.kind) {
    case 'allowed':
      return judged.office;
    case 'not-allowed':
      throw new NotAllowed(name);
    case 'office-not-held':
      throw new OfficeNotHeld(office ?? '');
    case 'acting-office-needed':
      throw new ActingOfficeNeeded(judged.offices);
    case 'unseen':
      throw new SubjectUnseen(judged.stream);
  }
}
