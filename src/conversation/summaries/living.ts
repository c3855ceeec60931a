import { dayOf, later } from '../../clock.ts'
import type { Reply, SummaryReply } from '../../reply.ts'
import type { CaseEvent } from '../../reporting/cases/event.ts'
import type { Entry, EntryAct } from '../../reporting/entry.ts'
import { personById } from '../../roster/organization.ts'
import { shortName } from '../../summary/narrative.ts'
import { inEarlierWords, namesOf } from '../../summary/restated.ts'
import { unitName } from '../../summary/tables.ts'
import { momentText, numberText } from '../../summary/wording.ts'
import type { Scene, Setting } from '../scene.ts'
import type { Outgoing, PostedSummary, ShownFigures } from '../turn.ts'
import { caseChanges, caseEventsFor } from './case-part.ts'
import { type Audience, scopeOf, summarize } from './summaries.ts'

/** A summary that stands in a chat, under the outbox key of its card. */
export interface StandingSummary extends PostedSummary {
  key: string
  chat: Outgoing['chat']
  /** UTC ISO */
  postedAt: string
  edits: number
  /** The card's own message, where it was delivered. */
  messageId: string
  /** It waits in the outbox and nobody has tried to send it yet. */
  unsent: boolean
}

/** What became of a card: how it stands now, and what is sent for it. Under the card's own key: in place of what was not sent yet. */
interface Redrawn {
  shown: ShownFigures
  out?: Outgoing
}

/** Summaries that were posted: written with their outbox rows, kept up to date here. */
export interface PostedSummaries {
  byKey(key: string): Promise<StandingSummary | undefined>
  /** The last card of each request, posted after `since`, whose figures are not those of `mark`. */
  stale(mark: string, since: string): Promise<StandingSummary[]>
  /** Writes it all or nothing; false when another copy was first, or the card went out meanwhile. */
  settle(card: StandingSummary, redrawn: Redrawn, now: string): Promise<boolean>
}

type News = { entries: Entry[]; acts: EntryAct[]; cases: CaseEvent[] }

/** The platform lets a card be edited twenty times, and for fourteen days. */
const EDITS = 20
const EDIT_MS = 14 * 24 * 3600_000
/** After this long a late figure is nobody's news. */
const NEWS_MS = 45 * 24 * 3600_000
/** Lines of change that stay on a card. */
const LINES = 5

/**
 * Brings the summaries that stand in chats up to what the ledger holds, with the rights that they were posted with. Decided from
 * the ledger as it is, never from one turn: whoever comes last, after a crash too, leaves every card right. Returns how many changed.
 */
export async function redrawSummaries(setting: Setting, now: string): Promise<number> {
  const mark = await setting.ledger.mark()
  const cards = await setting.posted.stale(mark, later(now, -NEWS_MS))
  if (!cards.length) return 0
  const bureau = await setting.bureau()
  const scene: Scene = { ...setting, bureau, now, today: dayOf(now, bureau.organization.timezone) }
  const news = new Map<string, News>()
  let changed = 0
  for (const card of cards) {
    const { seen } = card.shown
    const since = news.get(seen) ?? (await newsSince(seen, setting))
    news.set(seen, since)
    const redrawn = await redrawnOf(card, since, scene)
    const written = await setting.posted.settle(
      card,
      redrawn ?? { shown: { ...card.shown, seen: mark } },
      now,
    )
    if (written && redrawn?.out) changed += 1
  }
  return changed
}

async function newsSince(mark: string, { ledger, cases }: Setting): Promise<News> {
  return { ...(await ledger.since(mark)), cases: await cases.since(mark) }
}

async function redrawnOf(card: StandingSummary, news: News, scene: Scene): Promise<Redrawn | undefined> {
  const person = personById(scene.bureau.organization, card.personId)
  if (!person || (card.published && person.role === 'staff')) return undefined
  const audience: Audience = { person, chat: card.chat, ...(card.published ? { published: true } : {}) }
  const ours = await concerning(card, news, audience, scene)
  if (!ours.entries.length && !ours.cases.length) return undefined
  const { reply: drawn, posted } = await summarize(card.request, audience, card.key, scene)
  if (drawn.kind !== 'summary' || !posted) return undefined
  const { shown } = posted
  const before = await scene.history.shown(card.key)
  const reply = inWordsOf(before, drawn, scene)
  if (sameFace(before, reply)) return { shown: { ...shown, changes: card.shown.changes } }
  if (card.unsent) return { shown, out: { key: card.key, chat: card.chat, op: 'send', reply } }
  const change = changeLine(card, shown, ours, scene)
  const key = `${card.key}:live:${shown.seen}`
  const changes = [...card.shown.changes, change.text].slice(-LINES)
  const after = { ...shown, changes }
  if (card.edits < EDITS && card.postedAt >= later(scene.now, -EDIT_MS))
    return {
      shown: after,
      out: { key, chat: card.chat, op: 'update', updates: card.key, reply: { ...reply, changes } },
    }
  if (!change.figures || !card.messageId) return { shown: after }
  return { shown: after, out: answer(card, key, change.text) }
}

