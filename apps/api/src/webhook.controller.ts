import { applyDecorators, Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { AccessRecorder } from '#audit/access-log/access-recorder.js';
import { Count, Flag, Ids, Text } from '#commands/fields.js';
import type { Subscription } from '#hooks/subscription.js';
import { type WebhookFault, WebhookRefused, type Webhooks } from '#hooks/webhooks.js';
import { ACCESS_RECORDER } from './access-log.token.js';
import { whoAsks } from './asking.js';
import type { WebhooksHere } from './open-webhooks.js';
import type { ProblemSlug } from './problem-types.js';
import { known, RequestProblem } from './problem.js';
import { Digits } from './query-fields.js';
import { ANY_PROBLEM, problems } from './routes.js';
import { deadLetterCard, reachOf, webhookCard, type WebhookCard } from './webhook-cards.js';
import { WEBHOOKS_HERE } from './webhooks-here.token.js';

/** What a subscription asks for. It is kept beside the log and not in it: it is no fact about who answers for what. */
export class WebhookOrder {
  @Text({
    description:
      'Where messages are sent: https, port 443 or from 1024 on, a public address, without user and fragment. Redirects are not followed.',
    example: 'https://nhan.example.vn/trachnhiem',
    max: 2000,
  })
  address!: string;
  @Ids({ description: 'Events to send; all if left out or empty.', example: ['TaskAssigned'], optional: true })
  types?: string[];
  @Ids({
    description: 'Categories of streams to send; all that may be if left out.',
    example: ['task'],
    optional: true,
  })
  categories?: string[];
  @Ids({ description: 'Streams to send; all that may be if left out.', example: ['task-nv-01'], optional: true })
  streams?: string[];
  @Flag({
    description: 'Whole events; only in an auditor’s name. Otherwise stream, type and position alone.',
    optional: true,
  })
  full?: boolean;
  @Count({ description: 'Ordinal after which to begin; what is recorded from now on if left out.', optional: true })
  after?: number;
}

class WebhookPath {
  @ApiProperty({ type: String, format: 'uuid', description: 'Id of the webhook.' })
  @IsUUID()
  webhookId!: string;
}

class DeadLetterPath extends WebhookPath {
  @Digits()
  @Count({ description: 'Ordinal of the event that was given up.', min: 1 })
  position!: number;
}

class DeadLettersQuery {
  @Digits()
  @Count({ description: '`next` of the page before: only events before this ordinal.', min: 1, optional: true })
  before?: number;
  @Digits()
  @Count({ description: 'Events on a page, 1 to 200; 50 if left out.', min: 1, max: 200, optional: true })
  limit?: number;
}

/** Which field of the order a refusal is about. */
const ABOUT: Partial<Readonly<Record<WebhookFault, string>>> = {
  'not-a-url': '/address',
  'not-https': '/address',
  'holds-credentials': '/address',
  'holds-fragment': '/address',
  'port-refused': '/address',
  'not-public': '/address',
  'beyond-reach': '/categories',
  'full-not-granted': '/full',
};

/** Who is told of what is recorded, each in order from its own position; signed as Standard Webhooks, as CloudEvents. */
@ApiTags('webhooks')
@Controller('webhooks')
export class WebhookController {
  private readonly webhooks: Webhooks;

  constructor(
    @Inject(WEBHOOKS_HERE) here: WebhooksHere,
    @Inject(ACCESS_RECORDER) private readonly access: AccessRecorder,
  ) {
    this.webhooks = here.webhooks;
  }

  @Reads('WebhookList', '', 'Every subscription, with how far it is.', [])
  async listWebhooks(): Promise<{ items: WebhookCard[] }> {
    return { items: (await this.webhooks.list()).map(shown) };
  }

  @Reads('Webhook', ':webhookId', 'One subscription, with how far it is.')
  async webhook(@Param() { webhookId }: WebhookPath): Promise<WebhookCard> {
    return shown(known(await this.webhooks.find(webhookId)));
  }

  @Reads('WebhookDeadLetters', ':webhookId/dead-letters', 'Events that could not be delivered and were given up.')
  async webhookDeadLetters(@Param() { webhookId }: WebhookPath, @Query() { before, limit = 50 }: DeadLettersQuery) {
    const letters = known(await this.webhooks.deadLetters(webhookId, before ?? null, limit + 1));
    const reach = reachOf(whoAsks().principal);
    const items = letters.slice(0, limit).map((letter) => deadLetterCard(letter, reach));
    return { items, next: letters.length > limit ? (items.at(-1)?.position ?? null) : null };
  }

  @Orders('WebhookSecret', '', 'Makes a subscription; the answer shows its secret, this once.', 201)
  @ApiBody({ type: WebhookOrder, required: true })
  async makeWebhook(@Body() order: WebhookOrder): Promise<{ webhook: WebhookCard; secret: string }> {
    const { principal } = whoAsks();
    const { address } = order;
    // A field that is null says as little as one that is left out.
    const [types, categories, streams] = [order.types ?? [], order.categories ?? [], order.streams ?? []];
    const full = order.full ?? false;
    const after = order.after ?? undefined;
    // What leaves by itself leaves unseen later: it is recorded here, or not begun.
    if (full) {
      const what = { subjects: [...streams], asked: {}, asOf: null, knownAt: after ?? null, status: 201, rows: null };
      const by = { actor: principal?.person ?? null, office: null };
      await this.access.record('ListExported', by, { route: 'POST /webhooks', ...what, format: 'cloudevents' });
    }
    const by = { name: principal?.person ?? principal?.subject ?? 'nobody', reach: reachOf(principal) };
    const asked = { address, types, categories, streams, full, after };
    const { subscription, secret } = await told(this.webhooks.make(asked, by));
    return { webhook: shown(subscription), secret };
  }

  @Orders('WebhookSecret', ':webhookId/secrets', 'A new secret; the one before signs beside it for 24 hours.', 201)
  async newWebhookSecret(@Param() { webhookId }: WebhookPath): Promise<{ webhook: WebhookCard; secret: string }> {
    const { subscription, secret } = known(await told(this.webhooks.newSecret(webhookId)));
    return { webhook: shown(subscription), secret };
  }

  @Orders('Webhook', ':webhookId/pause', 'Sends nothing until it is resumed; nothing is lost meanwhile.')
  async pauseWebhook(@Param() { webhookId }: WebhookPath): Promise<WebhookCard> {
    return shown(known(await told(this.webhooks.pause(webhookId))));
  }

  @Orders('Webhook', ':webhookId/resume', 'Goes on from where it stands, at once; also one that was suspended.')
  async resumeWebhook(@Param() { webhookId }: WebhookPath): Promise<WebhookCard> {
    return shown(known(await told(this.webhooks.resume(webhookId))));
  }

  @Orders('Webhook', ':webhookId/end', 'Ends it for ever; its secrets are destroyed.')
  async endWebhook(@Param() { webhookId }: WebhookPath): Promise<WebhookCard> {
    return shown(known(await told(this.webhooks.end(webhookId, 'ended'))));
  }

  @Orders('WebhookRedelivery', ':webhookId/dead-letters/:position/redeliver', 'Sends an event again that was given up.')
  async redeliver(@Param() { webhookId, position }: DeadLetterPath) {
    const { attempt, letter } = known(await told(this.webhooks.redeliver(webhookId, position)));
    const { outcome, status } = attempt;
    return { outcome, status, letter: deadLetterCard(letter, reachOf(whoAsks().principal)) };
  }
}

function shown(subscription: Subscription): WebhookCard {
  return webhookCard(subscription, reachOf(whoAsks().principal));
}

/** A refusal as a problem: of the field that it is about, or of the state that the subscription is in. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof WebhookRefused)) throw error;
    const where = ABOUT[error.fault];
    if (where === undefined) throw new RequestProblem('webhook-conflict');
    throw new RequestProblem('invalid-body', [{ where, code: error.fault }]);
  }
}

function Reads(schema: string, path: string, summary: string, more: ProblemSlug[] = ['not-recorded']): MethodDecorator {
  return applyDecorators(Get(path), ApiOperation({ summary }), gives(schema, 200), ...problemsWith(more));
}

function Orders(schema: string, path: string, summary: string, status = 200): MethodDecorator {
  const ofBody: ProblemSlug[] = [
    'malformed-body',
    'body-too-large',
    'unsupported-media-type',
    'invalid-body',
    'illegal-text',
  ];
  const more: ProblemSlug[] = ['webhook-conflict', ...(path === '' ? ofBody : (['not-recorded'] as const))];
  return applyDecorators(
    Post(path),
    HttpCode(status),
    ApiOperation({ summary }),
    gives(schema, status),
    ...problemsWith(more),
  );
}

function gives(schema: string, status: number): MethodDecorator {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } };
  return ApiResponse({ status, description: 'As it is now.', content });
}

function problemsWith(more: ProblemSlug[]): MethodDecorator[] {
  return problems([...ANY_PROBLEM, 'invalid-query', 'sealed-unreadable', 'access-unrecorded', ...more]);
}
