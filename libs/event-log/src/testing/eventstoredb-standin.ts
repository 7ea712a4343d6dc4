/**
 * A STAND-IN for EventStoreDB / KurrentDB, for tests on machines where no server can be installed. It is not a database.
 * It speaks the part of the gRPC protocol that `@kurrent/kurrentdb-client` and our adapter need: supported methods,
 * append and batch append with expected revisions and idempotency by event id, reads of a stream and of `$all` in both
 * directions with a filter, subscriptions to `$all`, and gossip of one node. Positions are sparse and the order holds
 * events of the server's own, as on a real one. Faults can be switched on while it runs.
 *
 * What it does not do: keep anything on disk, TLS, users and rights, clusters and elections, deleting and truncating,
 * persistent subscriptions, projections, subscriptions to one stream. Nor does it prove anything about a real server's
 * speed. `npm run test:esdb -- URL` runs the same contract against a real one.
 */
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials, status, type ServerDuplexStream, type ServerWritableStream } from '@grpc/grpc-js';
import type {
  AppendReq,
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { IStreamsServer } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import featuresGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import gossipGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import streamsGrpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import streamsProto from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import * as messages from './eventstoredb-standin-messages.js';
import { Faults, oneNode, refusedBy, supportedMethods } from './eventstoredb-standin-faults.js';
import {
  StandInStore,
  type ExpectedState,
  type ProposedEvent,
  type StoredEvent,
} from './eventstoredb-standin-store.js';

export interface StandInOptions {
  /** What an earlier stand-in has stored: a restart is stop() and start() with the same store and port. */
  readonly store?: StandInStore;
  /** 0 takes a free one. */
  readonly port?: number;
}

export class EventStoreStandIn {
  readonly faults = new Faults();
  /** Calls that arrived, faults included. */
  readonly calls = { appends: 0, reads: 0, subscriptions: 0 };
  private readonly sockets = new Set<Socket>();
  private listensOn = 0;
  private readonly timers = new Set<NodeJS.Timeout>();

  private constructor(
    readonly store: StandInStore,
    private readonly grpc: Server,
    private readonly front: NetServer,
  ) {}

  /** Listens on 127.0.0.1 without TLS. */
  static async start(options: StandInOptions = {}): Promise<EventStoreStandIn> {
    const grpc = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
    // A plain TCP server of our own, so that connections can be cut as a network cuts them.
    const front = createServer();
    const standIn = new EventStoreStandIn(options.store ?? new StandInStore(), grpc, front);
    grpc.addService(streamsGrpc.StreamsService, standIn.streams());
    grpc.addService(featuresGrpc.ServerFeaturesService, supportedMethods(standIn.faults));
    grpc.addService(
      gossipGrpc.GossipService,
      oneNode(() => standIn.port),
    );
    const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
    front.on('connection', (socket) => {
      standIn.sockets.add(socket);
      socket.on('close', () => standIn.sockets.delete(socket));
      injector.injectConnection(socket.setNoDelay(true));
    });
    await new Promise<void>((resolve, reject) => {
      front.once('error', reject);
      front.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    standIn.listensOn = (front.address() as AddressInfo).port;
    return standIn;
  }

  /** The port it listens on, and after stop() the one it listened on. */
  get port(): number {
    return this.listensOn;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Breaks every connection; new ones are taken. */
  cutConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Ends at once, as a process that is killed. What was stored stays in `store`. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    const closed = new Promise<void>((resolve) => this.front.close(() => resolve()));
    this.cutConnections();
    this.grpc.forceShutdown();
    await closed;
  }

  private later(ms: number, action: () => void): void {
    if (ms === 0) return action();
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, ms);
    this.timers.add(timer);
  }

  private streams(): IStreamsServer {
    const unimplemented = messages.serverError(status.UNIMPLEMENTED, 'the stand-in does not delete');
    return {
      read: (call) => this.read(call),
      append: (call, callback) => {
        const parts: AppendReq[] = [];
        call.on('data', (part: AppendReq) => parts.push(part));
        call.on('end', () => {
          const options = parts[0]?.getOptions();
          if (!options) return callback(messages.serverError(status.INVALID_ARGUMENT, 'no options'));
          const events = parts.flatMap((part) => part.getProposedMessage() ?? []).map(messages.proposedEvent);
          const stream = messages.streamName(options.getStreamIdentifier());
          this.append(stream, events, messages.expectedState(options), (outcome) => {
            const answer = messages.singleAppendAnswer(outcome);
            if (answer instanceof Error) callback(answer);
            else callback(null, answer);
          });
        });
      },
      batchAppend: (call) => this.batchAppend(call),
      delete: (_call, callback) => callback(unimplemented),
      tombstone: (_call, callback) => callback(unimplemented),
    };
  }

  private append(stream: string, events: ProposedEvent[], expected: ExpectedState, answer: messages.Answer): void {
    this.calls.appends++;
    const { faults } = this;
    if (faults.silentAppends) return;
    // A refused append ends alone; the call that carries a batch lives on, unless the whole server is away.
    if (faults.accessDenied) return answer('access-denied');
    if (faults.notLeader === 'unknown') return answer('no-leader');
    const barrier = refusedBy(faults, true);
    if (barrier) return answer(barrier);
    if (faults.appendsTimedOut > 0) {
      faults.appendsTimedOut--;
      return answer('timed-out');
    }
    const outcome = this.store.append(stream, events, expected);
    if (outcome.kind === 'stored' && faults.acksLost > 0) {
      faults.acksLost--;
      return;
    }
    if (outcome.kind === 'stored' && faults.acksCut > 0) {
      faults.acksCut--;
      return this.cutConnections();
    }
    answer(outcome);
  }

  private batchAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
    const open = new Map<string, { options: BatchAppendReq.Options; events: ProposedEvent[] }>();
    call.on('error', () => call.end());
    call.on('end', () => call.end());
    call.on('data', (request: BatchAppendReq) => {
      const correlation = request.getCorrelationId();
      const key = correlation?.getString() ?? '';
      const options = request.getOptions() ?? open.get(key)?.options;
      if (!options) return;
      const batch = open.get(key) ?? { options, events: [] };
      open.set(key, batch);
      batch.events.push(...request.getProposedMessagesList().map(messages.proposedEvent));
      if (!request.getIsFinal()) return;
      open.delete(key);
      const identifier = options.getStreamIdentifier();
      this.append(messages.streamName(identifier), batch.events, messages.expectedState(options), (outcome) => {
        if (outcome instanceof Error) call.emit('error', outcome);
        else call.write(messages.batchAppendAnswer(outcome, correlation, identifier));
      });
    });
  }

  private read(call: ServerWritableStream<ReadReq, ReadResp>): void {
    const asked = call.request.getOptions();
    if (!asked) return;
    call.on('error', () => call.end());
    if (asked.hasSubscription()) this.calls.subscriptions++;
    else this.calls.reads++;
    const barrier = refusedBy(this.faults, call.metadata.get('requires-leader')[0] === 'true');
    if (barrier) {
      call.emit('error', barrier);
      return;
    }
    if (asked.hasSubscription()) return this.subscribe(call, asked);
    if (this.faults.silentReads) return;

    const stream = messages.streamName(asked.getStream()?.getStreamIdentifier());
    if (asked.hasStream() && this.store.read(stream).length === 0) {
      call.write(messages.noSuchStream(stream));
      call.end();
      return;
    }
    const { cutReadAfter, failReadAfter } = this.faults;
    this.faults.cutReadAfter = this.faults.failReadAfter = null;
    const events = this.selected(asked).slice(0, Number(asked.getCount()));
    this.later(this.faults.slowReads, () => {
      for (const event of events.slice(0, cutReadAfter ?? failReadAfter ?? undefined)) {
        call.write(messages.eventMessage(event, asked));
      }
      if (failReadAfter !== null) call.emit('error', messages.serverError(status.UNAVAILABLE, 'Server Is Too Busy'));
      else if (cutReadAfter !== null) this.later(20, () => this.cutConnections());
      else call.end();
    });
  }

  /** `$all` from a position is inclusive forward and exclusive backward, as on a real server. */
  private selected(asked: ReadReq.Options): StoredEvent[] {
    const backward = asked.getReadDirection() === streamsProto.ReadReq.Options.ReadDirection.BACKWARDS;
    const matches = messages.filterOf(asked);
    const stream = asked.getStream();
    const all = asked.getAll();
    let events: readonly StoredEvent[];
    if (stream) {
      events = this.store.read(messages.streamName(stream.getStreamIdentifier()));
      const revision = stream.hasRevision() ? Number(stream.getRevision()) : null;
      if (revision !== null)
        events = events.filter((e) => (backward ? e.revision <= revision : e.revision >= revision));
      else if (stream.hasEnd() !== backward) events = [];
    } else {
      const position = all?.getPosition();
      const from = position ? BigInt(position.getCommitPosition()) : null;
      events = this.store.all.filter(matches);
      if (from !== null) events = events.filter((e) => (backward ? e.position < from : e.position >= from));
      else if (all?.hasEnd() !== backward) events = [];
    }
    return backward ? events.toReversed() : [...events];
  }

  private subscribe(call: ServerWritableStream<ReadReq, ReadResp>, asked: ReadReq.Options): void {
    const { faults, store } = this;
    const matches = messages.filterOf(asked);
    const all = asked.getAll();
    const after = all?.hasEnd()
      ? store.all.at(-1)?.position
      : all?.getPosition() && BigInt(all.getPosition()?.getCommitPosition() ?? 0);
    let ended = false;
    const send = (event: StoredEvent): void => {
      if (ended || faults.silentSubscriptions) return;
      if (!matches(event)) {
        call.write(messages.checkpoint(event.position));
        return;
      }
      this.later(faults.subscriptionLag, () => {
        if (ended) return;
        if (faults.subscriptionLag > 0) call.write(messages.fellBehind());
        call.write(messages.eventMessage(event, asked));
        if (faults.duplicates) call.write(messages.eventMessage(event, asked));
        if (!faults.dropsSubscriptions) return;
        stop();
        call.emit('error', messages.serverError(status.UNAVAILABLE, 'subscription dropped'));
      });
    };
    const stop = (): void => {
      ended = true;
      forget();
    };
    let forget = (): void => undefined;
    call.on('cancelled', stop);
    call.on('close', stop);
    this.later(faults.subscriptionLag, () => {
      if (ended) return;
      call.write(messages.confirmation(randomUUID()));
      const stored = store.all.filter((event) => after === undefined || event.position > after);
      forget = store.onEvent(send);
      for (const event of stored) send(event);
    });
  }
}
