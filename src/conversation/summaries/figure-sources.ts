import { dayOf } from '../../clock.ts'
import type { Reply, SummaryReply } from '../../reply.ts'
import { personById, withParts } from '../../roster/organization.ts'
import { type CaseSources, caseSourceTables } from '../../summary/case-sources.ts'
import { CASES } from '../../summary/cases.ts'
import { tellingOf } from '../../summary/narrative.ts'
import type { SummaryRequest } from '../../summary/request.ts'
import { type IndicatorSources, sourcesOf, sourceTables } from '../../summary/sources.ts'
import { tally } from '../../summary/tally.ts'
import { momentText, spanText } from '../../summary/wording.ts'
import { ALL_KNOWN } from '../ports.ts'
import type { Scene, Setting } from '../scene.ts'
import { caseSourcesFor } from './case-sources.ts'
import { type Audience, comparedPeriod, unitsFor } from './summaries.ts'

/** What a link to the figures' sources carries, signed: whose rights, of what. */
export interface FiguresLink {
  person: string
  group: boolean
  published: boolean
  request: SummaryRequest
}

/** The page behind a link. */
export interface FiguresPage {
  title: string
  /** “截至6月24日10:20” */
  at: string
  sources: IndicatorSources[]
  /** What was told of cases, milestones and leads. */
  cases: CaseSources[]
}

/** More rows than these are read on the page, where there is one. */
const ROWS = 150

function linkTo(request: SummaryRequest, { person, chat, published }: Audience): FiguresLink {
  return { person: person.openId, group: chat.kind === 'group', published: published ?? false, request }
}

/** The entries behind a summary as a card: who, when, in which words, what was corrected. */
export async function sourcesCard(request: SummaryRequest, audience: Audience, scene: Scene): Promise<Reply> {
  const sources = await sourcesFor(request, audience, scene)
  const cases = await caseSourcesFor(request, audience, scene)
  const told = cases.reduce((sum, one) => sum + one.counted, 0)
  const url = (await scene.figuresLink?.(linkTo(request, audience))) ?? ''
  const rows = [...sources, ...cases].reduce((sum, one) => sum + one.rows.length, 0)
  const entries = sources.reduce((sum, one) => sum + one.rows.length, 0)
  const counted = sources.reduce((sum, one) => sum + one.counted, 0)
  const full = rows <= ROWS || !url
  const reply: SummaryReply = {
    kind: 'summary',
    title: `数据来源 ${spanText(request.period, scene.today)}`,
    headlines: [
      entries ? `共${entries}条登记，计入${counted}条。` : '这段时间没有登记的数。',
      ...(cases.length ? [`${CASES}有${told}次进展。`] : []),
      ...(full ? [] : ['条数多，逐条请打开来源页看。']),
    ],
    missing: '',
    tables: full
      ? [...sourceTables(sources), ...caseSourceTables(cases, audience.chat.kind === 'private')]
      : [countTable(sources, cases)],
    footer: `截至${momentText(scene.now, scene.bureau.organization.timezone)}`,
    changes: [],
    buttons: url ? [{ label: '打开来源页', action: 'open', value: { url } }] : [],
  }
  return reply
}

function countTable(sources: readonly IndicatorSources[], cases: readonly CaseSources[]) {
  const rows = [...sources, ...cases].map((one) => [
    one.name,
    String(one.counted),
    String(one.rows.length - one.counted),
  ])
  return { heading: '', table: { columns: ['指标', '计入（条）', '未计入（条）'], rows } }
}

async function sourcesFor(
  request: SummaryRequest,
  audience: Audience,
  scene: Scene,
): Promise<IndicatorSources[]> {
  const visible = unitsFor(audience, scene)
  const { from, to } = request.period
  const { organization, catalogue } = scene.bureau
  const only = request.indicators ? { indicators: request.indicators } : {}
  const period = comparedPeriod(request)
  const orgs = request.orgs && withParts(request.orgs, organization)
  const may = (org: string) => (visible === 'all' || visible.has(org)) && (!orgs || orgs.has(org))
  const touching = await scene.ledger.asKnownAt(ALL_KNOWN, { from, to }, only)
  const levels = catalogue.filter(
    (one) => one.kind === 'level' && (!request.indicators || request.indicators.includes(one.id)),
  )
  const summed = tally({
    ...{ organization, catalogue, from, to, period, at: scene.now },
    entries: levels.length ? await scene.ledger.forSummary(ALL_KNOWN, period, period.previous) : [],
  })
  // A level is told as of its latest report, which may lie before the period.
  const latest = summed.levels
    .map((one) => one.entry)
    .filter((one) => levels.some((level) => level.id === one.indicator))
  const all = new Map([...touching, ...latest].map((one) => [one.id, one]))
  const names = { ...tellingOf(summed, catalogue, scene.today), organization }
  return sourcesOf(
    [...all.values()].filter((one) => may(one.org)),
    { from, to },
    names,
  )
}

/** The page behind a signed link, with the rights that its person has now; undefined when there are none. */
export async function figuresPage(
  link: FiguresLink,
  setting: Setting,
  now: string,
): Promise<FiguresPage | undefined> {
  const bureau = await setting.bureau()
  const { timezone } = bureau.organization
  const scene: Scene = { ...setting, bureau, now, today: dayOf(now, timezone) }
  const person = personById(bureau.organization, link.person)
  if (!person) return undefined
  const chat = { id: '', kind: link.group ? ('group' as const) : ('private' as const) }
  const audience: Audience = { person, chat, ...(link.published ? { published: true } : {}) }
  return {
    title: `数据来源 ${spanText(link.request.period, scene.today)}`,
    at: `截至${momentText(now, timezone)}`,
    sources: await sourcesFor(link.request, audience, scene),
    cases: await caseSourcesFor(link.request, audience, scene),
  }
}
