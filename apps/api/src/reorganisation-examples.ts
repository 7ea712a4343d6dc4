import { example, type Example } from './command-example.js';

/** How the story ends: directives lapse, a head hands over, units merge, split and are dissolved. */
export const REORGANISATION_EXAMPLES: readonly Example[] = [
  example('SignHandover', {
    officeId: 'qa.ubnd.ct',
    outgoing: 'p-01',
    changedOn: '2021-08-25',
    person: 'p-02',
    tasks: [],
    findings: [],
    on: '2021-08-26',
  }),
  example('SupersedeDirective', { directiveId: 'cd-09', by: 'cd-10', on: '2021-09-01' }),
  example('RevokeDirective', { directiveId: 'cd-08', by: 'cd-10', on: '2021-09-01', reason: 'Không còn phù hợp' }),
  example('EndAppointment', { officeId: 'qa.ubnd.ct', personId: 'p-02', on: '2021-12-20' }),
  example('AbolishOffice', { officeId: 'qb.ubnd.ct', on: '2021-12-31' }),
  example('MergeUnit', {
    unitId: 'qc',
    into: 'qd',
    on: '2021-12-01',
    basis: 'Nghị quyết về sắp xếp đơn vị hành chính',
  }),
  example('SplitUnit', { unitId: 'qe', into: ['qd', 'qg'], on: '2021-12-01' }),
  example('DecideTaskSuccessor', { taskId: 'nv-05', by: 'tp.ubnd', from: 'qe', to: 'qg', on: '2021-12-02' }),
  example('DecideFindingSuccessor', {
    findingId: 'gn-2',
    from: 'qe',
    to: 'qg',
    office: 'tp.ubnd.ct',
    on: '2021-12-02',
  }),
  example('DissolveUnit', { unitId: 'qa.bcd', on: '2021-12-31' }),
];
