import type { Facts } from '#domain/facts.js';
import { activationsOf, crossings } from '#domain/figures/crossings.js';
import { threshold } from '#domain/figures/threshold.js';
import { intent, type Cause, type Intent, type Reaction } from './reaction.js';

/**
 * A figure is reported or corrected → that it crossed a threshold is recorded. Where the words leave open whether it did
 * ("gần", "khoảng") nothing is: a person decides.
 */
export const thresholdCrossing: Reaction = {
  name: 'threshold-crossing',
  on: {
    CaseCountReported: crossingsOf,
    CaseCountCorrected: crossingsOf,
    IndicatorReported: crossingsOf,
    IndicatorCorrected: crossingsOf,
  },
};

function crossingsOf({ stream }: Pick<Cause, 'stream'>, facts: Facts): Intent[] {
  return crossings(facts, stream)
    .filter((crossing) => !crossing.leftOpen)
    .map((crossing) => {
      const { threshold: thresholdId, stream: of, figure, event } = crossing;
      return intent(`${thresholdId} ${event.id} ${figure ?? 0}`, 'RecordThresholdCrossing', () => ({
        thresholdId,
        stream: of,
        event: event.id,
        figure,
      }));
    });
}

/** Threshold crossed → the conditional tasks that it sets off are open, with the answer to "was the plan ready before?". */
export const scenario: Reaction = {
  name: 'scenario',
  on: {
    ThresholdCrossed: ({ id, data }, facts) => {
      const crossed = facts.of(threshold, data.thresholdId);
      const crossing = crossed?.crossings.find((one) => one.at.id === id);
      if (!crossed || !crossing) return [];
      return activationsOf(facts, crossed, crossing).map((activation) =>
        intent(activation.taskId, 'ActivateScenario', () => ({ ...activation })),
      );
    },
  },
};
