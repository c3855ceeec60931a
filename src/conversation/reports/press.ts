import { later } from '../../clock.ts'
import type { Pressed } from '../../message.ts'
import type { NoticeReply, Toast } from '../../reply.ts'
import type { Entry, EntryAct } from '../../reporting/entry.ts'
import type { Organization, Person } from '../../roster/organization.ts'
import { mayChange } from '../../roster/permissions.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing, Turn } from '../turn.ts'
import { ownerText, valueText } from '../wording.ts'
import { askedFor, mayConfirm } from './behalf.ts'
import { type Redrawing, refreshCards } from './card-updates.ts'
import { headOf } from './changes.ts'
import { lineOf } from './entry-targets.ts'
import { openForm, readForm } from './press-form.ts'
import { cardKey, isLive, messageCard } from './record-card.ts'
import { factsFor } from './totals.ts'

type Effect = Pick<Turn, 'entries' | 'acts' | 'outgoing'> & { toast: Toast }

/** Older cards stand in weeks that were reported upwards long ago. */
const VALID_MS = 30 * 24 * 3600_000

/** A button of a record card: bound to who may change the figures, without a second effect when pressed again. */
export async function pressRecord(press: Pressed, person: Person | undefined, scene: Scene): Promise<Effect> {
  const ids = Array.isArray(press.value.entries) ? [...new Set(press.value.entries.map(String))] : []
  const found = await Promise.all(ids.map((id) => scene.ledger.entry(id)))
  const entries = found.filter((entry) => entry !== undefined)
  const [first] = entries
  if (!first) return toastOnly('warning', scene.words.pressUnknown)
  if (await isForwarded(press, first, scene)) return toastOnly('warning', scene.words.forwardedCard)
  const refused = await refusal(press, entries, person, scene)
  if (!person || refused) return toastOnly('error', refused ?? scene.words.pressUnknown)
  if (entries.every((entry) => later(entry.receivedAt, VALID_MS) < scene.now))
    return toastOnly('warning', scene.words.oldCard)
  switch (press.action) {
    case 'report.confirm':
      return confirm(entries, press, person, scene)
    case 'report.undo':
      return undo(entries, press, person, scene)
    case 'report.keep':
      return redraw(entries, press, scene)
    case 'report.edit':
      return edit(entries, press, person, scene)
    default:
      return toastOnly('warning', scene.words.pressUnknown)
  }
}

function toastOnly(tone: Toast['tone'], text: string): Effect {
  return { entries: [], acts: [], outgoing: [], toast: { tone, text } }
}

/** A card that we sent nowhere, in a chat where its figures were not reported. */
async function isForwarded(press: Pressed, entry: Entry, scene: Scene): Promise<boolean> {
  return press.chat.id !== entry.chatId && (await scene.history.keyOf(press.messageId)) === undefined
}

/** Why this person may not do this to these entries; undefined where it is theirs to do. */
async function refusal(
  press: Pressed,
  entries: readonly Entry[],
  person: Person | undefined,
  scene: Scene,
): Promise<string | undefined> {
  const { organization } = scene.bureau
  for (const entry of entries) {
    if (!person) return ownerText(entry, organization)
    const asked = entry.status === 'pending' ? askedFor(entry, organization) : []
    // Whose word is waited for says yes or no, also without having reported.
    const answers = ['report.confirm', 'report.undo', 'report.keep'].includes(press.action)
    if (answers && asked.some((one) => one.openId === person.openId)) continue
    if (!(await mayChangeLine(person, entry, organization, scene))) return ownerText(entry, organization)
    if (
      press.action === 'report.confirm' &&
      entry.status === 'pending' &&
      !mayConfirm(person, entry, organization)
    )
      return scene.words.onlyUnit(asked.map((one) => one.name).join('、'))
  }
  return undefined
}

/** Who reported what this entry stands for may go on changing it. */
async function mayChangeLine(
  person: Person,
  entry: Entry,
  organization: Organization,
  scene: Scene,
): Promise<boolean> {
  if (mayChange(person, entry, organization)) return true
  const known = new Map<string, Entry>()
  for (let id = entry.replaces; id && !known.has(id); id = known.get(id)?.replaces) {
    const one = await scene.ledger.entry(id)
    if (one) known.set(id, one)
  }
  return lineOf(entry, known).some((one) => mayChange(person, one, organization))
}

