import type { Qualifier } from '#domain/figures/case-count.js';
import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { nameOn } from '#domain/organisation/unit.js';
import type { SourceReference } from '#commands/command.js';
import type { CommandName } from '#commands/command-registry.js';
import { ENGLISH } from './demo/english.js';
import { DEMO_RECORDS } from './demo/records.js';
import type { Lang, Words } from './demo-words.js';
import { ENGLISH_WORDS } from './demo-words-en.js';
import { VIETNAMESE } from './demo-words-vi.js';

const WORDS: Readonly<Record<Lang, Words>> = { vi: VIETNAMESE, en: ENGLISH_WORDS };

const SOURCES: ReadonlyMap<string, SourceReference> = new Map(DEMO_RECORDS.map(({ key, source }) => [key, source]));

/** No printed line is longer. */
export const COLUMNS = 100;

/** The lines of the demo as they are printed, with the names that they need. */
export class DemoPage {
  readonly lines: string[] = [];
  readonly words: Words;
  private readonly numbers: Intl.NumberFormat;

  constructor(
    readonly facts: Facts,
    private readonly lang: Lang,
    /** The day as of which units are named. */
    private readonly asOf: CivilDate,
  ) {
    this.words = WORDS[lang];
    this.numbers = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB');
  }

  heading(text: string): void {
    if (this.lines.length > 0) this.line('');
    const upper = text.toLocaleUpperCase(this.lang);
    this.line(upper);
    this.line('═'.repeat(upper.length));
  }

  line(text: string): void {
    this.lines.push(text.trimEnd());
  }

  /** Parts in a row, with ` · ` between them; folded between words, each further line four columns in. */
  text(indent: number, parts: readonly string[]): void {
    let row = ' '.repeat(indent);
    let empty = true;
    for (const word of parts.join(' · ').split(' ')) {
      const longer = empty ? `${row}${word}` : `${row} ${word}`;
      if (!empty && longer.length > COLUMNS) {
        this.line(row);
        row = `${' '.repeat(indent + 4)}${word}`;
      } else {
        row = longer;
      }
      empty = false;
    }
    this.line(row);
  }

  unit(id: string): string {
    const unit = this.facts.unit(id);
    return unit ? nameOn(unit, this.asOf) : id;
  }

  office(id: string): string {
    return this.facts.office(id)?.title ?? id;
  }

  person(id: string): string {
    return this.facts.person(id)?.name ?? id;
  }

  /** The text as recorded, in Vietnamese; in English the side table's, where it has the id. */
  title(id: string, recorded: string): string {
    return this.lang === 'en' ? (ENGLISH[id] ?? recorded) : recorded;
  }

  kind(kind: string): string {
    return byName(this.words.kind, kind);
  }

  occasion(occasion: string): string {
    return byName(this.words.occasion, occasion);
  }

  flag(flag: string): string {
    return byName(this.words.flag, flag);
  }

  reason(reason: string): string {
    return byName(this.words.reason, reason);
  }

  /** Where in the sources it was read: the document's full name, or its first three digits where `short`. */
  source(command: CommandName, id: string, short = true): string[] {
    const source = SOURCES.get(`${command} ${id}`);
    if (!source) return [];
    const document = short ? source.document.slice(0, 3) : source.document;
    return [`${this.words.source} ${document}:${source.line}`];
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** A figure with its qualifier and what it counts; a ratio as a percentage. */
  figure(value: number, measuredIn: string | null, qualifier: Qualifier | null): string {
    const before = qualifier === null ? '' : `${this.words.qualifier[qualifier]} `;
    if (measuredIn === RATIO) return `${before}${this.number(value * 100)}%`;
    return `${before}${this.number(value)}${measuredIn === null ? '' : ` ${measuredIn}`}`;
  }

  day(date: CivilDate): string {
    return this.lang === 'vi' ? date.split('-').reverse().join('/') : date;
  }

  period(from: CivilDate, to: CivilDate): string {
    return `${this.day(from)} – ${this.day(to)}`;
  }

  /** An instant as the clock in Asia/Ho_Chi_Minh, which has been at UTC+7 since 1975. */
  instant(utc: string): string {
    const local = new Date(Date.parse(utc) + 7 * 3_600_000).toISOString();
    return `${local.slice(11, 16)} ${this.day(local.slice(0, 10))}`;
  }
}

const RATIO = 'tỷ lệ';

function byName(words: Readonly<Record<string, string>>, name: string): string {
  return words[name] ?? name;
}
