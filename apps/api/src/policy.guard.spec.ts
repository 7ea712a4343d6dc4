import { Controller, Get, Post, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AddressInfo, Server } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import { ReadAuthority } from '#access/read-authority.js';
import type { GrantedRole } from '#access/principal.js';
import { Story } from '#domain/testing/story.js';
import { asking } from './asking.js';
import { PolicyGuard } from './policy.guard.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestLog } from './request-log.js';
import { RouteTable } from './route-table.js';

@Controller()
class Forgotten {
  @Get('forgotten')
  get() {
    return { secret: true };
  }

  @Post('forgotten')
  post() {
    return { secret: true };
  }

  @Get('units')
  units() {
    return { items: [] };
  }

  @Get('access-log')
  accessLog() {
    return { items: [] };
  }

  @Get('persons/:personId')
  person() {
    return { name: 'Người A' };
  }

  @Get('log/checkpoint')
  checkpoint() {
    return 'note';
  }
}

@Module({ controllers: [Forgotten] })
class Routes {}

/** What was written into the access log. */
const denied: unknown[] = [];

describe('the guard before every route', () => {
  let app: INestApplication;
  let url: string;
  beforeAll(async () => {
    const story = new Story();
    story.place('qa');
    story.body('qa.ubnd', 'qa', 'government');
    story.office('qa.ct', 'qa.ubnd');
    story.appoint('qa.ct', 'p-02', '2021-01-01');
    const authority = new ReadAuthority(
      (question) => Promise.resolve(question(story.facts())),
      () => '2021-09-08',
    );
    app = await NestFactory.create(Routes, { logger: false });
    app.use((request: Request, _: Response, next: NextFunction) => {
      const [person = '', ...roles] = (request.headers['x-as'] as string | undefined)?.split(' ') ?? [];
      const principal = {
        subject: person,
        person: person === '-' ? null : person,
        roles: new Set(roles as GrantedRole[]),
        expiresAt: 0,
      };
      return asking({ principal: person === '' ? null : principal }, next);
    });
    const log = new RequestLog('errors', () => undefined);
    app.use(log.middleware);
    app.useGlobalGuards(new PolicyGuard(authority));
    const record = (kind: string, by: unknown, what: object) => {
      denied.push({ kind, by, ...what });
      return Promise.resolve();
    };
    app.useGlobalFilters(new ProblemFilter(new RouteTable(), { record }, log));
    await app.listen(0, '127.0.0.1');
    const server = app.getHttpServer() as Server;
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => app.close());

  async function ask(path: string, as?: string, method = 'GET'): Promise<[number, string]> {
    const answer = await fetch(`${url}${path}`, { method, headers: as === undefined ? {} : { 'X-As': as } });
    const text = await answer.text();
    return [answer.status, /"type":"([^"]+)"/.exec(text)?.[1] ?? text];
  }

  it('refuses a route that nobody has written a row for, whoever asks', async () => {
    for (const method of ['GET', 'POST']) {
      expect((await ask('/forgotten', undefined, method))[0]).toBe(401);
      for (const as of ['p-02', '- auditor', '- operator registrar auditor']) {
        expect(await ask('/forgotten', as, method)).toEqual([403, 'urn:trachnhiem:problem:not-allowed']);
      }
    }
  });

  it('asks for sign-in, a role or a relation as the row says', async () => {
    expect((await ask('/log/checkpoint'))[0]).toBe(200);
    expect(await ask('/units')).toEqual([401, 'urn:trachnhiem:problem:not-signed-in']);
    expect((await ask('/units', 'p-01'))[0]).toBe(200);
    expect((await ask('/access-log', 'p-02'))[0]).toBe(403);
    expect((await ask('/access-log', '- auditor'))[0]).toBe(200);
    expect((await ask('/persons/p-01', 'p-01'))[0]).toBe(200);
    expect((await ask('/persons/p-02', 'p-01'))[0]).toBe(403);
  });

  it('does not let a query stand for what the path names', async () => {
    expect((await ask('/persons/p-02?personId=p-01', 'p-01'))[0]).toBe(403);
  });

  it('has who was denied what recorded', async () => {
    denied.length = 0;
    await ask('/persons/p-02', 'p-01');
    expect(denied).toEqual([
      expect.objectContaining({
        kind: 'AccessDenied',
        by: expect.objectContaining({ actor: 'p-01' }),
        route: 'GET /persons/:personId',
        reason: 'not-allowed',
        status: 403,
      }),
    ]);
    expect(JSON.stringify(denied)).toContain('person-p-02');
  });
});
