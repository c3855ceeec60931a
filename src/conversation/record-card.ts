import type { Button, ConfirmReply, EntryRow, NoticeReply, RecordReply, Reply } from '../reply.ts'
import type { Catalogue } from '../reporting/catalogue.ts'
import type { Entry } from '../reporting/entry.ts'
import { type Organization, unitById } from '../roster/organization.ts'
import { phrases } from './phrases.ts'
import { periodText, valueText } from './wording.ts'

export interface CardFacts {
  catalogue: Catalogue
  organization: Organization
  /** YYYY-MM-DD in the bureau's zone. */
  today: string
  /** Running figures beside a row, by entry id. */
  totals: ReadonlyMap<string, { week: string; year: string }>
  /** Entries that others in the list replace, by id: shown as “12户 → 10户”. */
  earlier: ReadonlyMap<string, Entry>
}

/** The card's outbox key: everything that a message has caused is shown on one card. */
export const cardKey = (messageId: string) => `${messageId}:reply`

const LIVE = new Set(['recorded', 'pending'])

export function isLive(entry: Entry): boolean {
  return LIVE.has(entry.status)
}

/** The card of a message's entries as they stand now: recorded ones, and below them what waits for confirmation. */
export function messageCard(
  entries: readonly Entry[],
  facts: CardFacts,
  said: {
    notes?: string[]
    questions?: ReadonlyMap<string, string>
    title?: string
    choices?: Button[]
  } = {},
): Reply {
  const pending = entries.filter((entry) => entry.status === 'pending')
  const settled = entries.filter((entry) => entry.status !== 'pending')
  const notes = said.notes ?? []
  const key = entries[0] ? cardKey(entries[0].messageId) : ''
  const record = settled.length ? recordPart(settled, facts, key, notes, said.title) : undefined
  const confirm = pending.length
    ? confirmPart(pending, facts, key, said.questions ?? new Map(), record ? [] : notes)
    : undefined
  const parts: (RecordReply | ConfirmReply | NoticeReply)[] = [record, confirm].filter(
    (part) => part !== undefined,
  )
  if (said.choices?.length) {
    const asked = [...(said.questions?.values() ?? [])]
    parts.push(choicePart(asked.length && !pending.length ? asked : notes, said.choices))
  }
  return parts.length === 1 ? parts[0]! : { kind: 'mixed', parts }
}

function recordPart(
  entries: readonly Entry[],
  facts: CardFacts,
  key: string,
  notes: string[],
  title?: string,
): RecordReply {
  const live = entries.filter(isLive)
  const replacedHere = new Set(entries.map((entry) => entry.replaces))
  // What a newer row of the same card replaces is told in that row (“原12户”), not twice.
  const shown = entries.filter((entry) => !replacedHere.has(entry.id))
  const state = !live.length ? 'withdrawn' : live.some((entry) => entry.replaces) ? 'corrected' : 'recorded'
  const titles = {
    withdrawn: phrases.withdrawn(shown.length),
    corrected: phrases.corrected,
    recorded: phrases.recorded(live.length),
  }
  return {
    kind: 'record',
    state,
    title: title ?? titles[state],
    unitName: oneUnit(shown, facts),
    rows: shown.map((entry) => row(entry, facts)),
    notes,
    buttons: live.length ? [editButton(live, key), undoButton(live, key)] : [],
  }
}

function confirmPart(
  entries: readonly Entry[],
  facts: CardFacts,
  key: string,
  questions: ReadonlyMap<string, string>,
  notes: string[],
): ConfirmReply {
  const rows = entries.map((entry) => row(entry, facts))
  const asked = entries.map(
    (entry, i) =>
      questions.get(entry.id) ?? `${phrases.toConfirm}：${rows[i]!.indicator} ${rows[i]!.value}？`,
  )
  const ids = entries.map((entry) => entry.id)
  const yes = entries.length === 1 ? `是${rows[0]!.value}` : `${entries.length}项都对`
  return {
    kind: 'confirm',
    title: phrases.toConfirm,
    question: [...new Set(asked)].join('\n'),
    rows,
    notes,
    buttons: [
      { label: yes, action: 'report.confirm', value: { entries: ids, card: key }, style: 'primary' },
      editButton(entries, key),
      { label: '不登记', action: 'report.undo', value: { entries: ids, card: key } },
    ],
  }
}

function choicePart(lines: string[], buttons: Button[]): NoticeReply {
  return { kind: 'notice', tone: 'orange', title: phrases.toConfirm, lines, buttons }
}

export function row(entry: Entry, facts: CardFacts): EntryRow {
  const indicator = facts.catalogue.find((one) => one.id === entry.indicator)
  const totals = facts.totals.get(entry.id)
  const was = entry.replaces ? facts.earlier.get(entry.replaces) : undefined
  return {
    entryId: entry.id,
    indicator: indicator?.name ?? entry.indicator,
    value: valueText(entry.value, entry.unit),
    period: periodText(entry, facts.today),
    unitName: unitById(facts.organization, entry.org)?.name ?? entry.org,
    ...(totals?.week ? { week: totals.week } : {}),
    ...(totals?.year ? { year: totals.year } : {}),
    ...(was ? { was: valueText(was.value, was.unit) } : {}),
    ...(isLive(entry) ? {} : { struck: true }),
  }
}

function oneUnit(entries: readonly Entry[], facts: CardFacts): string {
  const units = [...new Set(entries.map((entry) => entry.org))]
  return units.length === 1 ? (unitById(facts.organization, units[0]!)?.name ?? units[0]!) : ''
}

function editButton(entries: readonly Entry[], card: string): Button {
  return { label: '修改', action: 'report.edit', value: { entries: entries.map((entry) => entry.id), card } }
}

function undoButton(entries: readonly Entry[], card: string): Button {
  return { label: '撤销', action: 'report.undo', value: { entries: entries.map((entry) => entry.id), card } }
}
