import { applyDecorators, Controller, Get, Header, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { entriesOf } from '#audit/ledger/entries.js';
import type { PublishedCheckpoint } from '#audit/ledger/ledger-reader.js';
import { ProofRefused } from '#audit/tree/proof-refused.js';
import { formatEntryBundle, MAX_BUNDLED_ENTRY, parseTilePath, type Tile, tileWidth } from '#audit/tree/tiles.js';
import { Count } from '#commands/fields.js';
import type { EventLog } from '#event-log/event-log.js';
import { EVENT_LOG } from './event-log.token.js';
import { LEDGER_HERE } from './ledger-here.token.js';
import type { LedgerHere } from './open-ledger.js';
import type { ProblemSlug } from './problem-types.js';
import { known, RequestProblem } from './problem.js';
import { Digits } from './query-fields.js';
import { ANY_PROBLEM, problems } from './routes.js';

const PLAIN = 'text/plain; charset=utf-8';
const BYTES = 'application/octet-stream';
const LINES = 'application/jsonl';
/** What has an address never changes; only a day, because after a declared loss another log stands at the same address. */
const HASHES_FOR_LONG = 'public, max-age=86400, immutable';
/** Records may hold what not everybody may see: no cache between keeps them. */
const RECORDS_FOR_LONG = 'private, max-age=86400, immutable';

const NUMBER = {
  name: 'path',
  type: String,
  description: 'Number of the tile as in C2SP tlog-tiles (`067`, `x001/x234/067`), with `.p/W` for one of width W.',
  example: '000.p/7',
};

class InclusionQuery {
  @Digits()
  @Count({ description: 'Index of the record, from 0: its ordinal less 1.' })
  index!: number;
  @Digits()
  @Count({ description: 'Size of the tree; that of the last checkpoint if left out.', min: 1, optional: true })
  size?: number;
}

class ConsistencyQuery {
  @Digits()
  @Count({ description: 'Size of the smaller tree.' })
  from!: number;
  @Digits()
  @Count({ description: 'Size of the larger tree; that of the last checkpoint if left out.', min: 1, optional: true })
  to?: number;
}

/** The transparency log over all records, for anybody to check: C2SP tlog-tiles. It has no known time: it is the log. */
@ApiTags('log')
@Controller('log')
export class TransparencyLogController {
  constructor(
    @Inject(LEDGER_HERE) private readonly ledger: LedgerHere,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @Gives(PLAIN, 'checkpoint', 'The last checkpoint: how many records under which root, signed (C2SP tlog-checkpoint).')
  @Header('Cache-Control', 'no-cache')
  async checkpoint(): Promise<string> {
    return (await this.latest()).note;
  }

  @Gives(PLAIN, 'key', 'The public key of the log, as a verifier takes it (`vkey` of C2SP signed-note).', [
    'not-recorded',
  ])
  @Header('Cache-Control', 'no-cache')
  async key(): Promise<string> {
    return `${known(await this.ledger.reader.tree()).vkey}\n`;
  }

  @Gives(BYTES, 'tile/entries/*path', 'A bundle of records (C2SP tlog-tiles).', ['not-recorded', 'entry-too-long'])
  @ApiParam(NUMBER)
  async entries(
    @Param('path') path: string[],
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const leaves = await this.leavesOf(path);
    if (leaves.some((leaf) => leaf.length > MAX_BUNDLED_ENTRY)) throw new RequestProblem('entry-too-long');
    response.setHeader('Cache-Control', RECORDS_FOR_LONG);
    return new StreamableFile(formatEntryBundle(leaves), { type: BYTES });
  }

  @Gives(BYTES, 'tile/:level/*path', 'A tile of hashes (C2SP tlog-tiles).', ['not-recorded'])
  @ApiParam({ name: 'level', type: String, description: 'Level of the tile, `0` to `63`.', example: '0' })
  @ApiParam(NUMBER)
  async tile(
    @Param('level') level: string,
    @Param('path') path: string[],
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const tile = await this.present(`tile/${level}/${path.join('/')}`);
    response.setHeader('Cache-Control', HASHES_FOR_LONG);
    return new StreamableFile(await this.ledger.reader.tile(tile), { type: BYTES });
  }

  @Gives(
    LINES,
    'leaves/*path',
    'The records of a bundle of any length, one a line: the bytes of a line are those of a leaf.',
    ['not-recorded'],
  )
  @ApiParam(NUMBER)
  async leaves(@Param('path') path: string[], @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const leaves = await this.leavesOf(path);
    response.setHeader('Cache-Control', RECORDS_FOR_LONG);
    // Canonical JSON holds no line break.
    return new StreamableFile(Buffer.concat(leaves.flatMap((leaf) => [leaf, Buffer.from('\n')])), { type: LINES });
  }

  @GivesJson(
    'InclusionProof',
    'proof/inclusion',
    'That a record is in the tree of a size: the hashes beside its way up.',
  )
  async inclusionProof(@Query() { index, size }: InclusionQuery) {
    const latest = await this.latest();
    const of = size ?? latest.size;
    if (of > latest.size || index >= of) throw new RequestProblem('not-recorded');
    const { reader } = this.ledger;
    const [leaf] = await readLeaf(reader, index, of);
    return {
      origin: latest.origin,
      index,
      size: of,
      leaf: base64(leaf),
      proof: (await reader.inclusion(index, of)).map(base64),
    };
  }

  @GivesJson('ConsistencyProof', 'proof/consistency', 'That one tree is the beginning of a larger one.')
  async consistencyProof(@Query() { from, to }: ConsistencyQuery) {
    const latest = await this.latest();
    const of = to ?? latest.size;
    if (of > latest.size || from > of) throw new RequestProblem('not-recorded');
    return { origin: latest.origin, from, to: of, proof: (await this.ledger.reader.consistency(from, of)).map(base64) };
  }

  @GivesJson(
    'LogHistory',
    'history',
    'The log and those before it: more than one only after a declared loss, with what was last signed of each.',
  )
  async logHistory() {
    const logs = await this.ledger.reader.trees();
    return {
      logs: logs.map(({ number, origin, vkey, begunAt, after }) => ({ number, origin, vkey, begunAt, after })),
    };
  }

  private async latest(): Promise<PublishedCheckpoint> {
    const latest = await this.ledger.reader.latest();
    if (!latest) throw new RequestProblem('not-signed-yet');
    return latest;
  }

  /** The tile of a path, if the last checkpoint covers it. */
  private async present(path: string): Promise<Tile> {
    const tile = tileIn(path);
    const { size } = await this.latest();
    if (!tile || tile.width > tileWidth(tile.level, tile.index, size)) throw new RequestProblem('not-recorded');
    return tile;
  }

  private async leavesOf(path: string[]): Promise<Uint8Array[]> {
    return entriesOf(this.log, this.ledger.reader, await this.present(`tile/entries/${path.join('/')}`));
  }
}

/** Null: there is no such tile in any tree. */
function tileIn(path: string): Tile | null {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof ProofRefused) return null;
    throw error;
  }
}

async function readLeaf(reader: LedgerHere['reader'], index: number, size: number): Promise<[Uint8Array]> {
  const read = await reader.hashes([{ level: 0, index }], size);
  return [read(0, index)];
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function Gives(type: string, path: string, summary: string, also: ProblemSlug[] = []): MethodDecorator {
  const schema = type === PLAIN ? { type: 'string' } : { type: 'string', format: 'binary' };
  return applyDecorators(
    Get(path),
    Header('Content-Type', type),
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: 'It.', content: { [type]: { schema } } }),
    ...problems([...ANY_PROBLEM, 'invalid-query', 'not-signed-yet', 'history-changed', ...also]),
  );
}

function GivesJson(schema: string, path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Get(path),
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: 'The answer.', schema: { $ref: `#/components/schemas/${schema}` } }),
    ...problems([...ANY_PROBLEM, 'invalid-query', 'not-signed-yet', 'not-recorded', 'history-changed']),
  );
}