/** What of the news may show on a card: of its units and indicators, up to its last day, of its year and the one before. */
async function concerning(
  { request, to }: StandingSummary,
  { entries, acts, cases }: News,
  audience: Audience,
  scene: Scene,
): Promise<News> {
  const { orgs } = scopeOf(request, audience, scene)
  const since = `${Number(to.slice(0, 4)) - 1}-01-01`
  const ours = entries.filter(
    (one) =>
      one.from <= to &&
      (one.measure === 'level' || one.to >= since) &&
      (orgs === 'all' || orgs.has(one.org)) &&
      (!request.indicators || request.indicators.includes(one.indicator)),
  )
  const ids = new Set(ours.map((one) => one.id))
  const fresh = new Set(cases.filter((one) => one.day <= to).map((one) => one.id))
  const counted = fresh.size ? await caseEventsFor(request, audience, scene) : []
  return {
    entries: ours,
    acts: acts.filter((one) => ids.has(one.entryId)),
    cases: counted.filter((one) => fresh.has(one.id)),
  }
}

/** Headlines that were reworded keep their words where these still say what is so; all others are plain. */
function inWordsOf(before: Reply | undefined, now: SummaryReply, { bureau }: Scene): SummaryReply {
  if (before?.kind !== 'summary') return now
  const names = namesOf(bureau.catalogue, bureau.organization)
  return { ...now, headlines: inEarlierWords(now.headlines, before.headlines, names) }
}

/** The same figures as before: the time in the foot alone is no reason to edit a card. */
function sameFace(before: Reply | undefined, now: SummaryReply): boolean {
  if (before?.kind !== 'summary') return false
  const face = ({ missing, chart, tables }: SummaryReply) => JSON.stringify([missing, chart, tables])
  // Headlines may have been reworded; without tables they are all there is.
  return (
    face(before) === face(now) && (now.tables.length > 0 || before.headlines.join() === now.headlines.join())
  )
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
  shown: ShownFigures,
  ours: News,
  scene: Scene,
): { text: string; figures: boolean } {
  const { organization } = scene.bureau
  const units = [...new Set([...ours.entries, ...ours.cases].map((one) => unitName(one.org, organization)))]
    .slice(0, 3)
    .join('、')
  const { records = [] } = scene.bureau
  const figures = [
    ...changesOf(card.shown, shown, ours.entries, scene),
    ...caseChanges(card.shown.cases ?? {}, shown.cases ?? {}, ours.cases, records),
  ]
  const what = `${units}${verb(ours, card, scene)}`
  return {
    text: `${momentText(scene.now, organization.timezone)} 更新：${[what, ...figures].join('，')}`,
    figures: figures.length > 0,
  }
}

function changesOf(
  was: ShownFigures,
  now: ShownFigures,
  entries: readonly Entry[],
  { bureau }: Scene,
): string[] {
  const { catalogue, organization } = bureau
  const seen = new Set<string>()
  return entries.flatMap(({ indicator, org, measure, unit }) => {
    const level = measure === 'level'
    const key = level ? `${indicator} ${org}` : indicator
    if (seen.has(key)) return []
    seen.add(key)
    const name = shortName(indicator, catalogue)
    const of = catalogue.find((one) => one.id === indicator)?.unit ?? unit
    const change = (words: string, kind: 'totals' | 'years' | 'levels') => {
      const [before = 0, after = 0] = [was[kind][key], now[kind][key]]
      return before === after ? [] : [`${words}${numberText(before)} → ${numberText(after)}${of}`]
    }
    if (level) return change(`${unitName(org, organization)}${name}`, 'levels')
    const total = change(name, 'totals')
    return total.length ? total : change(`${name}今年累计`, 'years')
  })
}

function verb({ entries, acts, cases }: News, card: StandingSummary, scene: Scene): string {
  if (!entries.length && cases.every((one) => one.withdraws)) return '撤回'
  const done = new Set(acts.map((act) => act.act))
  if (done.has('replace')) return '更正'
  if (done.has('withdraw')) return '撤回'
  if (done.has('confirm')) return '已确认'
  if (done.has('decline')) return '不登记待确认的数'
  if (entries.length && entries.every((one) => one.status === 'pending')) return '有待确认的数'
  return scene.today > card.to ? '补报' : '新报'
}
