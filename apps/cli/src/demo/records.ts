import type { BodyOf, CommandName } from '#commands/command-registry.js';
import type { DemoRecord } from '../demo-source.js';
import { HA_DONG_2022_01_13 } from './ha-dong-2022-01-13.js';
import { HA_NOI_2021_12_13 } from './ha-noi-2021-12-13.js';
import { HA_NOI_2022_03_07 } from './ha-noi-2022-03-07.js';
import { HO_CHI_MINH_2021_08_11 } from './ho-chi-minh-2021-08-11.js';
import { HOANG_MAI_2021_08_10 } from './hoang-mai-2021-08-10.js';
import { OFFICE_RECORDS, PERSON_RECORDS } from './offices-and-people.js';
import { COMMUNE_OFFICE_RECORDS, UNIT_RECORDS } from './places-and-bodies.js';

/** The five sources as commands: first who and what there is, then the documents in the order of their dates. */
export const DEMO_RECORDS: readonly DemoRecord[] = [
  ...UNIT_RECORDS,
  ...PERSON_RECORDS,
  ...OFFICE_RECORDS,
  ...COMMUNE_OFFICE_RECORDS,
  ...HOANG_MAI_2021_08_10,
  ...HO_CHI_MINH_2021_08_11,
  ...HA_NOI_2021_12_13,
  ...HA_DONG_2022_01_13,
  ...HA_NOI_2022_03_07,
];

/** The bodies of all commands of that name, in the order in which they are recorded. */
export function bodiesOf<N extends CommandName>(command: N): BodyOf<N>[] {
  return DEMO_RECORDS.flatMap((record) => (record.command === command ? [record.body as BodyOf<N>] : []));
}
