import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A schema's name goes into SQL text as it stands, so it is a plain lower-case identifier. */
const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,39}$/;

/**
 * The text of `postgres/<name>.sql` for a log in `schema`.
 *
 * @throws {RangeError} the schema's name is not a plain identifier
 */
export function logSql(name: string, schema: string): string {
  const text = readFileSync(new URL(`./postgres/${name}.sql`, import.meta.url), 'utf8');
  const values: { readonly [placeholder: string]: string } = {
    schema: checkedSchema(schema),
    lock: String(lockOf(`log ${schema}`)),
    channel: channelOf(schema),
  };
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** The channel on which appends to a log are announced. */
export function channelOf(schema: string): string {
  return `log_${checkedSchema(schema)}`;
}

/** Key of an advisory lock: 64 bits of a digest, so that two logs in one database do not wait for each other. */
export function lockOf(name: string): bigint {
  return createHash('sha256').update(`trachnhiem ${name}`).digest().readBigInt64BE();
}

function checkedSchema(schema: string): string {
  if (!SCHEMA_NAME.test(schema)) throw new RangeError(`schema: ${JSON.stringify(schema)} is not a plain identifier`);
  return schema;
}
