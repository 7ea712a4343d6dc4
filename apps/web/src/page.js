import { call, finishSignIn, signedInAs, signIn, signOut } from './sign-in.js';

/** Directives, their tasks, and who answers on a date: shows what the API answers and adds nothing to it. */

const TEXTS = {
  vi: {
    skip: 'Đến nội dung',
    claim: 'Ai chịu trách nhiệm về việc gì, vào ngày nào, theo hồ sơ lúc nào.',
    asOf: 'Vào ngày',
    knownAt: 'Theo hồ sơ đến số ghi nhận',
    ask: 'Xem',
    more: 'Xem thêm',
    directives: 'Văn bản chỉ đạo',
    tasksOf: 'Nhiệm vụ của',
    whoAnswers: 'Ai chịu trách nhiệm:',
    none: 'Chưa có trong hồ sơ.',
    nobody: 'Vào ngày đó chưa ai chịu trách nhiệm.',
    loading: 'Đang tải…',
    shown: (asOf, knownAt) => `Tính đến ngày ${asOf}, theo hồ sơ đến số ghi nhận ${knownAt}.`,
    deadline: 'Thời hạn',
    noDate: 'nguyên văn',
    led: 'Chủ trì',
    evidence: 'Bằng chứng',
    incomplete: 'Có bản ghi không đọc được; câu trả lời có thể thiếu.',
    unreachable: 'Không kết nối được với máy chủ.',
    signIn: 'Đăng nhập',
    signOut: 'Đăng xuất',
    notSignedIn: 'Hãy đăng nhập để xem hồ sơ.',
    capacity: {
      answers: 'Chịu trách nhiệm',
      'answers-in-vacancy': 'Chịu trách nhiệm khi khuyết người đứng đầu',
      'answers-for-orphan': 'Chịu trách nhiệm thay đơn vị đã kết thúc',
      oversees: 'Giám sát việc phân quyền',
      leads: 'Chủ trì',
      executes: 'Thực hiện',
      directs: 'Chỉ đạo',
      coordinates: 'Phối hợp',
      supervises: 'Phụ trách địa bàn',
    },
    reason: {
      unnamed: 'chưa có thông tin người giữ chức vụ',
      vacant: 'khuyết',
      'unknown-holder': 'chưa rõ người giữ chức vụ',
      'not-fanned-out': 'chưa phân đến từng đơn vị',
      'no-head-office': 'chưa có chức vụ người đứng đầu trong hồ sơ',
      'no-superior': 'không có cấp trên trong hồ sơ',
    },
    certainty: {
      recorded: 'theo quyết định trong hồ sơ',
      attested: 'văn bản có nêu',
      presumed: 'suy ra giữa hai văn bản',
    },
    status: {
      'not-yet-assigned': 'chưa giao',
      'done-on-time': 'hoàn thành đúng hạn',
      'done-late': 'hoàn thành quá hạn',
      done: 'hoàn thành',
      withdrawn: 'đã rút',
      orphaned: 'không còn đơn vị',
      'needs-successor': 'chờ xác định đơn vị kế thừa',
      suspended: 'tạm dừng',
      returned: 'đã trả lại',
      'not-triggered': 'chưa đến điều kiện',
      'awaiting-verification': 'chờ xác minh',
      'open-in-term': 'đang thực hiện, trong hạn',
      'open-overdue': 'quá hạn',
      'no-deadline': 'không có thời hạn cụ thể',
    },
  },
  en: {
    skip: 'To the content',
    claim: 'Who answers for what, on which date, as known when.',
    asOf: 'On the date',
    knownAt: 'As known at record number',
    ask: 'Show',
    more: 'Show more',
    directives: 'Directives',
    tasksOf: 'Tasks of',
    whoAnswers: 'Who answers:',
    none: 'Not on record.',
    nobody: 'Nobody answers yet on that date.',
    loading: 'Loading…',
    shown: (asOf, knownAt) => `As of ${asOf}, as known at record ${knownAt}.`,
    deadline: 'Deadline',
    noDate: 'as worded',
    led: 'Led by',
    evidence: 'Evidence',
    incomplete: 'Some records could not be read; the answer may lack something.',
    unreachable: 'The server cannot be reached.',
    signIn: 'Sign in',
    signOut: 'Sign out',
    notSignedIn: 'Sign in to see what is on record.',
    capacity: {
      answers: 'Answers',
      'answers-in-vacancy': 'Answers while the head is vacant',
      'answers-for-orphan': 'Answers for a unit that has ended',
      oversees: 'Oversees what was devolved',
      leads: 'Leads',
      executes: 'Executes',
      directs: 'Directs',
      coordinates: 'Coordinates',
      supervises: 'In charge of the area',
    },
    reason: {
      unnamed: 'no holder on record',
      vacant: 'vacant',
      'unknown-holder': 'holder not known',
      'not-fanned-out': 'not given to single units',
      'no-head-office': 'no head office on record',
      'no-superior': 'no superior on record',
    },
    certainty: {
      recorded: 'appointed on record',
      attested: 'named by a document',
      presumed: 'between two documents',
    },
    status: {},
  },
};

