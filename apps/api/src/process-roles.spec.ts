import { rolesIn } from './process-roles.js';

it('does everything unless it is told otherwise; reacting goes with projecting', () => {
  expect(rolesIn({})).toEqual({ project: true, react: true });
  expect(rolesIn({ PROJECT: 'false' })).toEqual({ project: false, react: false });
  expect(rolesIn({ PROJECT: 'false', REACT: 'true' })).toEqual({ project: false, react: true });
  expect(rolesIn({ REACT: 'false' })).toEqual({ project: true, react: false });
  expect(rolesIn({ REACT: '' })).toEqual({ project: true, react: true });
});
