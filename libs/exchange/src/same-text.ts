/** The same words, however their marks are composed (NFC, NFD) and whatever spaces stand around them. */
export function sameText(a: string | null, b: string | null): boolean {
  return (a?.normalize('NFC').trim() ?? null) === (b?.normalize('NFC').trim() ?? null);
}
