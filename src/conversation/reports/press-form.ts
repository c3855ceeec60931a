import type { Pressed } from '../../message.ts'
import type { EditReply, Toast } from '../../reply.ts'
import type { Entry, EntryAct } from '../../reporting/entry.ts'
import { isContinuous } from '../../reporting/measures.ts'
import { parseNumeral } from '../../reporting/numerals.ts'
import { type Person, unitById } from '../../roster/organization.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing } from '../turn.ts'
import { periodText } from '../wording.ts'
import { askedFor } from './behalf.ts'
import { type Question, questionAbout } from './judge.ts'
import { entryId } from './reports.ts'

/** The form in the place of the card, each figure prefilled. */
export function openForm(
  live: readonly Entry[],
  key: string,
  press: Pressed,
  scene: Scene,
): { entries: Entry[]; acts: EntryAct[]; outgoing: Outgoing[]; toast: Toast } {
  const value = { entries: live.map((entry) => entry.id) }
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
    outgoing: [{ key: `${key}:${press.eventId}`, chat: press.chat, op: 'update', updates: key, reply }],
    toast: { tone: 'info', text: '请改好后保存' },
  }
}

export interface FormRead {
  added: Entry[]
  acts: EntryAct[]
  questions: Map<string, Question>
  /** What is wrong with a field: then nothing at all is changed. */
  problem?: string
}

/** What a submitted form changes. A figure that is remarkable waits for one more tap, and the old one stands until then. */
export async function readForm(
  live: readonly Entry[],
  form: Record<string, string>,
  press: Pressed,
  person: Person,
  scene: Scene,
): Promise<FormRead> {
  const read: FormRead = { added: [], acts: [], questions: new Map() }
  for (const [place, entry] of live.entries()) {
    const typed = form[`value:${entry.id}`]?.trim()
    if (typed === undefined) continue
    const { value, problem } = checked(typed, entry, scene)
    if (value === undefined) return { ...read, added: [], acts: [], problem: problem ?? '' }
    if (value === entry.value) continue
    const next = edited(entry, value, typed, entryId(press.eventId, undefined, place), scene)
    const question = await whyAsk(entry, next, person, scene)
    if (question) read.questions.set(next.id, question)
    read.added.push({ ...next, status: question ? 'pending' : 'recorded' })
    if (!question || entry.status === 'pending')
      read.acts.push({
        entryId: entry.id,
        act: 'replace',
        by: person.openId,
        at: scene.now,
        cause: press.eventId,
      })
  }
  return read
}

async function whyAsk(
  entry: Entry,
  next: Entry,
  person: Person,
  scene: Scene,
): Promise<Question | undefined> {
  const { organization } = scene.bureau
  const asked = entry.status === 'pending' ? askedFor(entry, organization) : []
  if (asked.length && !asked.some((one) => one.openId === person.openId) && person.role !== 'admin')
    return { text: scene.words.onBehalf(unitById(organization, entry.org)?.name ?? entry.org) }
  const draft = { entry: next, figure: next, target: entry }
  return questionAbout(
    draft,
    { text: '', sentAt: scene.now },
    { kind: 'correction', asks: [] },
    person,
    scene,
    [],
  )
}

function checked(typed: string, entry: Entry, scene: Scene): { value?: number; problem?: string } {
  const name = label(entry, scene)
  const { words } = scene
  const bare = typed.endsWith(entry.unit) ? typed.slice(0, -entry.unit.length).trim() : typed
  if (/^[-－−–]/.test(bare)) return { problem: words.negative(name) }
  const value = parseNumeral(bare)
  if (value === undefined) return { problem: words.notANumber(name, typed.slice(0, 20)) }
  if (value > 1e12) return { problem: words.tooLarge(name) }
  if (!Number.isInteger(value) && !isContinuous(entry.unit)) return { problem: words.whole(name, entry.unit) }
  return { value }
}

/** The typed figure stands in the place of the old one: same message, same period, its own words. */
function edited(entry: Entry, value: number, typed: string, id: string, scene: Scene): Entry {
  return {
    ...entry,
    ...{ id, value, words: typed, status: 'recorded', sentAt: scene.now, receivedAt: scene.now },
    ...{ parserVersion: 'form', replaces: entry.id },
  }
}

function label(entry: Entry, scene: Scene): string {
  const name = scene.bureau.catalogue.find((one) => one.id === entry.indicator)?.name ?? entry.indicator
  const unit = unitById(scene.bureau.organization, entry.org)?.name ?? entry.org
  return `${unit} ${periodText(entry, scene.today)} ${name}`
}
