import type { Category } from '#domain/aggregates.js';
import { COMMAND_POLICIES } from './command-policies.js';
import type { GrantedRole } from './principal.js';
import { READ_POLICIES } from './read-policies.js';

/** One plain sentence in both languages, as it stands in docs/access.md. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

/** Who may go a way: whoever holds an office, whom the issuer of tokens has granted a role, anyone signed in, everybody. */
export type Who = 'office' | GrantedRole | 'anyone-signed-in' | 'everybody';

/** How the asker has to stand to what the action is about. Each is a pure function of facts, in relations.ts. */
export const RELATIONS = [
  'speaks-for',
  'own-office',
  'oneself',
  'above',
  'issues',
  'leads-task',
  'of-the-team',
  'within-scope',
  'any',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** `former`: held a head office whose term covers the day that is asked about, and holds it no more. */
export type HolderState = 'in-office' | 'former';

/** How the asker has to stand to what a field names. */
export interface Check {
  readonly relation: Relation;
  /**
   * Field of the command, or parameter of the route, that names what the relation is about. Left out of a body: the check
   * is not met. Where the field is a list, one of it is enough.
   */
  readonly field?: string;
  /** What the field names: a unit if left out; `stream`: the name of a stream itself. */
  readonly of?: Category | 'stream';
  /** `leads-task`: units that coordinate count as well. */
  readonly coordinators?: true;
  /** `speaks-for`: an office of a body inside the unit counts as well; `above`: one of a department of the body above. */
  readonly inside?: true;
  /** Met where the field is left out. */
  readonly ifGiven?: true;
}

/** One way in which an action is allowed; one that fits is enough. */
export interface Way extends Check {
  readonly who: Who;
  /** What has to be so as well. */
  readonly and?: readonly Check[];
  /** Fields that must not be given. */
  readonly without?: readonly string[];
  /** Fields that must not name the asker. */
  readonly notOneself?: readonly string[];
  /** Only for streams of these categories, where the field names a stream. */
  readonly among?: readonly Category[];
  /** Only in these states; holding the office that day if left out. */
  readonly state?: readonly HolderState[];
  /** Why: the rule of domain.md where there is one. */
  readonly basis: Sentence;
}

/** The headings of docs/access.md. */
export const POLICY_GROUPS = [
  'organisation',
  'directives',
  'tasks',
  'inspections',
  'figures',
  'drafts',
  'recognition',
  'record',
  'personal-data',
  'proof',
  'operations',
  'open',
] as const;
export type PolicyGroup = (typeof POLICY_GROUPS)[number];

/** An action and the ways in which it is allowed. What has no row is denied to everybody. */
export interface PolicyRow {
  /** Name of a command, or method and path of a route (`GET /tasks/{taskId}`). */
  readonly action: string;
  readonly group: PolicyGroup;
  readonly what: Sentence;
  /** Field that holds the day of the act; `on` if left out, and today in Asia/Ho_Chi_Minh where a body has none. */
  readonly day?: string;
  /**
   * Fields that name things which not everybody sees, with the category of their streams (`stream`: the field holds the
   * name of the stream itself). Lists count, and `list.field` for a list of parts. One that the asker does not see is
   * answered as one that was never recorded.
   */
  readonly names?: Readonly<Record<string, Category | 'stream'>>;
  readonly for: readonly Way[];
  /** Why nobody may, where there is no way. */
  readonly closed?: Sentence;
}

const ROWS: ReadonlyMap<string, PolicyRow> = new Map(
  [...COMMAND_POLICIES, ...READ_POLICIES].map((row) => [row.action, row]),
);

/** The row of an action; null: it is denied to everybody. */
export function policyOf(action: string): PolicyRow | null {
  return ROWS.get(action) ?? null;
}
