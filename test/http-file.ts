/** A request of an .http file (JetBrains HTTP client, VS Code REST Client). */
export interface FileRequest {
  title: string;
  name: string | null;
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  /** `# @expect 201` */
  expect: number;
  /** `# @expect-body "text"`: has to stand in the answer. */
  expectBody: string | null;
  /** `# @again-while 404`: asked again while it is answered so. */
  againWhile: number | null;
}
export interface HttpFile {
  variables: Readonly<Record<string, string>>;
  requests: readonly FileRequest[];
}

/** @throws {Error} a part is of no form that the editors know */
export function parseHttpFile(text: string): HttpFile {
  const [head = '', ...parts] = text.split(/^###/m);
  const variables = Object.fromEntries(
    [...head.matchAll(/^@(\w+) = (.+)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
  return { variables, requests: parts.map(parseRequest) };
}

function parseRequest(part: string): FileRequest {
  const [title = '', ...lines] = part.split('\n');
  const said = (word: string) => lines.map((line) => line.split(`# @${word} `)[1]).find((value) => value !== undefined);
  const written = lines.filter((line) => !line.startsWith('#'));
  const begin = written.findIndex((line) => line.trim() !== '');
  const [method = '', url = '', ...more] = (written[begin] ?? '').split(' ');
  if (!/^(GET|POST)$/.test(method) || url === '' || more.length > 0) throw new Error(`no request: ${part}`);
  const rest = written.slice(begin + 1);
  const blank = rest.findIndex((line) => line.trim() === '');
  const headerLines = blank === -1 ? rest : rest.slice(0, blank);
  const body = blank === -1 ? '' : rest.slice(blank).join('\n').trim();
  const headers = headerLines.map((line) => {
    const [, name, value] = /^([\w-]+): (.+)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no header: ${line}`);
    return [name, value] as const;
  });
  return {
    title: title.trim(),
    name: said('name') ?? null,
    method,
    url,
    headers: Object.fromEntries(headers),
    body: body === '' ? null : body,
    expect: Number(said('expect')),
    expectBody: said('expect-body') ?? null,
    againWhile: said('again-while') === undefined ? null : Number(said('again-while')),
  };
}

/** Puts variables, and parts of answers that were named, where `{{…}}` stands. @throws {Error} one is not known */
export function filledIn(
  text: string,
  variables: Readonly<Record<string, string>>,
  answers: ReadonlyMap<string, unknown>,
): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (_, what: string) => {
    const [, name = '', path = ''] = /^(\w+)\.response\.body\.\$\.(.+)$/.exec(what) ?? [];
    const value = name === '' ? variables[what] : partOf(answers.get(name), path);
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`{{${what}}} is not known`);
    return String(value);
  });
}

function partOf(answer: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), answer);
}
