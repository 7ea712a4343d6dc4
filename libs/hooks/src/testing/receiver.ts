import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SignatureHeaders } from '../signature.js';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a receiver does with a message; answers 204 if it does nothing. */
export type Behaviour = (response: ServerResponse, received: Received) => void;

export const ANSWERS = {
  status:
    (code: number, headers: Record<string, string> = {}): Behaviour =>
    (response) => {
      response.writeHead(code, headers).end();
    },
  /** Says nothing. */
  silence: (() => undefined) as Behaviour,
  drop: ((response) => response.socket?.destroy()) as Behaviour,
  /** A success with an answer that never ends. */
  huge: ((response) => {
    const chunk = Buffer.alloc(64 * 1024, 'a');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more).on('error', () => undefined);
    response.writeHead(200);
    more();
  }) as Behaviour,
  /** A success whose answer comes a byte at a time. */
  drip: ((response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('a'), 20);
    response.once('close', () => clearInterval(timer));
  }) as Behaviour,
  hugeHeaders: ((response) => response.writeHead(200, { 'x-much': 'a'.repeat(32 * 1024) }).end()) as Behaviour,
};

/** A real HTTP server on this machine that keeps what it was sent. */
export class Receiver {
  readonly received: Received[] = [];
  behave: Behaviour = ANSWERS.status(204);
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      this.received.push(received);
      this.behave(response, received);
    });
  });

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The headers with which a message was signed. */
export function signatureIn(headers: IncomingHttpHeaders): SignatureHeaders {
  const text = (name: keyof SignatureHeaders) => String(headers[name]);
  return {
    'webhook-id': text('webhook-id'),
    'webhook-timestamp': text('webhook-timestamp'),
    'webhook-signature': text('webhook-signature'),
  };
}
