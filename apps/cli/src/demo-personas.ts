import { PERSONAS, type Persona } from '#api/demo-personas.js';
import type { Type } from '@nestjs/common';
import type { RecordingCommand } from '#commands/command.js';
import { COMMANDS } from '#commands/command-registry.js';
import type { CommandDesk } from '#commands/command-desk.js';

/** Long before the first source, so that a sample person may look at all of them. */
const SINCE = '2021-01-01';

/** Records the persons as whom one may sign in, with their offices; what is there already stays as it is. */
export async function recordPersonas(desk: CommandDesk): Promise<void> {
  const send = (command: 'RegisterPerson' | 'CreateOffice' | 'Appoint', id: string, body: object) => {
    const record = { historical: true as const };
    const type: Type<RecordingCommand> = COMMANDS[command];
    return desk.takeBody(type, body, { principal: null, idempotencyKey: `persona ${command} ${id}`, record });
  };
  for (const { person, name, office } of Object.values<Persona>(PERSONAS)) {
    await send('RegisterPerson', person, { personId: person, name });
    if (!office) continue;
    await send('CreateOffice', office.id, { officeId: office.id, title: office.title, body: office.body, head: false });
    await send('Appoint', office.id, { officeId: office.id, personId: person, kind: 'appointed', from: SINCE });
  }
}
