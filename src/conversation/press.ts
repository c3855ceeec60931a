import type { Pressed } from '../message.ts'
import type { EditReply, Toast } from '../reply.ts'
import type { Entry, EntryAct } from '../reporting/entry.ts'
import { parseNumeral } from '../reporting/numerals.ts'
import { type Person, unitById } from '../roster/organization.ts'
import { mayChange } from '../roster/permissions.ts'
import { refreshCards } from './card-updates.ts'
import { isLive } from './record-card.ts'
import { entryId } from './reports.ts'
import type { Scene } from './scene.ts'
import type { Outgoing, Turn } from './turn.ts'
import { periodText, valueText } from './wording.ts'

type Effect = Pick<Turn, 'entries' | 'acts' | 'outgoing'> & { toast: Toast }

/** A button of a record card: bound to who may change the figures, without a second effect when pressed again. */
export async function pressRecord(press: Pressed, person: Person | undefined, scene: Scene): Promise<Effect> {
  const ids = Array.isArray(press.value.entries) ? press.value.entries.map(String) : []
  const found = await Promise.all(ids.map((id) => scene.ledger.entry(id)))
  const entries = found.filter((entry) => entry !== undefined)
  if (!entries.length) return toastOnly('warning', scene.words.pressUnknown)
  const foreign = entries.find((entry) => !person || !mayChange(person, entry))
  if (!person || foreign) {
    const unit = unitById(scene.bureau.organization, (foreign ?? entries[0]!).org)?.name ?? ''
    return toastOnly('error', scene.words.notYours((foreign ?? entries[0]!).reporterName, unit))
  }
  switch (press.action) {
    case 'report.confirm':
      return settle(entries, 'confirm', 'pending', '已登记', press, person, scene)
    case 'report.undo':
      return undo(entries, press, person, scene)
    case 'report.keep':
      return redraw(entries, press, scene)
    case 'report.edit':
      return Object.keys(press.form).length
        ? saveForm(entries, press, person, scene)
        : openForm(entries, press, scene)
    default:
      return toastOnly('warning', scene.words.pressUnknown)
  }
}

function toastOnly(tone: Toast['tone'], text: string): Effect {
  return { entries: [], acts: [], outgoing: [], toast: { tone, text } }
}

async function settle(
  entries: Entry[],
  act: EntryAct['act'],
  from: Entry['status'] | 'live',
  done: string,
  press: Pressed,
  person: Person,
  scene: Scene,
): Promise<Effect> {
  const open = entries.filter((entry) => (from === 'live' ? isLive(entry) : entry.status === from))
  if (!open.length) return toastOnly('info', scene.words.already(STATE_NAMES[entries[0]!.status]))
  const acts = open.map(
    (entry): EntryAct => ({ entryId: entry.id, act, by: person.openId, at: scene.now, cause: press.eventId }),
  )
  const outgoing = await refreshCards(open, acts, press.eventId, scene)
  return { entries: [], acts, outgoing, toast: { tone: 'success', text: done } }
}

const STATE_NAMES: Record<Entry['status'], string> = {
  recorded: '登记',
  pending: '待确认',
  replaced: '更正',
  withdrawn: '撤销',
  declined: '选了不登记',
}

/** What is pending is declined, what is recorded is withdrawn. */
async function undo(entries: Entry[], press: Pressed, person: Person, scene: Scene): Promise<Effect> {
  const pending = entries.filter((entry) => entry.status === 'pending')
  if (pending.length === entries.length)
    return settle(pending, 'decline', 'pending', '没有登记', press, person, scene)
  return settle(entries, 'withdraw', 'live', '已撤销', press, person, scene)
}

async function redraw(entries: Entry[], press: Pressed, scene: Scene): Promise<Effect> {
  const outgoing = await refreshCards(entries, [], press.eventId, scene)
  return { entries: [], acts: [], outgoing, toast: { tone: 'info', text: '没有改动' } }
}

async function openForm(entries: Entry[], press: Pressed, scene: Scene): Promise<Effect> {
  const live = entries.filter(isLive)
  if (!live.length) return toastOnly('info', scene.words.already(STATE_NAMES[entries[0]!.status]))
  const card = String(press.value.card ?? '')
  const value = { entries: live.map((entry) => entry.id), card }
  const reply: EditReply = {
    kind: 'edit',
    title: scene.words.editTitle,
    fields: live.map((entry) => ({
      name: `value:${entry.id}`,
      label: `${label(entry, scene)}（${entry.unit}）`,
      value: String(entry.value),
    })),
    submit: { label: '保存', action: 'report.edit', value, style: 'primary' },
    cancel: { label: '不改了', action: 'report.keep', value },
  }
  return {
    entries: [],
    acts: [],
    outgoing: [update(live[0]!, press, reply)],
    toast: { tone: 'info', text: '请修改' },
  }
}

function label(entry: Entry, scene: Scene): string {
  const name = scene.bureau.catalogue.find((one) => one.id === entry.indicator)?.name ?? entry.indicator
  const unit = unitById(scene.bureau.organization, entry.org)?.name ?? entry.org
  return `${unit} ${periodText(entry, scene.today)} ${name}`
}

async function saveForm(entries: Entry[], press: Pressed, person: Person, scene: Scene): Promise<Effect> {
  const added: Entry[] = []
  const acts: EntryAct[] = []
  for (const [place, entry] of entries.filter(isLive).entries()) {
    const typed = press.form[`value:${entry.id}`]?.trim()
    if (typed === undefined) continue
    const value = parseNumeral(typed)
    if (value === undefined)
      return toastOnly('error', scene.words.notANumber(label(entry, scene), typed.slice(0, 20)))
    if (value === entry.value) continue
    added.push(edited(entry, value, typed, entryId(press.eventId, undefined, place), scene))
    acts.push({ entryId: entry.id, act: 'replace', by: person.openId, at: scene.now, cause: press.eventId })
  }
  if (!added.length) return redraw(entries, press, scene)
  const outgoing = await refreshCards(entries, acts, press.eventId, scene, added)
  const text = added.length === 1 ? changeLine(added[0]!, entries) : `已更正 ${added.length} 项`
  return { entries: added, acts, outgoing, toast: { tone: 'success', text } }
}

/** The typed figure stands in the place of the old one: same message, same period, its own words. */
function edited(entry: Entry, value: number, typed: string, id: string, scene: Scene): Entry {
  return {
    ...entry,
    id,
    value,
    words: typed,
    status: 'recorded',
    sentAt: scene.now,
    receivedAt: scene.now,
    parserVersion: 'form',
    replaces: entry.id,
  }
}

function changeLine(entry: Entry, before: Entry[]): string {
  const was = before.find((one) => one.id === entry.replaces)
  return `已更正：${was ? valueText(was.value, was.unit) : ''} → ${valueText(entry.value, entry.unit)}`
}

function update(entry: Entry, press: Pressed, reply: EditReply): Outgoing {
  const card = `${entry.messageId}:reply`
  return {
    key: `${card}:${press.eventId}`,
    chat: { id: entry.chatId, kind: press.chat.kind },
    op: 'update',
    updates: card,
    reply,
  }
}
