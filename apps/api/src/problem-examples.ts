import { RuleViolation } from '#domain/rule-violation.js';
import { problemOf } from './problem-of.js';
import { type ProblemSlug, PROBLEMS } from './problem-types.js';
import { type Fault, type Problem, RequestProblem } from './problem.js';

const INSTANCE = 'urn:uuid:3f0b8c52-7d1e-4a5b-9c3a-0f6d2b1e8a47';

/** What is wrong, where the problem says it part by part. */
const FAULTS: Partial<Record<ProblemSlug, { place: 'pointer' | 'parameter' | 'header'; fault: Fault }>> = {
  'invalid-body': { place: 'pointer', fault: { where: '/on', code: 'isCivilDate' } },
  'invalid-query': { place: 'parameter', fault: { where: 'asOf', code: 'isCivilDate' } },
  'invalid-header': { place: 'header', fault: { where: 'X-Correlation-Id', code: 'isUuid' } },
};

export const RULE_EXAMPLE = 'rule';

/** One example of each type of problem, in Vietnamese, as it is answered where nobody asks for English. */
export function problemExamples(): Record<string, { summary: string; value: Problem }> {
  const slugs = Object.keys(PROBLEMS) as ProblemSlug[];
  const tabled = slugs.map((slug) => {
    const { place, fault } = FAULTS[slug] ?? {};
    const error = new RequestProblem(slug, fault ? [fault] : [], place);
    return [slug, { summary: PROBLEMS[slug].en.title, value: problemOf(error, 'vi', INSTANCE) }] as const;
  });
  const refused = problemOf(new RuleViolation('task-already-assigned', 'nv-01'), 'vi', INSTANCE);
  return {
    ...Object.fromEntries(tabled),
    [RULE_EXAMPLE]: { summary: 'A rule of the domain refuses.', value: refused },
  };
}
