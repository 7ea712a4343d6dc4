import { createHash } from 'node:crypto';
import { type ExpectedRevision, type Precondition, streamMark } from '#commands/precondition.js';

/** A list of entity tags (RFC 9110 section 8.8.3): what stands between the quotes, and whether it is a weak one. */
export interface EntityTag {
  readonly weak: boolean;
  readonly tag: string;
}

const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;
const TAGS = /^\s*(?:(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"\s*)?(?:,\s*(?:(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"\s*)?)*$/;
/** Revision, mark of the stream, digest of the bytes, and how they were compressed. The first alone will do in `If-Match`. */
const OURS = /^(\d{1,10})(?:\.([0-9a-f]{12})(?:\.[0-9a-f]{32}(?:-[a-z]+)?)?)?$/;
const CODING = /-(?:gzip|br|deflate|zstd)$/;

/** `*`, or the tags; null: the header is not of its form. */
export function entityTagsIn(header: string): '*' | EntityTag[] | null {
  if (header.trim() === '*') return '*';
  if (!TAGS.test(header)) return null;
  const found = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  if (found.length === 0) return null;
  return found.map((text) => {
    const [, weak, tag = ''] = TAG.exec(text) ?? [];
    return { weak: weak !== undefined, tag };
  });
}

/**
 * The tag of an answer about one thing. It begins with the revision of the thing's own stream, which is what a command is
 * held against; the digest is of every byte of the answer, which rests on other streams too, and on its dates. So it is
 * a strong one: the same tag is the same answer.
 */
export function tagOf(stream: string, revision: number, bytes: string): string {
  return `${revision}.${streamMark(stream)}.${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}`;
}

/** What `If-Match` asks of a command. Weak tags match nothing (RFC 9110 section 13.1.1), nor do those of another make. */
export function preconditionOf(tags: '*' | readonly EntityTag[]): Precondition {
  if (tags === '*') return '*';
  return tags.flatMap(({ weak, tag }): ExpectedRevision[] => {
    const ours = weak ? null : OURS.exec(tag);
    return ours?.[1] ? [{ revision: Number(ours[1]), mark: ours[2] ?? null }] : [];
  });
}

/** Is one of these the tag of what would be answered (`If-None-Match`, weak comparison)? Compressed or not is the same. */
export function namesAnswer(tags: '*' | readonly EntityTag[], own: string): boolean {
  return tags === '*' || tags.some(({ tag }) => tag.replace(CODING, '') === own);
}
