import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { migrateAccessLog } from '#audit/access-log/access-entries.js';
import type { LedgerSettings } from '#audit/ledger/ledger-settings.js';
import { migrateLedger } from '#audit/ledger/postgres-ledger-schema.js';
import { migrateReplayProofs, PostgresReplayProofStore } from '#audit/replay-proof/postgres-replay-proof-store.js';
import { ReplayProofs } from '#audit/replay-proof/replay-proofs.js';
import { ErasureFollower, type FollowerState } from '#commands/erasure-follower.js';
import type { Outcomes } from '#commands/outcomes.js';
import { migrateOutcomes, PostgresOutcomes } from '#commands/postgres-outcomes.js';
import type { Database } from '#database/database.js';
import { asOwner } from '#database/migration.js';
import type { EventLog } from '#event-log/event-log.js';
import { migrateLogIndex } from '#event-log/eventstoredb-index-schema.js';
import { EventStoreDbEventLog } from '#event-log/eventstoredb.event-log.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import { PostgresEventLog } from '#event-log/postgres.event-log.js';
import { DiskEvidenceStore } from '#evidence/disk.evidence-store.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { InMemoryEvidenceStore } from '#evidence/in-memory.evidence-store.js';
import { migrateHooks } from '#hooks/postgres-hook-store.js';
import { migrateReactions, PostgresReactionStore } from '#reactions/postgres-reaction-store.js';
import type { ReactionStore } from '#reactions/reaction-store.js';
import type { ReactorState } from '#reactions/reactor.js';
import { FactReader, THE_SYSTEM } from '#read-models/fact-reader.js';
import { Projector, type ProjectorState } from '#read-models/projector.js';
import { PROJECTIONS } from '#read-models/projections.js';
import { openReadConnections } from '#read-models/read-connections.js';
import { type Build, ensureReadSide, READ_SIDE_VERSION, readDatabase } from '#read-models/read-database.js';
import { currentReadSide } from '#read-models/current-read-side.js';
import type { RebuildProgress } from '#read-models/rebuild.js';
import { type AccessLogHere, openAccessLog } from './open-access-log.js';
import { type LedgerHere, openLedger } from './open-ledger.js';
import type { Sealer } from '#sealing/sealer.js';
import { openKeys } from './open-keys.js';
import { openReactor } from './open-reactor.js';
import { NO_DELIVERY, openWebhooks, type WebhooksHere, type WebhookSettings } from './open-webhooks.js';
import { PROGRAM_VERSION } from './program-version.js';

export interface SystemSettings {
  database: Database;
  /** `esdb://…` or `kurrentdb://…`; without it the log is in PostgreSQL. */
  eventStoreUrl?: string | undefined;
  /** Does this process turn the log into read models? */
  project: boolean;
  /** Does this process react to what is recorded and to the days that come? Not if left out. */
  react?: boolean;
  /** Does this process hash and sign the log, and with which keys? Without, it only shows what others have signed. */
  ledger?: LedgerSettings | undefined;
  /** Public keys of the witnesses whose cosignatures a bundle names. */
  witnessKeys?: readonly string[];
  /** Does this process bring the schemas up to date? Needs the owner's connection string. True if left out. */
  migrate?: boolean;
  /** Keeps several systems in one database apart: the names of all schemas get this before them. */
  prefix?: string;
  /** Where the bytes of evidence are kept; in memory if left out. */
  evidence?: { folder: string; limit?: number | undefined };
  /** Where the keys of personal fields are kept; in memory if left out. */
  keys?: { folder: string };
  /** Does this process send webhooks, and whereto may it? It sends none if left out. */
  webhooks?: WebhookSettings;
  now?: () => Date;
  /** Told, once a change, what a projector or the reactions are waiting for. */
  onTrouble?: (text: string) => void;
  /** Told how far the read models are that are made anew because those on disk are of an earlier version. */
  onRebuild?: (progress: RebuildProgress) => void;
}

/** The parts that a process is composed of. */
export interface System {
  log: EventLog;
  outcomes: Outcomes;
  evidence: EvidenceStore;
  sealer: Sealer;
  reader: FactReader;
  projector: Projector | null;
  build: Build;
  /** The transparency log over `log`. */
  ledger: LedgerHere;
  witnessKeys: readonly string[];
  /** What the reactions have kept, whichever process they run in. */
  reactions: ReactionStore;
  /** Who is told of what is recorded. */
  webhooks: WebhooksHere;
  /** Where reading is recorded, and what is recorded of it. */
  accessLog: AccessLogHere;
  /** Read models made anew beside those that are read, and compared. */
  replayProofs: ReplayProofs;
  projectorState(): ProjectorState | null;
  /** Null: this process does not react. */
  reactorState(): ReactorState | null;
  /** How far orders of erasure were carried out; null: this process has no keys of its own. */
  erasureState(): FollowerState | null;
  close(): Promise<void>;
}

