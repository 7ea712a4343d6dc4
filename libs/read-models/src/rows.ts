import { Column, Entity, PrimaryColumn } from 'typeorm';

const bigint = {
  to: (value: number) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

/** How far the read side has come. Moves in the transaction of the rows, and is the fence between two projectors. */
@Entity({ name: 'checkpoint' })
export class CheckpointRow {
  @PrimaryColumn('text') name!: string;
  /** Ordinal of the last event that is in the rows. */
  @Column('bigint', { transformer: bigint }) ordinal!: number;
}

/** One recorded event, found by its stream: the dated facts from which every answer is made. Only ever inserted. */
@Entity({ name: 'fact' })
export class FactRow {
  @PrimaryColumn('bigint', { transformer: bigint }) ordinal!: number;
  @Column('text') stream!: string;
  @Column('integer') revision!: number;
  @Column('uuid', { name: 'event_id' }) eventId!: string;
  @Column('text') type!: string;
  @Column('json') data!: object;
  @Column('json') meta!: object;
  @Column('text', { nullable: true }) actor!: string | null;
  @Column('text', { nullable: true }) office!: string | null;
  /** Instant in the envelope. */
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  /** Running maximum of `recorded_at` in log order: an instant means the last ordinal whose maximum is not after it. */
  @Column('timestamptz', { name: 'recorded_max' }) recordedMax!: Date;
}

/** One event names another stream in a role. `known` says from which ordinal to which it is in force (annulments). */
@Entity({ name: 'mention' })
export class MentionRow {
  @PrimaryColumn('text') target!: string;
  @PrimaryColumn('text') role!: string;
  @PrimaryColumn('text') stream!: string;
  @PrimaryColumn('uuid', { name: 'event_id' }) eventId!: string;
  @PrimaryColumn('bigint', { name: 'known_from', transformer: bigint }) knownFrom!: number;
  @Column('bigint', { name: 'known_until', nullable: true, transformer: bigint }) knownUntil!: number | null;
}

/** A stream, for lists in the order in which things were first recorded. */
@Entity({ name: 'subject' })
export class SubjectRow {
  @PrimaryColumn('text') stream!: string;
  @Column('text') category!: string;
  @Column('bigint', { name: 'first_ordinal', transformer: bigint }) firstOrdinal!: number;
}

/** A stream whose events cannot be read; answers that touch it say `incomplete`. */
@Entity({ name: 'parked' })
export class ParkedRow {
  @PrimaryColumn('text') stream!: string;
  @Column('bigint', { transformer: bigint }) ordinal!: number;
  @Column('text') reason!: string;
}

/** A text by which a thing is found, in the event that gave it; `known` says from which ordinal to which it is in force. */
@Entity({ name: 'search_text' })
export class SearchTextRow {
  @PrimaryColumn('uuid', { name: 'event_id' }) eventId!: string;
  /** Which text of the event, from 0. */
  @PrimaryColumn('integer') n!: number;
  @PrimaryColumn('bigint', { name: 'known_from', transformer: bigint }) knownFrom!: number;
  @Column('bigint', { name: 'known_until', nullable: true, transformer: bigint }) knownUntil!: number | null;
  @Column('bigint', { name: 'event_ordinal', transformer: bigint }) eventOrdinal!: number;
  @Column('text') stream!: string;
  @Column('text') kind!: string;
  @Column('text') part!: string;
  /** As recorded. */
  @Column('text') text!: string;
  /** As it is compared. */
  @Column('text') folded!: string;
}

export const ROWS = [CheckpointRow, FactRow, MentionRow, SubjectRow, ParkedRow, SearchTextRow];
