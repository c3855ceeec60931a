import type { Pictures } from './assemble-pictures.ts'
import type { Clock } from './clock.ts'
import type { GapList } from './conversation/answers/gaps.ts'
import type { Helper } from './conversation/answers/helper.ts'
import type { CaseBook } from './conversation/cases/case-book.ts'
import { type FilledPage, filledPage, type ReportLink } from './conversation/filling/filled-page.ts'
import { liveText } from './conversation/live.ts'
import { phrases } from './conversation/phrases.ts'
import type { Inbox, Ledger, MirrorTable, Outbox, Transport } from './conversation/ports.ts'
import { respond } from './conversation/respond.ts'
import { createMirror } from './conversation/rounds/mirror.ts'
import { runRounds } from './conversation/rounds/rounds.ts'
import type { Bureau, Setting } from './conversation/scene.ts'
import { type FiguresLink, type FiguresPage, figuresPage } from './conversation/summaries/figure-sources.ts'
import { redrawSummaries } from './conversation/summaries/living.ts'
import { createPictureReading } from './conversation/transcripts/read-pictures.ts'
import type { Claimed, Turn } from './conversation/turn.ts'
import { createWorker, type Worker } from './conversation/work.ts'
import { reasonOf } from './errors.ts'
import { plainText } from './feishu/cards/plain-text.ts'
import { readScans } from './knowledge/scans.ts'
import { createLanguage } from './language/create.ts'
import { createEmbed } from './language/embeddings.ts'
import type { Log } from './log.ts'
import type { ChatRef } from './message.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { type Answers, createAnswers } from './policy/answer.ts'
import { createHelpedAnswers } from './policy/helped.ts'
import { createLookUp } from './policy/look-up.ts'
import { createNearness, placeAll } from './policy/nearness.ts'
import type { PassageIndex } from './policy/ports.ts'
import type { Reply } from './reply.ts'
import { PUBLIC_READER, type ReaderKeys } from './roster/organization.ts'
import type { ModelSettings } from './settings.ts'
import { createAsked } from './storage/answers.ts'
import { createCaseBook } from './storage/cases.ts'
import { createDocumentStore, type Documents } from './storage/documents.ts'
import { createGaps } from './storage/gaps.ts'
import { createHistory, createInbox } from './storage/inbox.ts'
import { createContexts, createLedger } from './storage/ledger.ts'
import { createMirrorBook } from './storage/mirror.ts'
import { createOutbox } from './storage/outbox.ts'
import { createPassageIndex } from './storage/passages.ts'
import { createPosted } from './storage/posted.ts'
import { createReports } from './storage/reports.ts'
import { createOccasions, createStandingOrders } from './storage/rounds.ts'
import type { Store } from './storage/store.ts'
import { createVectors } from './storage/vectors.ts'

export interface HouseParts {
  store: Store
  clock: Clock
  log: Log
  /** Where replies go; may be set later, since the chat page's is made with the house. */
  transport: Transport
  /** Undefined: plain mode. */
  model?: ModelSettings | undefined
  linkOf?: Setting['linkOf']
  figuresLink?: NonNullable<Setting['figuresLink']>
  reportLink?: NonNullable<Setting['reportLink']>
  fetchText?: Setting['fetchText']
  fetchFile?: Setting['fetchFile']
  readSheet?: Setting['readSheet']
  /** How pictures are read; undefined: not at all. */
  pictures?: Pictures
  hear?: Setting['hear']
  /** Finishes an arrival that the edge could not decide on yet (whom a mention means). */
  settle?(claimed: Claimed): Promise<Claimed>
  /** Where a person is met in private: the chat page's chat; by default Feishu finds it by open_id. */
  privateChat?(openId: string): ChatRef
  /** Where the ledger is copied to; undefined: nowhere. */
  mirror?: MirrorTable | undefined
  at?(step: string): void
}

/** All parts, put together once per process; the same on Node and on Workers. */
export interface House {
  clock: Clock
  store: Store
  metrics: Metrics
  inbox: Inbox
  outbox: Outbox
  ledger: Ledger
  cases: CaseBook
  documents: Documents
  gaps: GapList
  answers: Answers
  /** The searchable index; written through `documents`. */
  passages: PassageIndex
  worker: Worker
  /** As the index has it now: changes with the next ingest, without a restart. */
  bureau(): Promise<Bureau>
  respond(claimed: Claimed, now: string): Promise<Turn>
  /** The entries behind a summary's figures, for whoever holds its link. */
  figuresPage(link: FiguresLink): Promise<FiguresPage | undefined>
  /** A filled report with its sources, for whoever holds its link. */
  filledPage(link: ReportLink): Promise<FilledPage | undefined>
  plainText(reply: Reply): string
  ready(): Promise<boolean>
  /** Gives passages the vectors that they lack, where meaning is searched; never throws. */
  placePassages(): Promise<void>
}

