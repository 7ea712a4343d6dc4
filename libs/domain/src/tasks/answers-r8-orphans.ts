import { headsOfBody } from '../organisation/heads.js';
import { standingUnit, superiorOf } from '../organisation/succession.js';
import type { Unit, UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { type Asked, bare, type Draft } from './answer-line.js';
import { headLine } from './answers-r2-heads.js';

/** R8: nobody stands where the lead stood: the head of the issuing body answers, or of its successor or superior. */
export function orphanLines(asked: Asked, unit: UnitId, path: readonly EventRef[]): Draft[] {
  const { facts, lead, issuer, asOf } = asked;
  const evidence = [lead.at, ...path];
  const body = issuer === null ? null : issuingBody(asked, issuer);
  if (!body) return [bare('answers-for-orphan', unit, 'no-superior', evidence)];
  return headsOfBody(facts, body, asOf).flatMap((head) =>
    headLine(facts, asOf, head, body.id, 'answers-for-orphan', evidence, 'rule'),
  );
}

function issuingBody({ facts, asOf }: Asked, issuer: UnitId): Unit | null {
  const standing = standingUnit(facts, issuer, asOf);
  if (standing.kind === 'standing') return facts.unit(standing.unit);
  const ended = facts.unit(issuer);
  return ended && superiorOf(facts, ended, asOf);
}
