import type { Check, PolicyGroup, PolicyRow, Sentence, Way } from './policy-table.js';

/** What rows of commands are written with. */

export type Words = readonly [vi: string, en: string];

export function sentence([vi, en]: Words): Sentence {
  return { vi, en };
}

type More = Pick<PolicyRow, 'day' | 'names'> & { readonly closed?: Words };

export function command(
  action: string,
  group: PolicyGroup,
  what: Words,
  ways: readonly Way[],
  { closed, ...more }: More = {},
): PolicyRow {
  return { action, group, what: sentence(what), ...more, for: ways, ...(closed ? { closed: sentence(closed) } : {}) };
}

type Options = Partial<Pick<Way, 'and' | 'without' | 'notOneself' | 'among' | 'of' | 'inside' | 'coordinators'>>;

/** A registrar records what a document says; never in the name of somebody who would have to act. */
export function registrar(basis: Words, options: Options = {}): Way {
  return { who: 'registrar', relation: 'any', ...options, basis: sentence(basis) };
}

/** An office of the unit that the field names. */
export function speaksFor(field: string, basis: Words, options: Options = {}): Way {
  return { who: 'office', relation: 'speaks-for', field, ...options, basis: sentence(basis) };
}

/** The office that signs is one's own: nobody signs in another's. */
export function ownOffice(field: string, basis: Words, options: Options = {}): Way {
  return { who: 'office', relation: 'own-office', field, ...options, basis: sentence(basis) };
}

/** An office of who issued, ordered or made what the field names. */
export function issues(field: string, of: Way['of'], basis: Words, options: Options = {}): Way {
  return { who: 'office', relation: 'issues', field, ...(of ? { of } : {}), ...options, basis: sentence(basis) };
}

/** An office of a body above what the field names. */
export function above(field: string, of: Way['of'], basis: Words, options: Options = {}): Way {
  return { who: 'office', relation: 'above', field, ...(of ? { of } : {}), ...options, basis: sentence(basis) };
}

export function ofTheTeam(field: string, of: Way['of'], basis: Words, options: Options = {}): Way {
  return {
    who: 'anyone-signed-in',
    relation: 'of-the-team',
    field,
    ...(of ? { of } : {}),
    ...options,
    basis: sentence(basis),
  };
}

export function oneself(field: string, basis: Words, options: Options = {}): Way {
  return { who: 'anyone-signed-in', relation: 'oneself', field, ...options, basis: sentence(basis) };
}

/** Where the body names a signing office, it is one's own. */
export const SIGNS_ITSELF: Check = { relation: 'own-office', field: 'office', ifGiven: true };
