import { randomUUID } from 'node:crypto';
import { Injectable, type Type, ValidationPipe, type ValidationError } from '@nestjs/common';
import type { CommandBus } from '@nestjs/cqrs';
import { v5 as uuidv5 } from 'uuid';
import { requireNoSecrets } from '#domain/secrecy.js';
import type { Principal } from '#access/principal.js';
import type { CommandAuthority, Leave } from '#access/command-authority.js';
import { Denied } from '#access/not-allowed.js';
import type { Sealer } from '#sealing/sealer.js';
import { attachMeta, type CommandMeta, type Receipt, type RecordingCommand, refusedWith } from './command.js';
import type { Outcomes } from './outcomes.js';
import { bodyOf } from './command-body.js';
import type { Precondition } from './precondition.js';
import { CommandIdReused } from './recorder.js';
import { sealed } from './personal-fields.js';

/** A body is not of its command's form: unknown fields, wrong types, dates that do not exist. */
export class InvalidCommand extends Error {
  constructor(
    /** One entry a fault: JSON pointer of the field, code of the check, what it asks for. */
    readonly faults: readonly { pointer: string; code: string; message: string }[],
  ) {
    super(faults.map((f) => `${f.pointer} ${f.message}`).join('; '));
    this.name = 'InvalidCommand';
  }
}

/** The one check that bodies of commands go through, over HTTP and from anywhere else. */
export function commandValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidCommand(errors.flatMap((error) => faultsOf(error, ''))),
  });
}

function faultsOf(error: ValidationError, above: string): { pointer: string; code: string; message: string }[] {
  const pointer = `${above}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({ pointer, code, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, pointer))];
}

/** Namespace of command ids that come from an idempotency key. */
const KEYS = '6f0f0e5e-6a2f-5d0c-9a53-0d7b4f6a2f11';

/** What the caller says beside the body. */
export interface Sender {
  /** Who sends it, as the token says that was checked; null or left out: this installation itself. */
  principal?: Principal | null;
  office?: string | null;
  /** The same key of the same sender on the same route is the same command. */
  idempotencyKey?: string | null;
  correlation?: string | null;
  record?: CommandMeta['record'];
  /** What the sender has seen of the subject; anything if left out. */
  expected?: Precondition | undefined;
}

/** The same command is under way, in this process or another: its answer is to be had in a moment. */
export class CommandInFlight extends Error {
  constructor(readonly commandId: string) {
    super(`command ${commandId} is under way`);
    this.name = 'CommandInFlight';
  }
}

/** What has set a command off. */
export type CommandCause = Pick<CommandMeta, 'commandId' | 'correlation'> & { causation: string };

/** Takes commands in: gives each its id, checks that a key is not used for two bodies, and sends it to its handler. */
@Injectable()
export class CommandDesk {
  private readonly pipe = commandValidation();

  constructor(
    private readonly bus: Pick<CommandBus, 'execute'>,
    private readonly outcomes: Outcomes,
    private readonly sealer: Sealer,
    private readonly authority: CommandAuthority,
  ) {}

  /**
   * Nothing that bears the marking of a state secret goes further than this, not even as a digest: each command passes
   * here, whoever sends it.
   *
   * @throws {CommandIdReused} @throws {CommandInFlight} @throws {StaleRevision} @throws {Denied}
   * @throws {RuleViolation} `state-secret-not-accepted`, and whatever the handler throws
   */
  async take<C extends RecordingCommand>(given: C, sender: Sender = {}): Promise<Receipt> {
    requireNoSecrets(given);
    const key = sender.idempotencyKey ?? null;
    const commandId =
      key === null ? randomUUID() : uuidv5(JSON.stringify([nameOf(sender), given.constructor.name, key]), KEYS);
    const leave = await this.leaveFor(given, sender, key === null ? null : commandId);
    const command = await sealed(given, commandId, this.sealer);
    attachMeta(command, {
      commandId,
      actor: sender.principal?.person ?? null,
      office: leave.office,
      correlation: sender.correlation ?? commandId,
      causation: null,
      record: sender.record ?? {},
      expected: sender.expected,
      confirm: leave.confirm,
    });
    const execute = async (): Promise<Receipt> => this.bus.execute(command);
    const taken = key === null ? execute() : this.once(commandId, command, execute);
    return taken.catch((error: unknown) => {
      throw refusedWith(error, commandId);
    });
  }

  /**
   * Nothing of a command that is denied is kept, so that it is judged anew when it is sent again. One that was let in before
   * under its key is answered with what it has recorded, whatever its sender has lost since; it records nothing more.
   */
  private async leaveFor(given: RecordingCommand, sender: Sender, keyed: string | null): Promise<Leave> {
    const call = { name: given.constructor.name, body: Object.fromEntries(Object.entries(given)) };
    try {
      return await this.authority.authorize(call, sender);
    } catch (denied) {
      if (!(denied instanceof Denied) || keyed === null || !(await this.outcomes.claimed(keyed))) throw denied;
      const confirm = () => {
        throw denied;
      };
      return { office: sender.office ?? null, confirm };
    }
  }

  /** Of one key at a time: a second one that came meanwhile would decide on what the first is about to change. */
  private async once(commandId: string, command: RecordingCommand, execute: () => Promise<Receipt>): Promise<Receipt> {
    const body = bodyOf(command);
    if (!body.matches(await this.outcomes.claim(commandId, body.hash))) throw new CommandIdReused(commandId);
    const release = await this.outcomes.hold(commandId);
    if (release === null) throw new CommandInFlight(commandId);
    try {
      return await execute();
    } finally {
      await release();
    }
  }

  /**
   * Takes a command that an event has set off: nobody sends it, and its id follows from the event, so that sending it again
   * has no second effect. A refusal is not kept: it is asked anew each time.
   *
   * @throws {CommandIdReused} it was recorded before, with another body @throws {InvalidCommand} and what `take` throws
   */
  async react<C extends RecordingCommand>(type: Type<C>, body: object, cause: CommandCause): Promise<Receipt> {
    const command = (await this.pipe.transform(body, { type: 'body', metatype: type })) as C;
    requireNoSecrets(command);
    attachMeta(command, { ...cause, actor: null, office: null, record: {} });
    return this.bus.execute(command);
  }

  /** As `take`, from a plain body. @throws {InvalidCommand} as well */
  async takeBody<C extends RecordingCommand>(type: Type<C>, body: unknown, sender: Sender = {}): Promise<Receipt> {
    const command = (await this.pipe.transform(body, { type: 'body', metatype: type })) as C;
    return this.take(command, sender);
  }
}

/** Whose keys they are: the person, for a service its subject; nobody's are those of the installation. */
function nameOf({ principal }: Sender): string {
  return principal ? (principal.person ?? principal.subject) : '';
}
