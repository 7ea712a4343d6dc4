import { InMemoryOutcomes } from '#commands/outcomes.js';
import { openCommandSide } from '#commands/testing/command-side.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { Dice } from './dice.js';
import { digestOf, recordSimulation } from './record-simulation.js';
import { simulate } from './simulation.js';

const SMALL = { seed: 20, provinces: 1, communes: 6, days: 16 };

async function recorded(options: { width?: number; seed?: number; days?: number } = {}) {
  const log = new InMemoryEventLog();
  const side = await openCommandSide(log, new InMemoryOutcomes());
  const size = { ...SMALL, seed: options.seed ?? SMALL.seed, width: options.width ?? 16 };
  if (options.days !== undefined) {
    await recordSimulation(side.desk, { ...size, days: options.days });
  }
  const run = await recordSimulation(side.desk, size);
  await side.close();
  const types = new Set<string>();
  for await (const batch of log.readAll(undefined)) for (const { type } of batch) types.add(type);
  return { run, types, digest: await digestOf(log), log };
}

describe('a simulated country', () => {
  it('is the same for the same seed, however many commands are under way at once', async () => {
    const [one, many] = [await recorded({ width: 1 }), await recorded({ width: 32 })];
    expect(many.digest).toBe(one.digest);
    expect(many.run.position).toBe(one.run.position);
    expect((await recorded({ seed: 8 })).digest).not.toBe(one.digest);
  });

  it('has everything that happens in an office: directives of three levels, mergers, late and corrected reports', async () => {
    const { types, log } = await recorded();
    for (const type of [
      'UnitMerged',
      'HeadReplaced',
      'DirectiveIssued',
      'DirectiveCascaded',
      'TaskFannedOut',
      'CompletionReported',
      'CompletionVerified',
      'CaseCountReported',
      'CaseCountCorrected',
      'SiteVisited',
      'FindingLogged',
      'RectificationRequested',
      'RectificationVerified',
    ]) {
      expect([type, types.has(type)]).toEqual([type, true]);
    }
    const cascades = [...simulate(SMALL)].flatMap((c) =>
      c.command === 'CascadeDirective' ? [c.body.directiveId] : [],
    );
    expect(cascades.some((id) => id.includes('.x'))).toBe(true);
    await log.close();
  });

  it('goes on from what is there, and doubles nothing', async () => {
    const whole = await recorded();
    const again = await recorded({ days: 3 });
    expect(again.digest).toBe(whole.digest);
  });

  it('throws the same numbers for a label, whatever was thrown before', () => {
    const dice = new Dice(1);
    const first = dice.of('x').next();
    dice.next();
    expect(dice.of('x').next()).toBe(first);
    expect(new Dice(2).of('x').next()).not.toBe(first);
    expect(new Dice(1).some([1, 2, 3, 4, 5], 3)).toHaveLength(3);
  });
});
