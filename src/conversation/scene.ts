import { dayOf } from '../clock.ts'
import type { Glossary } from '../knowledge/document.ts'
import type { RecordKind } from '../knowledge/records.ts'
import type { StandardAnswer } from '../knowledge/standard-answers.ts'
import type { Holiday, YearTables } from '../knowledge/working-days.ts'
import type { ChatRef, Pressed, Said } from '../message.ts'
import type { Answers } from '../policy/answer.ts'
import type { LookUp } from '../policy/look-up.ts'
import type { Reply } from '../reply.ts'
import type { Catalogue } from '../reporting/catalogue.ts'
import type { SheetRows } from '../reporting/workbook.ts'
import type { Organization, ReaderKeys } from '../roster/organization.ts'
import type { AskedQuestions } from './answers/answered.ts'
import type { GapList } from './answers/gaps.ts'
import type { Errand, Helper } from './answers/helper.ts'
import type { CaseBook } from './cases/case-book.ts'
import type { ReportLink } from './filling/filled-page.ts'
import type { LiveAnswers } from './live.ts'
import type { phrases } from './phrases.ts'
import type { Contexts, Ledger, Reports } from './ports.ts'
import type { StandingOrders } from './rounds/standing-orders.ts'
import type { FiguresLink } from './summaries/figure-sources.ts'
import type { PostedSummaries } from './summaries/living.ts'
import type { SentPicture, Transcript } from './transcripts/transcript.ts'
import { timeText } from './wording.ts'

/** The bureau's own settings, as every turn needs them. */
export interface Bureau {
  organization: Organization
  catalogue: Catalogue
  glossary: Glossary
  holidays: Holiday[]
  years: YearTables
  /** Kinds of cases, milestones and leads; an index from before them has none. */
  records?: RecordKind[]
  /** Answers that the bureau has written itself; an index from before them has none. */
  answers?: StandardAnswer[]
  /** A question that this bureau's documents answer, for the first words; empty where there is none. */
  question: string
}

/** What happened to a message beside the row at hand: deliveries come in any order. */
export interface MessageHistory {
  /** A recall of this message has arrived, before or after it. */
  recalled(messageId: string): Promise<boolean>
  /** The highest revision of this message that has arrived; empty when it was never edited. */
  lastRevision(messageId: string): Promise<string>
  /** An answer stands in the outbox under this key. */
  replied(key: string): Promise<boolean>
  /** The message as it was first said; undefined when it is not known (any more). */
  said(messageId: string): Promise<Said | undefined>
  /** The press of this event; undefined when it is not known (any more). */
  pressed(eventId: string): Promise<Pressed | undefined>
  /** The card under this key as it was last drawn, forms aside. */
  shown(key: string): Promise<Reply | undefined>
  /** The key under which a delivered message was sent; undefined for one that we did not send. */
  keyOf(messageId: string): Promise<string | undefined>
}

/** What the conversation is given once. */
export interface Setting {
  bureau(): Promise<Bureau>
  ledger: Ledger
  cases: CaseBook
  contexts: Contexts
  answers: Answers
  /** Documents by a few words, where somebody is helped to look. */
  lookUp?: LookUp
  /** Suggestions where the plain rules find nothing; not there: the plain rules alone. */
  helper?: Helper | undefined
  /** Shows answers while they grow; not there where nothing takes that long or the transport cannot. */
  live?: LiveAnswers
  asked: AskedQuestions
  gaps: GapList
  history: MessageHistory
  reports: Reports
  standing: StandingOrders
  posted: PostedSummaries
  /** A signed link to the entries behind figures; empty where cards carry no links. */
  figuresLink?(link: FiguresLink): Promise<string>
  /** A signed link to a filled report with each figure's sources; empty where cards carry no links. */
  reportLink?(link: ReportLink): Promise<string>
  words: typeof phrases
  /** Where a person is met in private. */
  privateChat(openId: string): ChatRef
  /** The present text of an edited message, where its event does not carry it. */
  fetchText?(messageId: string): Promise<string | undefined>
  /** A file that was sent as a message, up to 20 MB; undefined when the platform does not give it. Throws while it cannot say. */
  fetchFile?(messageId: string, key: string): Promise<Uint8Array | undefined>
  /** Reads a picture that was sent in a message; not there where nothing can. Throws while that may pass. */
  readPhoto?(picture: SentPicture): Promise<Transcript>
  /** Hears a voice message; not there where nothing can (Workers, the chat page). Throws while that may pass. */
  hear?(messageId: string, key: string): Promise<Transcript>
  /**
   * The sheets of an xlsx as rows of text; not there where files cannot be parsed (Workers).
   * Throws an Error with the reason as a Chinese sentence that goes on after the file's name.
   */
  readSheet?(bytes: Uint8Array, name: string): Promise<SheetRows[]>
  /** Whether a document has pages that were read from pictures. */
  scanned?(document: string): Promise<boolean>
  /** A link to a cited passage, empty where cards carry none; `open`: everybody may read the document, else who holds `readers`. */
  linkOf(document: string, quote: string, open: boolean, readers: ReaderKeys): Promise<string>
}

/** What one turn works with. */
export interface Scene extends Omit<Setting, 'bureau'> {
  bureau: Bureau
  /** UTC ISO */
  now: string
  /** YYYY-MM-DD in the bureau's zone, of the message's own time. */
  today: string
  /** For whom a helper may be asked in this turn; without it none is. */
  errand?: Errand | undefined
}

/** A time as a person says it near by: “今天17:00”, “6月26日（周五）17:00”. */
export function timeIn(instant: string, scene: Scene): string {
  return timeText(
    instant,
    scene.bureau.organization.timezone,
    dayOf(scene.now, scene.bureau.organization.timezone),
  )
}
