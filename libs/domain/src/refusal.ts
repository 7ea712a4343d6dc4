/** What a refusal tells the reader, in one sentence of each language. */
export interface Refusal {
  /** Where domain.md states the rule: a rule of section 2 (`R1`), or the section. */
  rule: `R${number}` | `section ${number}`;
  en: string;
  vi: string;
}
