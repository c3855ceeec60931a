/** What the bot says, as plain data. Renderers turn it into cards; nothing here knows Feishu. */

export interface Button {
  label: string
  /** One of CONTRACT §3, or our own `ask` (value.text is then treated as if said) and `open` (value.url). */
  action: string
  value: Record<string, unknown>
  style?: 'default' | 'primary' | 'danger'
}

export interface Table {
  columns: string[]
  rows: string[][]
}

/** A line or bar chart: the same length of `points` for each series. */
export interface Chart {
  title: string
  kind: 'line' | 'bar'
  series: { name: string; points: { label: string; value: number }[] }[]
}

export interface Quote {
  /** Path below `documents/`. */
  document: string
  title: string
  /** 文号, empty where the document has none. */
  number: string
  /** `第六条`, a heading, or a table's caption. */
  section: string
  /** Verbatim; cells of a row joined by ` | `. */
  quote: string
  /** YYYY-MM-DD the document is in force from; empty when unknown. */
  effective: string
  /** Everybody may read the document: its link needs no key. */
  open: boolean
  /** The document was read from pictures of paper: to be compared with the original. */
  scanned?: boolean
  url?: string
}

export interface Contact {
  section: string
  room?: string
  phone?: string
  person?: string
}

/** Something that takes place, for a calendar. Days YYYY-MM-DD and times HH:MM in the bureau's zone. */
export interface Occasion {
  /** The same for the same event, also when it is put off. */
  id: string
  title: string
  /** Both days included. */
  from: string
  to: string
  /** Empty: the whole day; `ends` empty: open. */
  starts: string
  ends: string
  place: string
  /** Last day to register; empty where there is none. */
  deadline: string
  notes: string
}

export interface AnswerReply {
  kind: 'answer'
  title: string
  /** First line first: what was asked for. */
  answer: string
  quotes: Quote[]
  /** YYYY-MM-DD */
  asOf: string
  contact?: Contact
  buttons: Button[]
  /** Ties the helpful / unhelpful buttons to what was asked. */
  answerId: string
  /** What it tells of a schedule, still to come. */
  events?: Occasion[]
}

export interface ClarifyReply {
  kind: 'clarify'
  title: string
  lead: string
  table?: Table
  /** Each sends its own text as the follow-up. */
  choices: string[]
  quotes: Quote[]
  asOf: string
}

export interface NotFoundReply {
  kind: 'not-found'
  /** “没有查到床位收费的规定。” */
  lead: string
  /** What was searched and what came nearest, in one sentence. */
  searched: string
  contact?: Contact
  asOf: string
  buttons?: Button[]
}

export interface EntryRow {
  entryId: string
  indicator: string
  /** “12户” */
  value: string
  /** “6月24日（周三）”, “本周” … */
  period: string
  unitName: string
  /** “本周31户”, empty where it makes no sense. */
  week?: string
  /** “186 / 320（58%）” */
  year?: string
  /** What it was before a correction: “12户”. */
  was?: string
  struck?: boolean
  /** Of what waits for confirmation: why it is asked, and the figure that was perhaps meant. */
  ask?: string
  suggest?: { label: string; value: number }
}

/** The card of one reporting message, through its whole life: the same card is updated in place. */
export interface RecordReply {
  kind: 'record'
  state: 'recorded' | 'corrected' | 'withdrawn'
  /** “已登记 2 项” */
  title: string
  unitName: string
  rows: EntryRow[]
  /** What was not recorded and why, one sentence each. */
  notes: string[]
  buttons: Button[]
}

export interface ConfirmReply {
  kind: 'confirm'
  title: string
  /** The question comes first: “比平常多10倍，请确认：适老化改造 120户？” */
  question: string
  rows: EntryRow[]
  notes: string[]
  buttons: Button[]
}

/** A form to change recorded entries; fields named `value:<entryId>`, prefilled. */
export interface EditReply {
  kind: 'edit'
  title: string
  fields: { name: string; label: string; value: string }[]
  submit: Button
  cancel: Button
}

export interface SummaryReply {
  kind: 'summary'
  /** “民政重点工作周报 6月15日—21日” */
  title: string
  /** Short sentences: what rose, fell, is behind. */
  headlines: string[]
  /** Who has not reported, what is pending. */
  missing: string
  chart?: Chart
  /** Each with a heading; the renderer splits what does not fit one card. */
  tables: { heading: string; table: Table; folded?: boolean }[]
  /** “截至6月22日9:00，6/8个街道已报” */
  footer: string
  /** Change lines of a living summary. */
  changes: string[]
  buttons: Button[]
}

/** Short words without numbers to press: greetings, refusals, errors. */
export interface NoticeReply {
  kind: 'notice'
  tone: 'plain' | 'grey' | 'green' | 'red' | 'orange' | 'turquoise'
  /** Empty: sent as a text message, not as a card. */
  title: string
  lines: string[]
  buttons: Button[]
}

/** Three things to tap, made of this bureau's own documents and indicators. */
export interface WelcomeReply {
  kind: 'welcome'
  title: string
  lines: string[]
  examples: string[]
}

/** A file, sent as a message of its own. */
export interface FileReply {
  kind: 'file'
  /** With its ending: “民政重点工作周报 6月15日—21日.docx”. */
  name: string
  /** base64 */
  content: string
}

/** Several replies to one message, in order, as one card: a report and a question in one. */
export interface MixedReply {
  kind: 'mixed'
  parts: CardReply[]
}

/** What becomes one card, or words. */
export type CardReply =
  | AnswerReply
  | ClarifyReply
  | NotFoundReply
  | RecordReply
  | ConfirmReply
  | EditReply
  | SummaryReply
  | NoticeReply
  | WelcomeReply

export type Reply = CardReply | MixedReply | FileReply

/** The instant answer to a press; shown by the platform over the chat. */
export interface Toast {
  tone: 'info' | 'success' | 'warning' | 'error'
  text: string
}
