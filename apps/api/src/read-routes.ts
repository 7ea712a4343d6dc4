import { readPolicyOf } from '#access/read-policies.js';

/** The action of a route in the policy table: `GET /tasks/:taskId` of the router is `GET /tasks/{taskId}` there. */
export function actionOf(route: string): string {
  return route.replace(/[:*](\w+)/g, '{$1}');
}

/** Is reading there recorded? Until a route has a row, it is. */
export function isSensitive(route: string): boolean {
  return readPolicyOf(actionOf(route))?.sensitive ?? true;
}

/** Which stream a part of an address or a filter names: `personId`, `person`. */
const CATEGORIES: Readonly<Record<string, string>> = {
  person: 'person',
  actor: 'person',
  follower: 'person',
  unit: 'unit',
  place: 'unit',
  lead: 'unit',
  issuer: 'unit',
  by: 'unit',
  office: 'office',
  task: 'task',
  directive: 'directive',
  finding: 'finding',
  team: 'inspection',
  draft: 'draft',
  plan: 'plan',
  threshold: 'threshold',
  duty: 'duty',
};

/** The streams that a request asks about. `stream` and `subject` name one as they are; other ids stand for themselves. */
export function subjectsOf(
  params: Readonly<Record<string, string | string[]>>,
  asked: Readonly<Record<string, string>>,
): string[] {
  const named = (name: string, value: string): string | null => {
    if (name === 'stream' || name === 'subject') return value;
    if (name === 'for') return value.startsWith('period:') ? null : value.replace(':', '-');
    const category = CATEGORIES[name.replace(/Id$/, '')];
    return category === undefined ? null : `${category}-${value}`;
  };
  const inPath = Object.entries(params).map(([name, value]) => {
    const text = typeof value === 'string' ? value : value.join('/');
    return named(name, text) ?? text;
  });
  const inQuery = Object.entries(asked).flatMap(([name, value]) => named(name, value) ?? []);
  return [...new Set([...inPath, ...inQuery])];
}
