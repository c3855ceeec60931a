import type { Button, CardReply, NoticeReply, Reply } from '../../reply.ts'
import { type CaseEvent, codeOf, standingEvents } from '../../reporting/cases/event.ts'
import type { Reading } from '../../reporting/read.ts'
import type { Person } from '../../roster/organization.ts'
import { cardKey, isLive } from '../reports/record-card.ts'
import { amendmentOf, type Words } from '../reports/reports.ts'
import type { Scene } from '../scene.ts'
import type { Outgoing, Turn } from '../turn.ts'

/** The outbox key of the private card beside the one in a group. */
export const privateKey = (messageId: string) => `${messageId}:case`

/** What was said of cases in a message that is recalled or edited is taken back by rows of its own. */
export async function takeBackCases(
  messageId: string,
  cause: string,
  by: string,
  scene: Scene,
): Promise<CaseEvent[]> {
  const events = await scene.cases.ofMessage(messageId)
  const gone = new Set(events.map((one) => one.withdraws))
  return events
    .filter((one) => !one.withdraws && !gone.has(one.id))
    .map((one) => ({
      ...one,
      ...{ id: `${one.id}~${cause}`, withdraws: one.id, reporter: by, receivedAt: scene.now },
    }))
}

/**
 * The cards of the messages whose cases were taken back: said so, without buttons; of those that stand again: as before.
 * `events`: what says so; `drawn`: updates of the same turn.
 */
export async function caseGone(
  events: readonly CaseEvent[],
  cause: string,
  drawn: readonly Outgoing[],
  scene: Scene,
): Promise<Outgoing[]> {
  const outgoing = [...drawn]
  for (const [messageId, [first]] of Map.groupBy(events, (one) => one.messageId)) {
    const teller = (await scene.cases.ofMessage(messageId))[0]?.reporter ?? ''
    const cards = [
      { key: cardKey(messageId), chat: { id: first?.chatId ?? '', kind: 'private' as const } },
      { key: privateKey(messageId), chat: scene.privateChat(teller) },
    ]
    for (const { key, chat } of cards) {
      const place = outgoing.findIndex((one) => one.updates === key)
      const reply = outgoing[place]?.reply ?? (await scene.history.shown(key))
      if (!reply) continue
      if (place >= 0) outgoing.splice(place, 1)
      const told = partwise(reply, first?.withdraws ? gonePart : backPart(messageId))
      outgoing.push({ key: `${key}:${cause}`, chat, op: 'update', updates: key, reply: told })
    }
  }
  return outgoing
}

function partwise(reply: Reply, draw: (part: CardReply) => CardReply): Reply {
  if (reply.kind === 'file') return reply
  return reply.kind === 'mixed' ? { ...reply, parts: reply.parts.map(draw) } : draw(reply)
}

const GONE = '（已撤销）'

function gonePart(part: CardReply): CardReply {
  return part.kind === 'notice' && part.buttons.some((one) => one.action === 'case.undo')
    ? { ...part, tone: 'grey', title: `${part.title}${GONE}`, buttons: [] }
    : part
}

const backPart =
  (messageId: string) =>
  (part: CardReply): CardReply =>
    part.kind === 'notice' && part.title.endsWith(GONE)
      ? { ...part, tone: 'green', title: part.title.slice(0, -GONE.length), buttons: [undoButton(messageId)] }
      : part

export function undoButton(message: string): Button {
  return { label: '撤销', action: 'case.undo', value: { message } }
}

/**
 * What a recalled message had said of cases is taken back; what it had taken back stands again, as a new event: rows never
 * change.
 */
export async function recallCases(
  messageId: string,
  cause: string,
  by: string,
  scene: Scene,
): Promise<CaseEvent[]> {
  const back = await takeBackCases(messageId, cause, by, scene)
  const all = scene.bureau.records?.length ? await scene.cases.all() : []
  for (const one of all) {
    if (!all.some(({ id, withdraws }) => withdraws === one.id && id === `${one.id}~${messageId}`)) continue
    // What its own message no longer says does not come back.
    if (await scene.history.recalled(one.messageId)) continue
    back.push({ ...one, id: `${one.id}~${cause}`, receivedAt: scene.now })
  }
  return back
}

/** The button 撤销 of a case's card: whoever said it takes it back. */
export async function undoCase(
  press: { eventId: string; value: Record<string, unknown> },
  person: Person | undefined,
  scene: Scene,
): Promise<Pick<Turn, 'caseEvents' | 'toast'> & { outgoing?: Outgoing[] }> {
  const messageId = String(press.value.message ?? '')
  const events = await scene.cases.ofMessage(messageId)
  const [first] = events
  if (!first) return { toast: { tone: 'warning', text: scene.words.pressUnknown } }
  if (!person || (person.openId !== first.reporter && person.role !== 'admin'))
    return { toast: { tone: 'error', text: scene.words.caseNotSaidByYou(first.reporterName) } }
  const caseEvents = await takeBackCases(messageId, press.eventId, person.openId, scene)
  if (!caseEvents.length) return { toast: { tone: 'info', text: scene.words.already('撤销') } }
  const outgoing = await caseGone(caseEvents, press.eventId, [], scene)
  return { caseEvents, outgoing, toast: { tone: 'success', text: '已撤销' } }
}

/** How many of a person's latest figures are looked at: the last that stands is among them. */
const RECENT = 20

/**
 * “撤销” of somebody who last told of a case: that is what is meant. `alone`: the message told of no figure that is taken
 * back with it; the reply then says it all. Undefined where figures, or nothing, are meant.
 */
export async function caseMeant(
  said: Words,
  { kind, targets }: Pick<Reading, 'kind' | 'targets'>,
  person: Person | undefined,
  scene: Scene,
): Promise<{ events: CaseEvent[]; alone: boolean; reply: NoticeReply } | undefined> {
  if (kind !== 'withdrawal' || targets.length || !person || said.revision) return undefined
  const { indicators, orgs, was, all, period } = amendmentOf(said, person, scene)
  if (indicators.length || orgs.length || was || all || period) return undefined
  const { records = [] } = scene.bureau
  const told = records.length ? standingEvents(await scene.cases.all()) : []
  const last = told.findLast((one) => one.reporter === person.openId && one.chatId === said.chat.id)
  if (!last) return undefined
  const recent = await scene.ledger.recentBy(person.openId, said.chat.id, RECENT)
  const figure = recent.find(isLive)
  const together = figure?.messageId === last.messageId
  if (figure && !together && figure.receivedAt >= last.receivedAt) return undefined
  const kindOf = records.find((one) => one.id === last.kind)
  const stage = kindOf?.stages.find((one) => one.id === last.stage)?.name ?? ''
  const what = `${kindOf?.name ?? ''} ${codeOf(last.caseId)}${stage ? `（${stage}）` : ''}`
  return {
    events: await takeBackCases(last.messageId, said.messageId, person.openId, scene),
    alone: !together,
    reply: { kind: 'notice', tone: 'grey', title: '', lines: [scene.words.withdrawnLine(what)], buttons: [] },
  }
}
