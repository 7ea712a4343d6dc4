import { idOf, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { existsOn, standingId } from '#domain/organisation/succession.js';
import { parentOn } from '#domain/organisation/unit.js';
import type { At, FactReader, Snapshot } from './fact-reader.js';
import { type UnitCard, unitCard } from './unit-page.js';

export interface UnitTreeNode extends UnitCard {
  /** Bodies that sit in the place on the date; of a body those that belong to it. */
  bodies: UnitCard[];
  /** Places below on the date, in the order in which they were recorded; null: not opened, see `depth` and `cut`. */
  places: UnitTreeNode[] | null;
}

export interface UnitTree {
  asOf: string;
  knownAt: number;
  /** How many levels below the unit are opened. */
  depth: number;
  /** True if the tree has more places than are opened at once; ask again from one of those that are not. */
  cut: boolean;
  tree: UnitTreeNode;
}

/** A tree of so many places is shown; the levels nearest to the root come first. */
const MOST = 2000;

/**
 * The places below a unit and the bodies in them, as they were on the date: the tree of before a reform is asked for with a
 * day before it. Null: not known.
 */
export async function unitTree(
  reader: FactReader,
  unitId: string,
  depth: number,
  at: At = {},
): Promise<UnitTree | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const [tree] = await nodes(snapshot, [unitId]);
    if (!tree) return null;
    let level = [tree];
    let opened = 1;
    for (let below = 0; below < depth && level.length > 0 && opened < MOST; below++) {
      const children = await childrenOf(
        snapshot,
        level.map((node) => node.unit),
      );
      const next: UnitTreeNode[] = [];
      for (const node of level) {
        const ids = children.get(node.unit) ?? [];
        if (opened + ids.length > MOST) continue;
        opened += ids.length;
        node.places = await nodes(snapshot, ids);
        next.push(...node.places);
      }
      level = next;
    }
    return { asOf, knownAt, depth, cut: opened >= MOST || hasUnopened(tree, depth), tree };
  });
}

function nodes(snapshot: Snapshot, ids: readonly string[]): Promise<UnitTreeNode[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return snapshot.facts(
    (facts) => ids.flatMap((id) => nodeOf(facts, id, snapshot.asOf)),
    ids.map((id) => streamOf('unit', id)),
  );
}

function nodeOf(facts: Facts, id: string, asOf: string): UnitTreeNode[] {
  const unit = facts.unit(id);
  if (!unit) return [];
  const near = unit.kind === 'place' ? facts.bodiesIn(id) : unit.place === null ? [] : facts.bodiesIn(unit.place);
  const bodies = near.filter(
    (body) => existsOn(facts, body, asOf) && (unit.kind === 'place' || parentOn(body, asOf) === id),
  );
  return [{ ...unitCard(facts, unit, asOf), bodies: bodies.map((body) => unitCard(facts, body, asOf)), places: null }];
}

/** Places whose superior on the date is one of the units, or stands there now for one that was (R8). */
async function childrenOf(snapshot: Snapshot, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await snapshot.rows<{ root: string; stream: string }>(
    `WITH RECURSIVE before(root, target) AS (
       SELECT id, id COLLATE "C" FROM unnest($1::text[]) AS id
       UNION
       SELECT root, stream FROM before JOIN mention USING (target)
       WHERE role = 'successor' AND known_from <= $2 AND (known_until IS NULL OR known_until > $2))
     SELECT root, stream FROM before JOIN mention USING (target)
     WHERE role = 'parent' AND known_from <= $2 AND (known_until IS NULL OR known_until > $2)
     GROUP BY root, stream ORDER BY min(event_ordinal)`,
    [ids.map((id) => streamOf('unit', id)), snapshot.knownAt],
  );
  const candidates = rows.map(({ root, stream }) => ({ root: idOf(root), id: idOf(stream), stream }));
  const below = await snapshot.facts(
    (facts) => candidates.filter(({ root, id }) => isBelow(facts, id, root, snapshot.asOf)),
    candidates.map(({ stream }) => stream),
  );
  const children = new Map<string, string[]>();
  for (const { root, id } of below) children.set(root, [...(children.get(root) ?? []), id]);
  return children;
}

function isBelow(facts: Facts, id: string, root: string, asOf: string): boolean {
  const unit = facts.unit(id);
  const parent = unit && parentOn(unit, asOf);
  if (unit?.kind !== 'place' || !existsOn(facts, unit, asOf)) return false;
  return parent !== null && standingId(facts, parent, asOf) === root;
}

/** True if a node above the last level was left unopened. */
function hasUnopened(node: UnitTreeNode, depth: number): boolean {
  if (depth === 0) return false;
  return node.places === null ? true : node.places.some((child) => hasUnopened(child, depth - 1));
}
