import type { Caller } from './requests.js';
import { Agent, type IncomingHttpHeaders, request as open } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Requests as they are, over sockets that are kept: nothing is normalised on the way. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(
    private readonly port: number,
    private readonly tokens: Readonly<Record<Exclude<Caller, 'nobody'>, string>>,
  ) {}

  send(sent: {
    as: Caller;
    method: string;
    target: string;
    headers: Readonly<Record<string, string>>;
    body: Buffer | null;
  }): Promise<RawAnswer> {
    const { as, method, target, body } = sent;
    const headers = as === 'nobody' ? sent.headers : { ...sent.headers, Authorization: `Bearer ${this.tokens[as]}` };
    return new Promise((resolve, reject) => {
      const options = { agent: this.agent, port: this.port, host: '127.0.0.1', method, path: target };
      const length = body ? { 'Content-Length': String(body.length) } : {};
      const call = open({ ...options, headers: { ...headers, ...length } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
        });
      });
      call.on('error', reject);
      call.end(body ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