/** Brings the schemas up to date and opens the log, the read side and, if wanted, the projector. */
export async function openSystem(settings: SystemSettings): Promise<System> {
  const { database, eventStoreUrl, prefix = '', now } = settings;
  const names = {
    log: `${prefix}log`,
    commands: `${prefix}commands`,
    reads: `${prefix}read_side`,
    reactions: `${prefix}reactions`,
    access: `${prefix}access_log`,
    accessLedger: `${prefix}access_ledger`,
    ledger: `${prefix}ledger`,
    audit: `${prefix}audit`,
    hooks: `${prefix}hooks`,
  };
  const { owner, app, projector: projectorUrl } = database.urls;
  if (settings.migrate ?? true) {
    await asOwner(owner, async (client) => {
      if (eventStoreUrl === undefined) await migrateLog(client, { schema: names.log });
      else await migrateLogIndex(client, { schema: names.log });
      await migrateOutcomes(client, names.commands);
      await migrateReactions(client, names.reactions);
      await migrateAccessLog(client, names.access);
      await migrateLedger(client, names.ledger);
      await migrateLedger(client, names.accessLedger);
      await migrateReplayProofs(client, names.audit);
      await migrateHooks(client, names.hooks);
    });
  }
  const evidence = settings.evidence
    ? await DiskEvidenceStore.open(settings.evidence.folder, { limit: settings.evidence.limit })
    : new InMemoryEvidenceStore();
  const { sealer, mark } = await openKeys(settings.keys?.folder);
  let build = await ensureReadSide(owner, { schema: names.reads });
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer().catch(() => undefined);
  };
  try {
    const log = await openLog(eventStoreUrl, app, names.log, prefix);
    closers.push(() => log.close());
    let erasureState: () => FollowerState | null = () => null;
    if (settings.keys) {
      const follower = new ErasureFollower(log, sealer, mark, { onTrouble: settings.onTrouble });
      follower.start();
      closers.push(() => follower.stop());
      erasureState = () => follower.state;
    }
    if (settings.project && (settings.migrate ?? true) && build.version < READ_SIDE_VERSION) {
      const { onRebuild: onProgress } = settings;
      build = await currentReadSide({
        log,
        ownerUrl: owner,
        projectorUrl,
        prefix,
        ...(onProgress ? { onProgress } : {}),
      });
    }
    const outcomes = new PostgresOutcomes(app, names.commands);
    closers.push(() => outcomes.close());
    const connections = openReadConnections(database.urls, 'trachnhiem reader');
    closers.push(() => connections.close());
    let projector: Projector | null = null;
    if (settings.project) {
      const writes = await opened(
        readDatabase(projectorUrl, { max: 2, applicationName: 'trachnhiem projector', build: build.schema }),
      );
      closers.push(() => writes.destroy());
      const leading = new Projector(log, writes, PROJECTIONS, {
        control: names.reads,
        onTrouble: settings.onTrouble,
      });
      leading.start();
      closers.push(() => leading.stop());
      projector = leading;
    }
    const reader = new FactReader({
      connections,
      inNameOf: THE_SYSTEM,
      head: () => log.head(),
      log,
      control: names.reads,
      ...(projector ? { progress: (ms: number) => projector.progress(ms) } : {}),
      ...(now ? { now } : {}),
    });
    const { onTrouble } = settings;
    const ledger = openLedger({ database, log, schema: names.ledger, settings: settings.ledger, onTrouble });
    closers.push(() => ledger.close());
    const accessLog = await openAccessLog({ database, names, settings: settings.ledger, now, onTrouble });
    closers.push(() => accessLog.close());
    const proofStore = new PostgresReplayProofStore(app, names.audit);
    closers.push(() => proofStore.close());
    const replayProofs = new ReplayProofs({
      readSide: { log, ownerUrl: owner, projectorUrl, prefix },
      store: proofStore,
      program: PROGRAM_VERSION,
      rootAt: async (size) => Buffer.from((await ledger.reader.frontier(size)).root()).toString('base64'),
      newId: randomUUID,
      now: now ?? (() => new Date()),
    });
    closers.push(() => replayProofs.close());
    const reactions = new PostgresReactionStore(app, names.reactions);
    closers.push(() => reactions.close());
    const hooks = { database, log, sealer, schema: names.hooks, settings: settings.webhooks ?? NO_DELIVERY };
    const webhooks = openWebhooks({ ...hooks, now, onTrouble });
    closers.push(() => webhooks.close());
    let reactorState: () => ReactorState | null = () => null;
    if (settings.react) {
      const side = { log, context: reader, outcomes, evidence, authority: TRUSTED_PROCESS, ...(now ? { now } : {}) };
      const options = { onTrouble: settings.onTrouble, ...(now ? { now } : {}) };
      const running = await openReactor(side, reactions, options);
      closers.push(() => running.close());
      const { reactor } = running;
      reactor.start();
      reactorState = () => reactor.state;
    }
    const projectorState = () => projector?.state ?? null;
    return {
      log,
      outcomes,
      evidence,
      sealer,
      reader,
      projector,
      build,
      ledger,
      witnessKeys: settings.witnessKeys ?? [],
      reactions,
      webhooks,
      accessLog,
      replayProofs,
      projectorState,
      reactorState,
      erasureState,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openLog(
  eventStoreUrl: string | undefined,
  appUrl: string,
  schema: string,
  prefix: string,
): Promise<EventLog> {
  if (eventStoreUrl === undefined) return PostgresEventLog.open({ url: appUrl, schema });
  return EventStoreDbEventLog.open({
    url: eventStoreUrl,
    indexUrl: appUrl,
    schema,
    ...(prefix === '' ? {} : { name: prefix.replace(/_$/, '') }),
  });
}

async function opened(source: DataSource): Promise<DataSource> {
  return source.initialize();
}
