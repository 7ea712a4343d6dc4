import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import type { OfficeId } from '#domain/organisation/office.js';
import { actingOffice } from './acting-office.js';
import { type Fields, streamsNamed } from './fitting-way.js';
import { NotAllowed, OfficeNotHeld, SubjectUnseen } from './not-allowed.js';
import type { Way } from './policy-table.js';
import type { Principal } from './principal.js';
import type { ReadPolicy } from './read-policy.js';
import { isVisible, readScopeOf } from './read-scope.js';

/** Who asks at a route: null is nobody, who sees what is open to everybody. */
export interface RouteAsker {
  readonly principal: Principal;
  /** The office in which they say that they ask; null: none in particular. */
  readonly office: OfficeId | null;
}

/** Decides by the policy table whether an address may be asked at all. What is in the answer is narrowed by the scope. */
export class ReadAuthority {
  /** @param today civil date in Asia/Ho_Chi_Minh: offices are held on the day on which somebody asks */
  constructor(
    private readonly ask: <T>(question: (facts: Facts) => T) => Promise<T>,
    private readonly today: () => CivilDate,
  ) {}

  /**
   * @param fields parameters of the path and of the query, which rows name
   * @throws {NotAllowed} @throws {OfficeNotHeld} @throws {SubjectUnseen}
   */
  async authorize(row: ReadPolicy, fields: Fields, asker: RouteAsker): Promise<void> {
    if (asker.office === null && row.for.some((way) => isOpenTo(way, asker.principal))) return;
    const today = this.today();
    const problem = await this.ask((facts) => refusalOf(facts, row, fields, asker, today));
    if (problem) throw problem;
  }
}

/** Why somebody may not ask there today; null: they may. A pure function of what is known. */
export function refusalOf(
  facts: Facts,
  row: ReadPolicy,
  fields: Fields,
  { principal, office }: RouteAsker,
  day: CivilDate,
): Error | null {
  const scope = readScopeOf(facts, principal, day, day);
  const sees = (stream: string) => isVisible(facts, scope, stream);
  const to = { facts, row, fields, person: principal.person, day, sees };
  const acting = actingOffice(to, principal, office);
  if (acting.kind === 'office-not-held') return new OfficeNotHeld(office ?? '');
  // In whichever of several offices: reading is done in all of them.
  if (acting.kind !== 'not-allowed' || row.for.some((way) => isOpenTo(way, principal))) return null;
  const unseen = row.unseen ? row.action : streamsNamed(row, fields).find((stream) => !sees(stream));
  return unseen === undefined ? new NotAllowed(row.action) : new SubjectUnseen(unseen);
}

/**
 * Is the way open without a look at the record? `within-scope` that names no field is: the answer itself is made of what
 * the asker sees and of nothing else.
 */
function isOpenTo(way: Way, { roles }: Principal): boolean {
  const { who, relation, field } = way;
  const granted = who === 'everybody' || who === 'anyone-signed-in' || (who !== 'office' && roles.has(who));
  return granted && (relation === 'any' || (relation === 'within-scope' && field === undefined));
}
