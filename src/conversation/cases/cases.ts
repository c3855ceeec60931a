import type { RecordKind, Stage } from '../../knowledge/records.ts'
import type { NoticeReply, Reply } from '../../reply.ts'
import { type CaseEvent, type CaseState, casesOf, codeOf } from '../../reporting/cases/event.ts'
import { fieldsIn } from '../../reporting/cases/fields.ts'
import { missingOf, readCase, readCaseQuery } from '../../reporting/cases/read.ts'
import { type Person, unitById } from '../../roster/organization.ts'
import { firstAdmin } from '../../roster/permissions.ts'
import type { Words } from '../reports/reports.ts'
import type { Scene } from '../scene.ts'
import type { ChatContext, Outgoing } from '../turn.ts'
import { maskedValue, mayReportCase } from './case-book.ts'
import { caseList } from './case-list.ts'
import { privateKey, undoButton } from './taken-back.ts'

/** What a message about cases causes; `personal`: a private card beside the one in the group. */
export interface CaseEffect {
  reply: Reply
  events: CaseEvent[]
  personal?: Outgoing
  context: ChatContext
}

/** What was asked back for and may come with the next message. */
interface OpenCase {
  kind: string
  caseId: string
  org: string
  missing: string[]
}

/**
 * A sentence about a case, a milestone or a lead, or a wish for their list; undefined where it is neither. `taken`: what an
 * edited message takes back of what it had said.
 */
export async function caseSaid(
  said: Words,
  person: Person | undefined,
  context: ChatContext,
  scene: Scene,
  taken: readonly CaseEvent[] = [],
): Promise<CaseEffect | undefined> {
  const { records = [], organization, catalogue } = scene.bureau
  if (!records.length) return undefined
  const { cases: open, ...rest } = context
  const indicators = new Set(catalogue.flatMap((one) => [one.name, ...one.aliases]))
  const query = readCaseQuery(said.text, records, organization, indicators)
  const words = { text: said.text, sentDay: scene.today, unit: person?.unit ?? '' }
  const reading = query ? undefined : readCase(words, records, organization)
  const added = query || reading ? undefined : completing(said, open as OpenCase | undefined, scene)
  if (!query && !reading && !added) return undefined
  if (!person) {
    const line = scene.words.unknownPerson(firstAdmin(organization)?.name ?? '', said.senderId)
    return { reply: plain('red', line), events: [], context: rest }
  }
  if (query) return { reply: await caseList(query, person, said.chat, scene), events: [], context: rest }
  const told = reading ?? added
  if (!told) return undefined
  if (!mayReportCase(person, told.kind, organization))
    return { reply: plain('grey', scene.words.caseNotYours(told.kind.name)), events: [], context: rest }
  const book = casesOf([...(await scene.cases.ofKind(told.kind.id)), ...taken])
  const caseId = 'caseId' in told ? told.caseId : idOf(told, said, book)
  if (!caseId)
    return { reply: plain('grey', scene.words.caseUnknown(reading?.code ?? '')), events: [], context: rest }
  const before = book.find((one) => one.caseId === caseId)
  const event = eventOf({ ...told, caseId }, said, person, scene)
  const missing = missingOf(told.kind, { ...before?.fields, ...event.fields })
  const left: OpenCase = { kind: told.kind.id, caseId, org: event.org, missing: missing.map((one) => one.id) }
  const card = (inGroup: boolean) => caseCard(told.kind, event, before, inGroup, scene)
  const isPersonal = said.chat.kind === 'group' && told.kind.fields.some((one) => one.personal)
  return {
    reply: card(isPersonal),
    events: [event],
    ...(isPersonal ? { personal: await privately(said, person, card(false), scene) } : {}),
    context: missing.length ? { ...rest, cases: left } : rest,
  }
}

/** The message only tells what was asked for: “联系人李梅 13800001111”. */
function completing(said: Words, open: OpenCase | undefined, scene: Scene) {
  const kind = open && scene.bureau.records?.find((one) => one.id === open.kind)
  if (!kind || said.text.length > 80 || /[?？]/.test(said.text)) return undefined
  const wanted = kind.fields.filter((one) => open.missing.includes(one.id) || !one.required)
  const { fields } = fieldsIn(said.text, said.text, { ...kind, fields: wanted }, scene.today)
  if (!Object.keys(fields).length) return undefined
  return { kind, caseId: open.caseId, org: open.org, day: scene.today, fields }
}

