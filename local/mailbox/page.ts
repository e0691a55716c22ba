/** The script of the mailbox page. The fragment of the URL names the open email, so that Back and Reload work. */
import type { MailEvent } from '../ses/feedback.ts';
import type { MailboxMail as Mail } from './server.ts';

/** Milliseconds between polls. */
const interval = 2000;
/** The number of emails in the list. An import can send thousands. */
const LIMIT = 200;

function find<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no element #${id}.`);
  return element;
}

const page = {
  panes: find('panes', HTMLElement),
  state: find('state', HTMLElement),
  list: find('list', HTMLElement),
  empty: find('empty', HTMLElement),
  hint: find('hint', HTMLElement),
  mail: find('mail', HTMLElement),
  reading: find('reading', HTMLElement),
  subject: find('subject', HTMLElement),
  from: find('from', HTMLElement),
  to: find('to', HTMLElement),
  date: find('date', HTMLTimeElement),
  events: find('events', HTMLElement),
  simulation: find('simulation', HTMLFormElement),
  outcome: find('outcome', HTMLSelectElement),
  frame: find('frame', HTMLIFrameElement),
  text: find('text', HTMLElement),
  asHtml: find('as-html', HTMLButtonElement),
  asText: find('as-text', HTMLButtonElement),
};

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

const EVENT_LABELS = {
  SEND: 'sent',
  DELIVERY: 'delivered',
  DELIVERY_DELAY: 'delayed',
  BOUNCE: 'bounced',
  COMPLAINT: 'reported as spam',
  REJECT: 'rejected',
  RENDERING_FAILURE: 'rendering failed',
} as const satisfies Record<MailEvent['type'], string>;

let mails: readonly Mail[] = [];
let loaded = false;
let shownId: string | undefined;
let prefersText = false;
const read = new Set<string>();

