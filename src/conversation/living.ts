import { dayOf, later } from '../clock.ts'
import type { Incoming } from '../message.ts'
import type { Entry } from '../reporting/entry.ts'
import { personById } from '../roster/organization.ts'
import { shortName } from '../summary/narrative.ts'
import { unitName } from '../summary/tables.ts'
import { momentText, numberText } from '../summary/wording.ts'
import { after } from './card-updates.ts'
import type { Scene } from './scene.ts'
import { type Audience, editableSince, summarize, unitsFor } from './summaries.ts'
import type { Outgoing, PostedSummary, Turn } from './turn.ts'

/** A summary that stands in a chat, under the outbox key of its card. */
export interface StandingSummary extends PostedSummary {
  key: string
  chat: Outgoing['chat']
  /** UTC ISO */
  postedAt: string
  edits: number
  /** The card's own message, where it was delivered. */
  messageId: string
}

/** Reading the summaries that were posted; writing happens only with their outbox rows. */
export interface PostedSummaries {
  byKey(key: string): Promise<StandingSummary | undefined>
  /** Those whose period touches the days, posted since then. */
  touching(days: { from: string; to: string }, since: string): Promise<StandingSummary[]>
}

/** The platform lets a card be edited twenty times. */
const EDITS = 20
/** After this long a late figure is nobody's news. */
const NEWS_MS = 45 * 24 * 3600_000
/** Lines of change that stay on a card. */
const LINES = 5

/** Adds to a turn what it changes on summaries that stand in chats: same rights as when they were posted, one line on what changed. */
export async function withLivingSummaries(turn: Turn, incoming: Incoming, scene: Scene): Promise<Turn> {
  const touched = await touchedBy(turn, scene)
  if (!touched.length) return turn
  const days = touched.reduce(
    (span, one) => ({
      from: one.from < span.from ? one.from : span.from,
      to: one.to > span.to ? one.to : span.to,
    }),
    { from: touched[0]!.from, to: touched[0]!.to },
  )
  const standing = newest(await scene.posted.touching(days, later(scene.now, -NEWS_MS)))
  const today = dayOf(scene.now, scene.bureau.organization.timezone)
  const updates = await Promise.all(
    standing.map((one) => refreshed(one, touched, turn, incoming.eventId, { ...scene, today })),
  )
  return { ...turn, outgoing: [...turn.outgoing, ...updates.filter((one) => one !== undefined)] }
}

/** Of the same request asked again in a chat only the last card lives on. */
function newest(cards: readonly StandingSummary[]): StandingSummary[] {
  return [
    ...new Map(
      cards.map((one) => [`${one.chat.id} ${one.personId} ${JSON.stringify(one.request)}`, one]),
    ).values(),
  ]
}

/** Entries as they stand after the turn: new ones, and those that its acts end or confirm. */
async function touchedBy(turn: Turn, scene: Scene): Promise<Entry[]> {
  const added = new Map(turn.entries.map((one) => [one.id, after(one, turn.acts)]))
  const ids = [...new Set(turn.acts.map((act) => act.entryId))].filter((id) => !added.has(id))
  const known = await Promise.all(ids.map((id) => scene.ledger.entry(id)))
  return [...added.values(), ...known.filter((one) => one !== undefined).map((one) => after(one, turn.acts))]
}

async function refreshed(
  card: StandingSummary,
  touched: readonly Entry[],
  turn: Turn,
  cause: string,
  scene: Scene,
): Promise<Outgoing | undefined> {
  const person = personById(scene.bureau.organization, card.personId)
  if (!person) return undefined
  const audience: Audience = { person, chat: card.chat, ...(card.published ? { published: true } : {}) }
  const visible = unitsFor(audience, scene)
  const { request } = card
  const ours = touched.filter(
    (one) =>
      one.from <= card.to &&
      one.to >= card.from &&
      (visible === 'all' || visible.has(one.org)) &&
      (!request.orgs || request.orgs.includes(one.org)) &&
      (!request.indicators || request.indicators.includes(one.indicator)),
  )
  if (!ours.length) return undefined
  const overlay = (entries: readonly Entry[]) => {
    const added = new Map(touched.map((one) => [one.id, one]))
    return [...entries.filter((one) => !added.has(one.id)), ...touched]
  }
  const indicators = new Set(touched.map((one) => one.indicator))
  const { reply, posted } = await summarize(request, audience, card.key, scene, { at: overlay, indicators })
  if (reply.kind !== 'summary' || !posted) return undefined
  const change = changeLine(card, posted, ours, turn, scene)
  const key = `${card.key}:live:${cause}`
  if (card.postedAt < editableSince(scene.now) || card.edits >= EDITS)
    return change.figures && card.messageId ? answer(card, key, change.text) : undefined
  const changes = [...card.shown.changes, change.text].slice(-LINES)
  return {
    ...{ key, chat: card.chat, op: 'update', updates: card.key },
    reply: { ...reply, changes },
    summary: { ...posted, shown: { ...posted.shown, changes } },
  }
}

function answer(card: StandingSummary, key: string, text: string): Outgoing {
  return {
    ...{ key, chat: card.chat, op: 'send', replyTo: card.messageId },
    reply: { kind: 'notice', tone: 'turquoise', title: '', lines: [text], buttons: [] },
  }
}

/** “6月22日15:10 更新：石榴街道补报，适老化改造31 → 35户” */
function changeLine(
  card: StandingSummary,
  posted: PostedSummary,
  ours: readonly Entry[],
  turn: Turn,
  scene: Scene,
): { text: string; figures: boolean } {
  const { organization, catalogue } = scene.bureau
  const units = [...new Set(ours.map((one) => unitName(one.org, organization)))].slice(0, 3).join('、')
  const figures = [...new Set(ours.map((one) => one.indicator))].flatMap((id) => {
    const [was, now] = [card.shown.totals[id] ?? 0, posted.shown.totals[id] ?? 0]
    const unit =
      catalogue.find((one) => one.id === id)?.unit ?? ours.find((one) => one.indicator === id)?.unit ?? ''
    return was === now ? [] : [`${shortName(id, catalogue)}${numberText(was)} → ${numberText(now)}${unit}`]
  })
  const what = `${units}${verb(turn, ours, card, scene)}`
  return {
    text: `${momentText(scene.now, organization.timezone)} 更新：${[what, ...figures].join('，')}`,
    figures: figures.length > 0,
  }
}

function verb(turn: Turn, ours: readonly Entry[], card: StandingSummary, scene: Scene): string {
  const ids = new Set(ours.map((one) => one.id))
  const acts = new Set(turn.acts.filter((act) => ids.has(act.entryId)).map((act) => act.act))
  if (acts.has('replace')) return '更正'
  if (acts.has('withdraw')) return '撤回'
  if (acts.has('confirm')) return '已确认'
  if (acts.has('decline')) return '不登记待确认的数'
  if (ours.every((one) => one.status === 'pending')) return '有待确认的数'
  return scene.today > card.to ? '补报' : '新报'
}
