import { annulledIn } from '#domain/fold.js';
import type { Facts } from '#domain/facts.js';
import { nameOn } from '#domain/organisation/unit.js';
import { type InWords, type Namer, TASK_HISTORY } from '#domain/tasks/task-history-words.js';
import type { AnswerLine } from '#domain/tasks/who-answers.js';
import type { LoggedEvent } from '#event-log/event-log.js';
import { upcast } from '#event-log/upcast.js';
import { eventName } from '../replay/event-names.js';
import { factsOf, loggedOf } from './bundle-facts.js';
import type { Bundle } from './bundle-format.js';
import { BROWSER_VERIFIER } from '../verify/browser-verifier.js';
import { CAPACITY_WORDS, CERTAINTY_WORDS, PAGE_WORDS, REASON_WORDS, SUBJECT_WORDS } from './bundle-words.js';

type Unpaged = Omit<Bundle, 'pages'>;

/** What a bundle holds for people: a page to read and print, and how to check it. They follow from the rest of it. */
export function pagesOf(bundle: Unpaged): ReadonlyMap<string, string> {
  return new Map([
    ['README.txt', readMe(bundle)],
    ['index.html', pageOf(bundle)],
    ['verifier.html', BROWSER_VERIFIER],
  ]);
}

const COMMAND = 'npm run cli -- verify BUNDLE';

function readMe({ manifest }: Unpaged): string {
  const { checkText, notShown } = PAGE_WORDS;
  const told = (language: keyof InWords) =>
    [checkText[language], `  ${COMMAND}`, notShown[language], manifest.chosen[language]].join('\n\n');
  const files = [
    'manifest.json   question, keys, how the records were chosen / câu hỏi, khóa, cách chọn bản ghi',
    'answer.json     the answer as the API gives it / câu trả lời nguyên văn',
    'checkpoint      signed note: C2SP tlog-checkpoint / mốc đã ký',
    'leaves/         one record a file, canonical JSON (RFC 8785) / mỗi tệp một bản ghi',
    'proofs/         one proof a record: C2SP tlog-proof / mỗi tệp một bằng chứng',
    'index.html      a page to read and print / trang để đọc và in',
    'verifier.html   checks this bundle in a browser, offline / trang tự kiểm tra gói này, không cần mạng',
  ];
  return `${told('vi')}\n\n${told('en')}\n\n${files.join('\n')}\n`;
}

