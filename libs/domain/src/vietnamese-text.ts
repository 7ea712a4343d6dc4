/** Grave, acute, tilde, hook above, dot below: the five marks of tone, as NFD writes them. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/**
 * Vietnamese text as it is compared in a search: without case, tones, hats and horns, đ as d, whatever the normal form
 * (NFC, NFD) and wherever the tone mark stands (uỷ, ủy). Words and numbers are parted by one space, also where a sign or
 * nothing parts them; numbers lose their leading zeros: `Số 05-CT/TU` and `so 5 ct tu` are the same.
 */
export function foldedText(text: string): string {
  return parted(lettersOf(text).replace(/\p{M}/gu, ''));
}

/**
 * As {@link foldedText} with the marks kept, each tone at the end of its syllable: uỷ and ủy are the same, uy is not.
 * Only to be compared, never to be shown.
 */
export function markedText(text: string): string {
  return parted(
    lettersOf(text, 'đ').replace(/[\p{L}\p{M}]+/gu, (word) => {
      const tones = word.match(TONES) ?? [];
      return word.replace(TONES, '') + tones.join('');
    }),
  );
}

/** Lower case, decomposed. The Icelandic ð looks like đ and stands for it in old files. */
function lettersOf(text: string, d = 'd'): string {
  return text.toLowerCase().normalize('NFD').replace(/[đð]/gu, d);
}

function parted(text: string): string {
  return (text.match(/[\p{L}\p{M}]+|\d+/gu) ?? []).map((part) => part.replace(/^0+(?=\d)/u, '')).join(' ');
}
