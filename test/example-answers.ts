/** Lists of an example are cut to so many; the form of each item is the same. */
const MOST_ITEMS = 3;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const SAME_AT_EVERY_RUN: readonly [RegExp, string][] = [
  // The clock of the run; what the story tells lies years before.
  [/20(2[5-9]|[3-9]\d)-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g, '2026-01-02T03:04:05.678Z'],
  [/\b[0-9a-f]{64}\b/g, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [/trachnhiem\/[0-9a-f]{16}/g, 'trachnhiem/0123456789abcdef'],
  [/\+[0-9a-f]{8}\+[0-9A-Za-z+/]{44}/g, '+01234567+AUe0x0ZGR8HBSa+TImW5JCeuQeRkm5NMpJWZG3hSuFU0'],
  [/[0-9A-Za-z+/]{43}=/g, '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
];
/** Numbers that follow the load of the machine, where a page is about it. */
const OF_THE_CLOCK = /^(lagEvents|lagSeconds|seconds|position|head|hashed|signed|size|rows)$/;

/** An answer as an example shows it: the same at every run, lists cut short. Ids are numbered as they come. */
export function settled(answer: unknown, ofTheClock = false): unknown {
  const ids = new Map<string, string>();
  const id = (found: string) => {
    const known = ids.get(found) ?? `00000000-0000-5000-8000-${String(ids.size + 1).padStart(12, '0')}`;
    ids.set(found, known);
    return known;
  };
  const settle = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => settle(item));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, part]) => [name.replace(UUID, id), settle(part, name)]),
      );
    if (typeof value === 'number' && ofTheClock && OF_THE_CLOCK.test(key)) return 0;
    if (typeof value !== 'string') return value;
    return SAME_AT_EVERY_RUN.reduce(
      (text, [volatile, stable]) => text.replace(volatile, stable),
      value.replace(UUID, id),
    );
  };
  return settle(answer);
}