async function refresh(): Promise<void> {
  try {
    const response = await fetch(`/mailbox.json?limit=${LIMIT}`, {
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(String(response.status));
    receive((await response.json()) as Mail[]);
    announce('', false);
  } catch {
    announce('Foyer is not responding. If you stopped it, start it again with npm start.', true);
  }
}

function receive(latest: readonly Mail[]): void {
  const known = new Set(mails.map((mail) => mail.id));
  const added = latest.filter((mail) => !known.has(mail.id)).length;
  const changed = added > 0 || latest.length !== mails.length || !loaded;
  mails = latest;
  loaded = true;
  if (changed) {
    showList();
    showChosen();
  }
  showEvents();
}

/** Updates the SES events, which arrive after an email was sent. */
function showEvents(): void {
  for (const mail of mails) {
    const item = [...page.list.children].find(
      (each) => (each as HTMLElement).dataset['id'] === mail.id,
    );
    const last = mail.feedback.at(-1);
    const trouble = last !== undefined && !['SEND', 'DELIVERY'].includes(last.type);
    write(item?.querySelector('.outcome'), trouble ? EVENT_LABELS[last.type] : '');
  }
  const chosen = mails.find((mail) => mail.id === shownId);
  write(page.events, chosen?.feedback.map(({ type }) => EVENT_LABELS[type]).join(', ') ?? '');
}

/** Writes the text only if it differs, because screen readers announce every change to a live region. */
function write(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

function announce(sentence: string, trouble: boolean): void {
  const unread = mails.filter((mail) => !read.has(mail.id)).length;
  const shown = sentence === '' ? numberOfMails() : sentence;
  write(page.state, shown);
  page.state.classList.toggle('trouble', trouble);
  document.title = unread === 0 ? 'Mailbox' : `(${unread}) Mailbox`;
}

function numberOfMails(): string {
  if (mails.length === LIMIT) return `The newest ${LIMIT} emails`;
  return mails.length === 1 ? '1 email' : `${mails.length} emails`;
}

function showList(): void {
  page.empty.hidden = mails.length > 0;
  const present = new Map(
    [...page.list.children].map((item) => [(item as HTMLElement).dataset['id'], item]),
  );
  const items = mails.map((mail) => present.get(mail.id) ?? itemFor(mail));
  // Existing items are moved, not recreated, to keep the focus and the scroll position.
  items.forEach((item, index) => {
    const there = page.list.children[index];
    if (there !== item) page.list.insertBefore(item, there ?? null);
  });
  while (page.list.children.length > items.length) page.list.lastElementChild?.remove();
}

function itemFor(mail: Mail): HTMLLIElement {
  const item = document.createElement('li');
  item.dataset['id'] = mail.id;
  const link = document.createElement('a');
  link.href = `#${mail.id}`;
  const when = document.createElement('time');
  when.dateTime = mail.date;
  when.textContent = time.format(new Date(mail.date));
  link.append(spanOf('to', mail.to), when, spanOf('subject', mail.subject), spanOf('outcome', ''));
  item.append(link);
  item.classList.add('unread');
  return item;
}

function spanOf(className: string, text: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = text;
  return span;
}

function showChosen(): void {
  const id = location.hash.slice(1);
  const mail = mails.find((each) => each.id === id);
  page.panes.classList.toggle('open', mail !== undefined);
  page.mail.hidden = mail === undefined;
  page.hint.hidden = mail !== undefined || mails.length === 0;
  for (const item of page.list.children) markItem(item as HTMLElement, id);
  if (mail === undefined) shownId = undefined;
  else if (mail.id !== shownId) showMail(mail);
}

function markItem(item: HTMLElement, chosenId: string): void {
  const chosen = item.dataset['id'] === chosenId;
  if (chosen) {
    read.add(chosenId);
    item.classList.remove('unread');
  }
  item.firstElementChild?.setAttribute('aria-current', String(chosen));
}

function showMail(mail: Mail): void {
  shownId = mail.id;
  page.subject.textContent = mail.subject;
  page.from.textContent = mail.from;
  page.to.textContent = mail.to;
  page.date.dateTime = mail.date;
  page.date.textContent = dateAndTime.format(new Date(mail.date));
  page.simulation.action = `/mailbox/mails/${mail.id}/feedback`;
  page.events.textContent = '';
  showEvents();
  page.text.replaceChildren(...linked(mail.text));
  // Replaced, not navigated, which would add an entry to the history for every email.
  const frame = page.frame.cloneNode() as HTMLIFrameElement;
  if (mail.html === undefined) frame.removeAttribute('src');
  else frame.src = `/mailbox/mails/${mail.id}`;
  page.frame.replaceWith(frame);
  page.frame = frame;
  page.asHtml.disabled = mail.html === undefined;
  showView();
}

function showView(): void {
  const asText = prefersText || page.asHtml.disabled;
  page.frame.hidden = asText;
  page.text.hidden = !asText;
  page.asText.setAttribute('aria-pressed', String(asText));
  page.asHtml.setAttribute('aria-pressed', String(!asText));
}

/** Turns the URLs in a string into links. */
function linked(text: string): (string | HTMLAnchorElement)[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => {
    if (index % 2 === 0) return part;
    const link = document.createElement('a');
    link.href = part;
    link.textContent = part;
    link.target = '_blank';
    link.rel = 'noreferrer';
    return link;
  });
}

function choose(asText: boolean): void {
  prefersText = asText;
  showView();
}

page.asText.addEventListener('click', () => {
  choose(true);
});
page.asHtml.addEventListener('click', () => {
  choose(false);
});
/** The form also works without this, but reloading the page would mark all emails as unread. */
page.simulation.addEventListener('submit', (event) => {
  event.preventDefault();
  void simulate();
});

async function simulate(): Promise<void> {
  const body = new URLSearchParams({ type: page.outcome.value });
  await fetch(page.simulation.action, { method: 'POST', body }).catch(() => undefined);
  await refresh();
}

addEventListener('hashchange', () => {
  showChosen();
  announce('', false);
  if (page.panes.classList.contains('open')) page.reading.focus({ preventScroll: true });
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refresh();
});

await refresh();
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, interval));
  if (!document.hidden) await refresh();
}