const state = { language: 'vi', directive: null, task: null };
const element = (id) => document.getElementById(id);
const text = () => TEXTS[state.language];
const word = (table, key) => text()[table][key] ?? key;

function make(tag, content, attributes = {}) {
  const made = document.createElement(tag);
  made.append(...[content].flat());
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** The answer, or null with the problem's own words shown. */
async function ask(path, parameters = {}) {
  const query = new URLSearchParams(parameters);
  for (const name of ['asOf', 'knownAt']) if (element(name).value) query.set(name, element(name).value);
  element('state').textContent = text().loading;
  try {
    const response = await call(`${path}?${query}`, { 'Accept-Language': state.language });
    if (response.status === 401) {
      signOut();
      showWho();
      element('state').textContent = text().notSignedIn;
      return null;
    }
    const body = await response.json();
    if (response.ok) {
      element('state').textContent = text().shown(body.asOf, body.knownAt);
      return body;
    }
    const parts = (body.errors ?? []).map((error) => `${error.parameter ?? ''}: ${error.detail}`);
    element('state').textContent = [body.title, body.detail, ...parts].join(' ');
  } catch {
    element('state').textContent = text().unreachable;
  }
  return null;
}

function card(title, notes, current, onChoose) {
  const button = make('button', [title, ...notes.map((note) => make('span', note, { class: 'note' }))], {
    type: 'button',
  });
  if (current) button.setAttribute('aria-current', 'true');
  button.addEventListener('click', () => {
    for (const other of button.closest('ol').querySelectorAll('[aria-current]')) other.removeAttribute('aria-current');
    button.setAttribute('aria-current', 'true');
    onChoose();
  });
  return make('li', button);
}

/** Fills a list page by page. */
async function fill(listId, moreId, path, parameters, toCard, cursor) {
  const page = await ask(path, { ...parameters, limit: '50', ...(cursor ? { cursor } : {}) });
  const list = element(listId);
  if (!page) return;
  if (!cursor) list.replaceChildren();
  list.append(...page.items.map(toCard));
  if (list.children.length === 0) list.append(make('li', text().none));
  const more = element(moreId);
  more.hidden = page.next === null;
  more.onclick = () => fill(listId, moreId, path, parameters, toCard, page.next);
}

function showDirectives() {
  return fill('directives', 'moreDirectives', '/directives', {}, (found) => {
    const notes = [[found.number, found.issuerName, found.on].filter(Boolean).join(' · ')];
    return card(found.title, notes, state.directive?.id === found.directive, () => {
      state.directive = { id: found.directive, title: found.title };
      state.task = null;
      element('answerSection').hidden = true;
      void showTasks().then(() => element('tasks-title').focus());
    });
  });
}

async function showTasks() {
  if (!state.directive) return;
  element('tasks-title').textContent = `${text().tasksOf} “${state.directive.title}”`;
  element('tasksSection').hidden = false;
  await fill('tasks', 'moreTasks', '/tasks', { directive: state.directive.id }, (found) => {
    const deadline = found.deadline ?? (found.deadlineText && `“${found.deadlineText}” (${text().noDate})`);
    const notes = [
      `${text().led}: ${found.leads.map((lead) => lead.name).join(', ')}`,
      [word('status', found.status), deadline && `${text().deadline}: ${deadline}`].filter(Boolean).join(' · '),
    ];
    return card(found.title, notes, state.task?.id === found.task, () => {
      state.task = { id: found.task, title: found.title };
      void showAnswer().then(() => element('answer-title').focus());
    });
  });
}

async function showAnswer() {
  if (!state.task) return;
  const found = await ask(`/tasks/${encodeURIComponent(state.task.id)}/who-answers`);
  element('answerSection').hidden = false;
  element('answer-title').textContent = `${text().whoAnswers} ${state.task.title}`;
  const answer = element('answer');
  answer.replaceChildren();
  if (!found) return;
  answer.append(make('p', word('status', found.status.status)));
  if (found.incomplete.length > 0) answer.append(make('p', text().incomplete));
  if (found.lines.length === 0) answer.append(make('p', text().nobody));
  else
    answer.append(
      make(
        'ul',
        found.lines.map((line) => lineOf(line, found.names)),
      ),
    );
}

function lineOf(line, names) {
  const holder = line.holder === null ? null : (names.persons[line.holder] ?? line.holder);
  const who = [line.office && (names.offices[line.office] ?? line.office), holder].filter(Boolean).join(': ');
  const unit = line.unit && (names.units[line.unit] ?? line.unit);
  const why = [
    line.reason && word('reason', line.reason),
    line.certainty && word('certainty', line.certainty),
    line.since && `${line.since} – ${line.until ?? ''}`,
    ...line.flags,
  ].filter(Boolean);
  const records = make('details', [
    make('summary', `${text().evidence} (${line.evidence.length})`),
    make(
      'ul',
      line.evidence.map((id) => recordOf(id)),
    ),
  ]);
  return make('li', [
    make('strong', word('capacity', line.capacity)),
    who || unit || '',
    ...(who && unit ? [make('span', unit, { class: 'note' })] : []),
    ...(why.length > 0 ? [make('span', why.join(' · '), { class: 'note' })] : []),
    records,
  ]);
}

/** The record as it is, where somebody wants to see it. */
function recordOf(id) {
  const button = make('button', id, { type: 'button' });
  const item = make('li', button);
  button.addEventListener('click', () => {
    void ask(`/records/${encodeURIComponent(id)}`).then((record) => {
      if (record) item.replaceChildren(make('pre', JSON.stringify(record, null, 2)));
    });
  });
  return item;
}

function showWho() {
  const who = signedInAs();
  element('who').textContent = who ?? '';
  element('signIn').textContent = who === null ? text().signIn : text().signOut;
}

function showTexts() {
  document.documentElement.lang = state.language;
  for (const labelled of document.querySelectorAll('[data-text]')) {
    labelled.textContent = text()[labelled.dataset.text];
  }
  const other = state.language === 'vi' ? 'en' : 'vi';
  element('language').textContent = other === 'vi' ? 'Tiếng Việt' : 'English';
  element('language').lang = other;
}

async function showAll() {
  showTexts();
  showWho();
  if (signedInAs() === null) {
    element('state').textContent = text().notSignedIn;
    return;
  }
  await showDirectives();
  await showTasks();
  await showAnswer();
}

element('language').addEventListener('click', () => {
  state.language = state.language === 'vi' ? 'en' : 'vi';
  void showAll();
});
element('signIn').addEventListener('click', () => {
  if (signedInAs() === null) {
    signIn(state.language).catch(() => (element('state').textContent = text().unreachable));
  } else {
    signOut();
    location.reload();
  }
});
element('when').addEventListener('submit', (event) => {
  event.preventDefault();
  void showAll();
});
await finishSignIn().catch(() => undefined);
void showAll();