/** A known code; else what tells the case from others; a lead is a case of its own each time. */
function idOf(
  told: { kind: RecordKind; org: string; fields: Record<string, string>; code?: string },
  said: Words,
  book: readonly CaseState[],
): string | undefined {
  if (told.code) return book.find((one) => codeOf(one.caseId) === told.code)?.caseId
  if (told.kind.kind === 'lead') return `${told.kind.id}|${said.messageId}`
  const identity = told.kind.fields.flatMap((one) => (one.identifies ? [told.fields[one.id] ?? ''] : []))
  const full = [told.org, ...identity].join('|')
  // “建设路5号已验收”: the name may be left out once it is known.
  const known = book.filter(
    (one) =>
      one.org === told.org &&
      told.kind.fields.every(
        (field) =>
          !field.identifies || !told.fields[field.id] || one.fields[field.id] === told.fields[field.id],
      ),
  )
  return known.length === 1 ? known[0]!.caseId : full
}

function eventOf(
  told: {
    kind: RecordKind
    caseId: string
    org: string
    day: string
    fields: Record<string, string>
    stage?: Stage
  },
  said: Words,
  person: Person,
  scene: Scene,
): CaseEvent {
  return {
    id: `${said.messageId}${said.revision ? `@${said.revision}` : ''}.case`,
    ...{ kind: told.kind.id, caseId: told.caseId, org: told.org, stage: told.stage?.id ?? '', day: told.day },
    ...{ fields: told.fields, reporter: person.openId, reporterName: person.name, chatId: said.chat.id },
    ...{
      messageId: said.messageId,
      words: said.text,
      sentAt: said.sentAt,
      receivedAt: scene.now,
      withdraws: '',
    },
  }
}

function caseCard(
  kind: RecordKind,
  event: CaseEvent,
  before: CaseState | undefined,
  inGroup: boolean,
  scene: Scene,
): NoticeReply {
  const place = (id: string) => kind.stages.findIndex((one) => one.id === id)
  const name = (id: string) => kind.stages[place(id)]?.name ?? ''
  const [from, to] = [before?.stage ?? '', event.stage]
  const stage = to && from && from !== to ? `${name(from)} → ${name(to)}` : name(to || from)
  const fields = { ...before?.fields, ...event.fields }
  const shown = kind.fields.flatMap((field) => {
    const value = fields[field.id]
    return value && !(inGroup && field.personal) ? [`${field.name}：${value}`] : []
  })
  const missing = missingOf(kind, fields).map((one) => one.name)
  const back = to !== '' && from !== '' && place(to) < place(from)
  const skipped =
    to && from && place(to) > place(from) + 1 ? kind.stages.slice(place(from) + 1, place(to)) : []
  return {
    kind: 'notice',
    tone: missing.length ? 'orange' : 'green',
    title: scene.words.caseRecorded(kind.name, codeOf(event.caseId)),
    lines: [
      `${unitById(scene.bureau.organization, event.org)?.name ?? event.org}${stage ? `　${stage}` : ''}`,
      ...shown,
      ...(back ? [scene.words.caseBack(name(from), name(to))] : []),
      ...(skipped.length ? [scene.words.caseSkipped(skipped.map((one) => one.name))] : []),
      ...(missing.length ? [scene.words.caseMissing(missing)] : []),
      ...(inGroup ? [scene.words.caseInPrivate] : []),
    ],
    buttons: [undoButton(event.messageId)],
  }
}

/** Of an edited message the private card changes where it stands. */
async function privately(said: Words, person: Person, reply: Reply, scene: Scene): Promise<Outgoing> {
  const card = privateKey(said.messageId)
  const chat = scene.privateChat(person.openId)
  if (said.revision && (await scene.history.replied(card)))
    return { key: `${card}:${said.revision}`, chat, op: 'update', updates: card, reply }
  return { key: card, chat, op: 'send', reply }
}

function plain(tone: NoticeReply['tone'], line: string): NoticeReply {
  return { kind: 'notice', tone, title: '', lines: [line], buttons: [] }
}

/** A personal field of an event, masked: for lists outside of private chats. */
export function publicFields(kind: RecordKind, fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    kind.fields.flatMap((field) => {
      const value = fields[field.id]
      return value ? [[field.id, maskedValue(field, value)] as const] : []
    }),
  )
}