async function confirm(entries: Entry[], press: Pressed, person: Person, scene: Scene): Promise<Effect> {
  const open = entries.filter((entry) => entry.status === 'pending')
  if (!open.length) return already(entries, press, scene)
  const by = { by: person.openId, at: scene.now, cause: press.eventId }
  const acts: EntryAct[] = open.map((entry) => ({ entryId: entry.id, act: 'confirm', ...by }))
  const ended: Entry[] = []
  for (const entry of open) {
    const target = entry.replaces ? await scene.ledger.entry(entry.replaces) : undefined
    const head = target && (await headOf(target, scene))
    if (!head || head.id === entry.id) continue
    ended.push(head)
    acts.push({ entryId: head.id, act: 'replace', ...by })
  }
  const [was, now] = [ended[0], open[0]]
  const text =
    was && now && open.length === 1
      ? `已更正：${valueText(was.value, was.unit)} → ${valueText(now.value, now.unit)}`
      : '已登记'
  const outgoing = await redrawn([...open, ...ended], acts, press, scene, { added: open }, text)
  return { entries: [], acts, outgoing, toast: { tone: 'success', text } }
}

/** What is pending is declined, what is recorded is withdrawn. */
async function undo(entries: Entry[], press: Pressed, person: Person, scene: Scene): Promise<Effect> {
  const live = entries.filter(isLive)
  if (!live.length) return already(entries, press, scene)
  const acts = live.map(
    (entry): EntryAct => ({
      entryId: entry.id,
      act: entry.status === 'pending' ? 'decline' : 'withdraw',
      by: person.openId,
      at: scene.now,
      cause: press.eventId,
    }),
  )
  const text = acts.every((act) => act.act === 'decline') ? '没有登记' : '已撤销'
  return {
    entries: [],
    acts,
    outgoing: await redrawn(live, acts, press, scene, {}, text),
    toast: { tone: 'success', text },
  }
}

const STATE_NAMES: Record<Entry['status'], string> = {
  recorded: '登记',
  pending: '待确认',
  replaced: '更正',
  withdrawn: '撤销',
  declined: '选了不登记',
}

/** Nothing is left to do: the card is drawn as things stand now, and who did it is told. */
async function already(entries: Entry[], press: Pressed, scene: Scene): Promise<Effect> {
  const [first] = entries
  if (!first) return toastOnly('warning', scene.words.pressUnknown)
  const last = (await scene.ledger.acts([first.id])).at(-1)
  const who = scene.bureau.organization.people.find((one) => one.openId === last?.by)?.name
  const text = scene.words.already(STATE_NAMES[first.status], who)
  const outgoing = await redrawn(entries, [], press, scene, {}, text)
  return { entries: [], acts: [], outgoing, toast: { tone: 'info', text } }
}

async function redraw(entries: Entry[], press: Pressed, scene: Scene): Promise<Effect> {
  const outgoing = await redrawn(entries, [], press, scene)
  return { entries: [], acts: [], outgoing, toast: { tone: 'info', text: '没有改动' } }
}

async function edit(entries: Entry[], press: Pressed, person: Person, scene: Scene): Promise<Effect> {
  const live = entries.filter(isLive)
  if (!live.length) return already(entries, press, scene)
  const key = (await scene.history.keyOf(press.messageId)) ?? cardKey(live[0]!.messageId)
  const { set } = press.value
  const form = typeof set === 'number' ? { [`value:${live[0]!.id}`]: String(set) } : press.form
  if (!Object.keys(form).length) return openForm(live, key, press, scene)
  const read = await readForm(live, form, press, person, scene)
  if (read.problem) return toastOnly('error', read.problem)
  if (!read.added.length) return redraw(entries, press, scene)
  const [now] = read.added
  const was = live.find((one) => one.id === now?.replaces)
  const told = now?.status === 'pending' ? '请再确认一次' : '已更正'
  const text =
    was && now && read.added.length === 1
      ? `${told}：${valueText(was.value, was.unit)} → ${valueText(now.value, now.unit)}`
      : `${told} ${read.added.length} 项`
  const outgoing = await redrawn(live, read.acts, press, scene, read, text)
  return { entries: read.added, acts: read.acts, outgoing, toast: { tone: 'success', text } }
}

/**
 * The cards of the entries, and the one that was pressed where it is another (a question about which one is meant): there one
 * line says what was done (`told`), or what must be asked once more; where nothing was done it stands as before.
 */
async function redrawn(
  entries: readonly Entry[],
  acts: readonly EntryAct[],
  press: Pressed,
  scene: Scene,
  drawing: Redrawing = {},
  told = '',
): Promise<Outgoing[]> {
  const updates = await refreshCards(entries, acts, press.eventId, scene, drawing)
  const key = await scene.history.keyOf(press.messageId)
  if (!key || updates.some((one) => one.updates === key)) return updates
  const { added = [], questions = new Map() } = drawing
  const reply = questions.size
    ? messageCard(added, await factsFor(added, entries, 'unit', scene), { questions })
    : told
      ? doneLine(told, scene)
      : await scene.history.shown(key)
  if (!reply) return updates
  return [...updates, { key: `${key}:${press.eventId}`, chat: press.chat, op: 'update', updates: key, reply }]
}

function doneLine(title: string, { words }: Scene): NoticeReply {
  return { kind: 'notice', tone: 'grey', title, lines: [words.onOtherCard], buttons: [] }
}
