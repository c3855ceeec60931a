import type { FileReply } from '../../reply.ts'
import { buildSummaryFile, summaryFileName } from '../../summary/files/summary-file.ts'
import { headlines, tellingOf } from '../../summary/narrative.ts'
import type { SummaryRequest } from '../../summary/request.ts'
import { tally } from '../../summary/tally.ts'
import { base64Of } from '../base64.ts'
import { ALL_KNOWN } from '../ports.ts'
import type { Scene } from '../scene.ts'
import { caseEventsFor } from './case-part.ts'
import { casesForFile } from './case-sources.ts'
import {
  type Audience,
  type Composed,
  comparedPeriod,
  comparedWords,
  scopeOf,
  summarize,
  yearEnd,
} from './summaries.ts'

/** The summary as it was asked for: as a card, or as a file where one was asked for. What is refused stays refused. */
export async function withFile(
  request: SummaryRequest,
  audience: Audience,
  key: string,
  scene: Scene,
): Promise<Composed> {
  const composed = await summarize(request, audience, key, scene)
  if (!request.file || composed.reply.kind !== 'summary') return composed
  return { reply: await summaryFile(request.file, request, audience, scene) }
}

/** The summary as a file, counted with the rights of whoever asks: figures, sentences and sources of their units only. */
async function summaryFile(
  kind: 'docx' | 'xlsx',
  request: SummaryRequest,
  audience: Audience,
  scene: Scene,
): Promise<FileReply> {
  const { orgs, catalogue, title } = scopeOf(request, audience, scene)
  const { organization } = scene.bureau
  const period = comparedPeriod(request)
  const { from, to } = period
  // A file shows the entries themselves, not their sums; levels of the year before still stand.
  const january = `${Number(to.slice(0, 4)) - 1}-01-01`
  const start = january < period.previous.from ? january : period.previous.from
  const result = tally({
    ...{ catalogue, organization, from, to, period, orgs, at: scene.now },
    yearAt: yearEnd(period, scene.today),
    entries: await scene.ledger.asKnownAt(ALL_KNOWN, { from: start, to }),
    ...(request.indicators ? { indicators: new Set(request.indicators) } : {}),
  })
  const telling = tellingOf(result, catalogue, scene.today, comparedWords(request, scene))
  const parts = {
    ...{ tally: result, catalogue, organization, today: scene.today },
    sentences: headlines(result, telling, new Map()),
    words: { now: telling.now, before: telling.before },
    title: `${organization.bureau}${title}情况`,
    cases: casesForFile(
      await caseEventsFor({ ...request, view: 'overview' }, audience, scene),
      scene.bureau.records ?? [],
      period,
      { organization, today: scene.today, withWords: audience.chat.kind === 'private' },
    ),
  }
  const content = base64Of(await buildSummaryFile(kind, parts))
  return { kind: 'file', name: summaryFileName(kind, parts), content }
}