function pageOf(bundle: Unpaged): string {
  const { manifest } = bundle;
  const { question, keys, chosen, treeSize } = manifest;
  const w = PAGE_WORDS;
  const subject = SUBJECT_WORDS[question.for];
  const witnesses = keys.witnesses.length > 0 ? keys.witnesses.map(code).join('<br>') : both(w.none);
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(`${w.title.vi}: ${question.for} ${question.id}`)}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #111; }
i { color: #555; } table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top; }
code, pre { font-size: 12px; overflow-wrap: anywhere; white-space: pre-wrap; } s { color: #777; } dt { font-weight: 600; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } tr { break-inside: avoid; } details { display: none; } }
</style>
</head>
<body>
<h1>${both(w.title)}</h1>
<h2>${both(w.question)}</h2>
<p><strong>${both(subject)}</strong></p>
<dl>
<dt>${both(w.about)}</dt><dd>${code(question.id)}</dd>
<dt>${both(w.asOf)}</dt><dd>${text(question.asOf)}</dd>
<dt>${both(w.knownAt)}</dt><dd>${question.knownAt}</dd>
</dl>
<h2>${both(w.answer)}</h2>
${linesOf(bundle)}
<details><summary>${both(w.whole)}</summary><pre>${text(JSON.stringify(JSON.parse(bundle.answer), null, 2))}</pre></details>
<h2>${both(w.events)} (${bundle.events.length})</h2>
${recordsOf(bundle)}
<h2>${both(w.checkpoint)}</h2>
<p>${both(w.treeSize)}: ${treeSize}</p>
<pre>${text(bundle.checkpoint)}</pre>
<p>${both(w.keys)}: ${code(keys.log)}</p>
<p>${both(w.witnesses)}: ${witnesses}</p>
<h2>${both(w.chosen)}</h2>
<p>${both(chosen)}</p>
<h2>${both(w.check)}</h2>
<p>${both(w.checkText)}</p>
<pre>${COMMAND}</pre>
<p>${both(w.notShown)}</p>
</body>
</html>
`;
}

/** Who answers, line by line; other answers stand below as they are. */
function linesOf(bundle: Unpaged): string {
  if (bundle.manifest.question.for !== 'task') return '';
  const { lines, names, title } = JSON.parse(bundle.answer) as {
    lines: AnswerLine[];
    names: { units: Record<string, string>; offices: Record<string, string>; persons: Record<string, string> };
    title: string;
  };
  const ordinals = new Map(bundle.events.map((event) => [loggedOf(event).id, event.ordinal]));
  const w = PAGE_WORDS;
  const named = (id: string | null, of: Record<string, string>) =>
    id === null ? '' : `${text(of[id] ?? id)} ${code(id)}`;
  const rows = lines.map(({ capacity, unit, office, holder, certainty, reason, evidence }) =>
    row([
      both(CAPACITY_WORDS[capacity]),
      named(unit, names.units),
      named(office, names.offices),
      holder !== null
        ? named(holder, names.persons)
        : reason === null
          ? ''
          : both(REASON_WORDS[reason] ?? plain(reason)),
      certainty === null ? '' : both(CERTAINTY_WORDS[certainty]),
      text(evidence.map((id) => ordinals.get(id) ?? id).join(', ')),
    ]),
  );
  return `<p>${text(title)}</p>\n${table([w.capacity, w.unit, w.office, w.holder, w.certainty, w.evidence], rows)}`;
}

function recordsOf({ events, manifest }: Unpaged): string {
  const logged = events.map(loggedOf);
  const facts = factsOf(events, manifest.question.knownAt);
  const streams = new Map<string, ReadonlySet<string>>();
  const annulled = ({ stream, id }: LoggedEvent) => {
    const of = streams.get(stream) ?? annulledIn(facts.streamFacts(stream));
    streams.set(stream, of);
    return of.has(id);
  };
  const w = PAGE_WORDS;
  const rows = logged.map((event) => {
    const what = both(inWords(event, facts));
    return row([
      String(event.ordinal),
      text(inVietNam(event.recordedAt)),
      text(dayOf(event)),
      by(event, facts),
      `${annulled(event) ? `<s>${what}</s> (${both(w.annulled)})` : what}<br>${code(event.type)}`,
      `${code(event.stream)} ${event.revision}`,
      `${both(w.proved)} ${code(`proofs/${String(event.ordinal).padStart(16, '0')}.tlog-proof`)}`,
    ]);
  });
  return table([w.ordinal, w.recorded, w.happened, w.who, w.what, w.stream, w.proof], rows);
}

function by({ actor, office }: LoggedEvent, facts: Facts): string {
  if (actor === null && office === null) return both(PAGE_WORDS.notSaid);
  const person = actor === null ? '' : `${text(facts.person(actor)?.name ?? actor)} ${code(actor)}`;
  const seat = office === null ? '' : `${text(facts.office(office)?.title ?? office)} ${code(office)}`;
  return [person, seat].filter((part) => part !== '').join('<br>');
}

/** What an event says, in a sentence where there is one, else its title and what it is called or says itself. */
function inWords(logged: LoggedEvent, facts: Facts): InWords {
  const { type, data } = upcast(logged);
  const title = { vi: eventName(type, 'vi'), en: eventName(type, 'en') };
  if (!logged.stream.startsWith('task-')) return { vi: title.vi + saysIn(data), en: title.en + saysIn(data) };
  const sentences = TASK_HISTORY as Readonly<Record<string, (data: object, name: Namer) => InWords>>;
  const say = Object.hasOwn(sentences, type) ? sentences[type] : undefined;
  const on = dayOf(logged);
  const name: Namer = {
    unit: (id) => {
      const unit = facts.unit(id);
      return unit ? nameOn(unit, on) : id;
    },
    person: (id) => facts.person(id)?.name ?? id,
  };
  return say ? say(data as object, name) : title;
}

const OWN_WORDS = ['name', 'title', 'summary', 'text', 'reason'] as const;

function saysIn(data: unknown): string {
  const said = OWN_WORDS.map((field) => (data as Record<string, unknown>)[field]).find(
    (one) => typeof one === 'string',
  );
  return typeof said === 'string' ? `: “${said}”` : '';
}

function dayOf({ data }: LoggedEvent): string {
  const { on, from } = data as { on?: unknown; from?: unknown };
  return [on, from].find((day) => typeof day === 'string') ?? '';
}

/** An instant as the clock shows it in Viet Nam. */
function inVietNam(instant: string): string {
  return `${new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} +07:00`;
}

function table(heads: readonly InWords[], rows: readonly string[]): string {
  return `<table>\n<thead><tr>${heads.map((head) => `<th>${both(head)}</th>`).join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function both({ vi, en }: InWords): string {
  return vi === en ? text(vi) : `${text(vi)} <i lang="en">${text(en)}</i>`;
}

function plain(word: string): InWords {
  return { vi: word, en: word };
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
