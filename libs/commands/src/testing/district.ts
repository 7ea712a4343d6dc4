import type { Type } from '@nestjs/common';
import type { RecordingCommand, Receipt } from '../command.js';
import type { CommandDesk } from '../command-desk.js';
import { type BodyOf, type CommandName, COMMANDS } from '../command-registry.js';

export type Record = <N extends CommandName>(command: N, body: BodyOf<N>) => Promise<Receipt>;

/** Records through the desk, each with a key of its own, so that the same calls make the same log. */
export function recording(desk: CommandDesk, record: { historical?: true } = {}): Record {
  let n = 0;
  return (command, body) => {
    const type: Type<RecordingCommand> = COMMANDS[command];
    return desk.takeBody(type, body, { idempotencyKey: `${record.historical ?? 'live'} ${++n}`, record });
  };
}

/**
 * A city `tp` and its district `qa`, each with a People's Committee (`X.ubnd`), its chair (`X.ct`) and the person in it
 * (`p.X`); directive `d` of the city of 10 August 2021.
 */
export async function district(record: Record): Promise<void> {
  const from = '2020-01-01';
  await record('RegisterPlace', { unitId: 'tp', name: 'Thành phố V', level: 'province', from });
  await record('RegisterPlace', { unitId: 'qa', name: 'Quận A', level: 'district', parent: 'tp', from });
  for (const place of ['tp', 'qa']) {
    const [unitId, officeId, personId] = [`${place}.ubnd`, `${place}.ct`, `p.${place}`];
    await record('RegisterBody', { unitId, name: `UBND ${place}`, place, line: 'government', from });
    await record('CreateOffice', { officeId, title: 'Chủ tịch', body: unitId, head: true });
    await record('RegisterPerson', { personId, name: `Người ${place}` });
    await record('Appoint', { officeId, personId, kind: 'appointed', from });
  }
  await record('IssueDirective', {
    directiveId: 'd',
    form: 'oral',
    issuer: 'tp.ubnd',
    title: 'Chỉ đạo',
    on: '2021-08-10',
  });
}

/** Two tasks of the district, due on 20 August 2021, and a shortcoming of it. */
export async function eventful(record: Record): Promise<void> {
  for (const taskId of ['t1', 't2']) {
    const due = { deadline: '2021-08-20', on: '2021-08-10' };
    await record('AssignTask', { taskId, directiveId: 'd', title: 'Rà soát', leads: ['qa.ubnd'], ...due });
  }
  await record('LogFinding', {
    findingId: 'f1',
    kind: 'shortcoming',
    occasion: 'meeting',
    summary: 'Còn chủ quan',
    units: ['qa'],
    on: '2021-08-12',
    madeByUnit: 'tp.ubnd',
  });
}
