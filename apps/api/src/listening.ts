import { createServer, type Server } from 'node:net';
import { DatabaseProblem, errorCode } from '#database/database-problem.js';

export interface Address {
  port: number;
  host: string;
}

/** PORT (default 3000) and HOST (default 127.0.0.1: this machine only). @throws {DatabaseProblem} not a port */
export function addressIn(env: NodeJS.ProcessEnv): Address {
  const text = env['PORT'] || '3000';
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new DatabaseProblem('PORT is not a port', 'Set PORT to a number from 0 to 65535; 0 takes any free port.');
  }
  return { port, host: env['HOST'] || '127.0.0.1' };
}

/** Looks whether the address can be had, before a database is started for nothing. @throws {DatabaseProblem} */
export async function requireFree(address: Address): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(address.port, address.host, () => probe.close(() => resolve()));
  }).catch((error: unknown) => {
    throw addressProblem(address, error);
  });
}

/** What a failed listen means for whoever starts the program. */
export function addressProblem({ port, host }: Address, error: unknown): DatabaseProblem {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new DatabaseProblem(
        `Port ${port} is in use by another program`,
        'Stop that program, or choose another port: PORT=3001.',
      );
    case 'EACCES':
      return new DatabaseProblem(`This user may not listen on port ${port}`, 'Choose a port over 1023: PORT=3000.');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new DatabaseProblem(
        `${host} is no address of this machine`,
        'Set HOST to 127.0.0.1, or to 0.0.0.0 for all.',
      );
    default:
      return new DatabaseProblem(
        `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`,
        'Check HOST and PORT.',
      );
  }
}

/** Where a server that listens is found, for people. */
export function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) return String(address);
  const name = address.address === '127.0.0.1' || address.address === '::1' ? 'localhost' : address.address;
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}
