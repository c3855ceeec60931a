import type { Button, CardReply, ConfirmReply, EntryRow, RecordReply, Reply } from '../../reply.ts'
import type { Catalogue } from '../../reporting/catalogue.ts'
import type { Entry } from '../../reporting/entry.ts'
import { type Organization, unitById } from '../../roster/organization.ts'
import { phrases } from '../phrases.ts'
import { periodText, valueText } from '../wording.ts'
import type { Question } from './judge.ts'

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

/** What a card says beside its entries. */
export interface Beside {
  notes?: readonly string[]
  /** Why entries wait for confirmation, by entry id. */
  questions?: ReadonlyMap<string, Question>
  title?: string
  /** Others must confirm: here there is no button for it. */
  othersSay?: ReadonlySet<string>
  /** Further parts: choices, the answer to a question in the same message. */
  beside?: readonly CardReply[]
}

/** The card of a message's entries as they stand now: recorded ones, and below them what waits for confirmation. */
export function messageCard(entries: readonly Entry[], facts: CardFacts, said: Beside = {}): Reply {
  const pending = entries.filter((entry) => entry.status === 'pending')
  const settled = withoutPast(entries).filter((entry) => entry.status !== 'pending')
  const notes = [...(said.notes ?? [])]
  const record = settled.length ? recordPart(settled, facts, notes, said.title) : undefined
  const confirm = pending.length ? confirmPart(pending, facts, said, record ? [] : notes) : undefined
  const parts: CardReply[] = [record, confirm].filter((part) => part !== undefined)
  parts.push(...(said.beside ?? []))
  return parts.length === 1 ? parts[0]! : { kind: 'mixed', parts }
}

/** What a newer row of the same card stands for is told in that row (“12户 → 10户”), not twice. */
function withoutPast(entries: readonly Entry[]): Entry[] {
  const replacedHere = new Set(entries.map((entry) => (entry.status === 'pending' ? '' : entry.replaces)))
  return entries.filter((entry, place) => {
    if (isLive(entry)) return true
    const again = entries
      .slice(place + 1)
      .some(
        (one) =>
          one.indicator === entry.indicator && one.org === entry.org && one.span.start === entry.span.start,
      )
    return !replacedHere.has(entry.id) && !again
  })
}

function recordPart(shown: readonly Entry[], facts: CardFacts, notes: string[], title?: string): RecordReply {
  const live = shown.filter(isLive)
  const state = !live.length ? 'withdrawn' : live.some((entry) => entry.replaces) ? 'corrected' : 'recorded'
  const all = (status: Entry['status']) => shown.every((entry) => entry.status === status)
  const gone = all('replaced')
    ? phrases.correctedLater
    : all('declined')
      ? phrases.declined
      : phrases.withdrawn(shown.length)
  const titles = {
    withdrawn: gone,
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
    buttons: live.length ? [editButton(live), undoButton(live, '撤销')] : [],
  }
}

function confirmPart(
  entries: readonly Entry[],
  facts: CardFacts,
  { questions, othersSay }: Beside,
  notes: string[],
): ConfirmReply {
  const rows = entries.map((entry): EntryRow => {
    const plain = row(entry, facts)
    const question = questions?.get(entry.id)
    return {
      ...plain,
      ask: question?.text ?? `${phrases.toConfirm}：${plain.indicator} ${plain.value}？`,
      ...(question?.suggest ? { suggest: question.suggest } : {}),
    }
  })
  const own = entries.filter((entry) => !othersSay?.has(entry.id))
  const ids = own.map((entry) => entry.id)
  const first = rows.find((one) => one.entryId === ids[0])
  const yes = own.length === 1 ? `是${first?.value ?? ''}` : `${own.length}项都对`
  const suggest = own.length === 1 ? first?.suggest : undefined
  return {
    kind: 'confirm',
    title: phrases.toConfirm,
    question: [...new Set(rows.map((one) => one.ask ?? ''))].join('\n'),
    rows,
    notes,
    buttons: [
      ...(own.length
        ? [{ label: yes, action: 'report.confirm', value: { entries: ids }, style: 'primary' as const }]
        : []),
      ...(suggest
        ? [{ label: suggest.label, action: 'report.edit', value: { entries: ids, set: suggest.value } }]
        : []),
      editButton(entries),
      undoButton(entries, '不登记'),
    ],
  }
}

function row(entry: Entry, facts: CardFacts): EntryRow {
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

function editButton(entries: readonly Entry[]): Button {
  return { label: '修改', action: 'report.edit', value: { entries: entries.map((entry) => entry.id) } }
}

function undoButton(entries: readonly Entry[], label: string): Button {
  return { label, action: 'report.undo', value: { entries: entries.map((entry) => entry.id) } }
}
