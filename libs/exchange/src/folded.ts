/**
 * A word as it is compared, not as it is kept: without case, tone marks, the tail of đ, spaces at the ends and doubled
 * spaces. NFC and NFD, `uỷ` and `ủy`, `Mã đơn vị` and `ma don vi` are then one.
 */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[\s_]+/g, ' ')
    .replace(/(?<![*:])[*:]+$/, '')
    .trim();
}
