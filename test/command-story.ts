import { SOME_EVENT } from '#api/command-example.js';
import type { Receipt } from '#commands/command.js';

/** What stands for `SOME_EVENT` in the examples: records that the story has just made, by the command that made them. */
export function recordsFor(command: string, body: object, receipts: ReadonlyMap<string, Receipt>): object {
  const eventOf = (name: string) => receipts.get(name)?.events[0]?.id ?? SOME_EVENT;
  if (command === 'OrderErasure') return { proposal: eventOf('ProposeErasure') };
  if (command === 'ReopenFigure') return { proposal: eventOf('ProposeFigureReopening') };
  if (command === 'RecordThresholdCrossing') return { event: eventOf('ReportCases') };
  if (command === 'AnnulRecord') return { target: eventOf('CorrectIndicator') };
  if ('statement' in body) return { statement: eventOf('SubmitExplanation') };
  if (!('target' in body) || command === 'AssignTask') return {};
  return {
    target: eventOf('AttestHolder'),
    ...('proposal' in body ? { proposal: eventOf('ProposeAnnulment') } : {}),
  };
}
