/**
 * The first key that stands twice in one object of a JSON text; null: none. `JSON.parse` keeps the last of them without a
 * word, another reader the first. The text has to be valid JSON.
 */
export function doubledKeyIn(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  for (const { 0: found, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g)) {
    if (found === '{') open.push(new Set());
    else if (found === '[') open.push(null);
    else if (found === '}' || found === ']') open.pop();
    else {
      const keys = open.at(-1);
      if (!keys || !isKey(text, index + found.length)) continue;
      const key = JSON.parse(found) as string;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return null;
}

function isKey(text: string, after: number): boolean {
  let i = after;
  while (text[i] === ' ' || text[i] === '\t' || text[i] === '\n' || text[i] === '\r') i++;
  return text[i] === ':';
}
