/**
 * What an api process does besides answering: `PROJECT=false` leaves the read models to others, `REACT` says whether it
 * reacts, as `PROJECT` does if left out.
 */
export function rolesIn(env: Readonly<Record<string, string | undefined>>): { project: boolean; react: boolean } {
  const project = env['PROJECT'] !== 'false';
  return { project, react: env['REACT'] === undefined || env['REACT'] === '' ? project : env['REACT'] !== 'false' };
}
