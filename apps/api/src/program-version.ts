/** Version of this program, as in package.json and the changelog. */
export const PROGRAM_VERSION = '0.1.0';