export function assemble(parts: HouseParts): House {
  const { store, clock, log } = parts
  const newToken = () => crypto.randomUUID()
  const metrics = createMetrics()
  const inbox = createInbox(store, newToken)
  const outbox = createOutbox(store, newToken)
  const ledger = createLedger(store)
  const cases = createCaseBook(store)
  const documents = createDocumentStore(store)
  const bureau = rememberBureau(documents)
  const near = parts.model?.embedding ? nearnessFor(parts.model, parts) : undefined
  const words = createPassageIndex(store)
  const passages: PassageIndex = near ? { ...words, nearness: near.nearness } : words
  const gaps = createGaps(store)
  const plain = createAnswers({ index: passages, bureau })
  const language = parts.model?.models.length && createLanguage(parts.model, { clock, log, metrics })
  const readers = parts.model?.staffDocuments ? undefined : PUBLIC_READER
  const answers = language
    ? createHelpedAnswers({ plain, index: passages, helper: language, readers })
    : plain
  const privateChat = parts.privateChat ?? ((openId: string): ChatRef => ({ id: openId, kind: 'private' }))
  const setting: Setting = {
    bureau,
    ledger,
    cases,
    answers,
    ...(language ? { helper: helperOf(language, readers), lookUp: createLookUp(passages) } : {}),
    ...(language ? liveOf(parts, outbox) : {}),
    asked: createAsked(store),
    gaps,
    contexts: createContexts(store),
    history: createHistory(store),
    reports: createReports(store),
    words: phrases,
    privateChat,
    standing: createStandingOrders(store),
    posted: createPosted(store),
    ...(parts.figuresLink ? { figuresLink: parts.figuresLink } : {}),
    ...(parts.reportLink ? { reportLink: parts.reportLink } : {}),
    linkOf: parts.linkOf ?? (async () => ''),
    ...(parts.fetchText ? { fetchText: parts.fetchText } : {}),
    ...(parts.fetchFile ? { fetchFile: parts.fetchFile } : {}),
    ...(parts.pictures
      ? {
          readPhoto: createPictureReading(
            parts.pictures.fetch,
            parts.pictures.readers({ clock, log, metrics }),
          ),
        }
      : {}),
    ...(parts.hear ? { hear: parts.hear } : {}),
    scanned: async (document) => Boolean((await readScans(documents))[document]?.read.length),
    ...(parts.readSheet ? { readSheet: parts.readSheet } : {}),
  }
  const occasions = createOccasions(store)
  const answer = async (claimed: Claimed, now: string) =>
    respond(parts.settle ? await parts.settle(claimed) : claimed, now, setting)
  const table = parts.mirror
  const book = table && createMirrorBook(store, table.id)
  const worker = createWorker({
    ...{ inbox, outbox, clock, log, metrics },
    transport: parts.transport,
    respond: answer,
    rounds: (now) => runRounds({ setting, occasions, privateChat }, now),
    ...(table && book ? { mirror: createMirror({ book, table, setting, occasions, privateChat }) } : {}),
    redraw: (now) => redrawSummaries(setting, now),
    ...(parts.at ? { at: parts.at } : {}),
  })
  return {
    ...{
      clock,
      store,
      metrics,
      inbox,
      outbox,
      ledger,
      cases,
      documents,
      answers,
      passages,
      worker,
      bureau,
      plainText,
    },
    gaps,
    respond: answer,
    figuresPage: (link) => figuresPage(link, setting, clock()),
    filledPage: (link) => filledPage(link, setting, clock()),
    placePassages: async () => {
      await near
        ?.place()
        .catch((error: unknown) => log('warn', 'embedding-fault', { reason: reasonOf(error) }))
    },
    ready: async () => {
      try {
        await bureau()
        return true
      } catch {
        return false
      }
    },
  }
}

/** Search by meaning beside words; passages get their vectors in the background. */
function nearnessFor(model: ModelSettings, { store, clock, log }: HouseParts) {
  const embed = createEmbed({ ...model, model: model.embedding ?? '' }, { clock, log })
  const vectors = createVectors(
    store,
    model.embedding ?? '',
    model.staffDocuments ? undefined : PUBLIC_READER,
  )
  return { nearness: createNearness(embed, vectors), place: () => placeAll(embed, vectors) }
}

/** Growing answers, where the transport shows them. */
function liveOf({ transport, clock }: HouseParts, outbox: Outbox): Pick<Setting, 'live'> {
  const { grow, still, stands } = transport
  if (!grow || !still || !stands) return {}
  return { live: { begin: (target) => liveText({ grow, still, outbox, now: clock }, target), stands } }
}

/** Figures and templates are the bureau's own: whoever may see no staff document sees none of them. */
function helperOf(helper: Helper, readers: ReaderKeys | undefined): Helper {
  return !readers
    ? helper
    : { ...helper, readers, headlines: async () => undefined, blank: async () => undefined }
}

/** The parsed bureau, read anew only when the index says that it changed. */
function rememberBureau(documents: Documents): () => Promise<Bureau> {
  let known: { stamp: string; bureau: Bureau } | undefined
  return async () => {
    const stamp = await documents.bureauStamp()
    if (known?.stamp !== stamp) known = { stamp, bureau: await documents.bureau() }
    return known.bureau
  }
}
