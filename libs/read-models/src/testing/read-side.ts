import type { DataSource } from 'typeorm';
import type { Database } from '#database/database.js';
import type { EventLog } from '#event-log/event-log.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { FactReader, type FactReaderOptions, THE_SYSTEM } from '../fact-reader.js';
import type { Projection } from '../projection.js';
import { Projector, type ProjectorOptions } from '../projector.js';
import { PROJECTIONS } from '../projections.js';
import { openReadConnections, type ReadConnections } from '../read-connections.js';
import { type Build, ensureReadSide, readDatabase } from '../read-database.js';

export interface ReadSideOptions {
  log?: EventLog;
  reader?: Partial<FactReaderOptions>;
  projections?: readonly Projection[];
}

/** The read side of a log on a real PostgreSQL, in schemas of its own. Nothing is projected until a test says so. */
export class ReadSide {
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly log: EventLog,
    readonly control: string,
    readonly build: Build,
    readonly database: Database,
    /** Connections of the role that reads. */
    readonly reads: DataSource,
    readonly reader: FactReader,
    readonly connections: ReadConnections,
    private readonly projections: readonly Projection[],
  ) {}

  static async open(database: Database, control: string, options: ReadSideOptions = {}): Promise<ReadSide> {
    const { log = new InMemoryEventLog(), projections = PROJECTIONS } = options;
    const build = await ensureReadSide(database.urls.owner, { schema: control });
    const reads = readDatabase(database.urls.reader, { max: 8, applicationName: `${control} reader` });
    await reads.initialize();
    const connections = openReadConnections(database.urls, `${control} reader`);
    const reader = new FactReader({
      connections,
      inNameOf: THE_SYSTEM,
      head: () => log.head(),
      log,
      control,
      patienceMs: 300,
      ...options.reader,
    });
    const side = new ReadSide(log, control, build, database, reads, reader, connections, projections);
    side.closers.push(
      () => reads.destroy(),
      () => connections.close(),
    );
    return side;
  }

  /** A projector with connections of its own; it is stopped and they are closed with the read side. */
  async projector(options: ProjectorOptions = {}, name = 'projector', log: EventLog = this.log): Promise<Projector> {
    const applicationName = `${this.control} ${name}`;
    const writes = readDatabase(this.database.urls.projector, { max: 2, applicationName });
    await writes.initialize();
    this.closers.push(() => writes.destroy());
    const projector = new Projector(log, writes, this.projections, { control: this.control, ...options });
    this.closers.push(() => projector.stop());
    return projector;
  }

  /** Projects what is in the log, `batchSize` events at a time. */
  async project(batchSize = 1000): Promise<void> {
    await (await this.projector({ batchSize, alone: true })).catchUp();
  }

  async close(): Promise<void> {
    for (const closer of this.closers.splice(0).reverse()) await closer();
    await this.log.close();
  }
}

/** Waits for something, 10 seconds at most. */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
