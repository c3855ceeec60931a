import { reasonOf } from '../../errors.ts'
import type { Said, Unreadable } from '../../message.ts'
import type { Reply } from '../../reply.ts'
import type { Reading } from '../../reporting/read.ts'
import { readWorkbook, type SheetRows } from '../../reporting/workbook.ts'
import { type Person, personById } from '../../roster/organization.ts'
import { firstAdmin } from '../../roster/permissions.ts'
import { remembered } from '../context.ts'
import type { Scene } from '../scene.ts'
import type { Gap, Turn } from '../turn.ts'
import { cardKey } from './record-card.ts'
import { recordReport } from './reports.ts'

/** Longer tables are looked over by a person before anything counts. */
const ROWS_AT_ONCE = 20

/** An xlsx sent to the bot is read like a pasted table and answered with the same card. */
export async function sentFile(
  message: Unreadable,
  file: { key: string; name: string },
  scene: Scene,
): Promise<Turn> {
  const { words, bureau } = scene
  if (await scene.history.recalled(message.messageId))
    return { ...turnOf(message), outgoing: [], ignored: 'recalled-before' }
  const person = personById(bureau.organization, message.senderId)
  if (!person)
    return refuse(
      message,
      words.unknownPerson(firstAdmin(bureau.organization)?.name ?? '', message.senderId),
      'red',
    )
  const not = (reason: string) => refuse(message, words.fileNotRead(file.name, reason))
  if (!/\.(?:xlsx?|et|csv|xlsm|xlsb|ods)$/i.test(file.name)) return not(words.fileKinds)
  if (!scene.fetchFile || !scene.readSheet) return not(words.filePaste)
  const bytes = await scene.fetchFile(message.messageId, file.key)
  if (!bytes) return not(words.fileGone)
  let sheets: SheetRows[]
  try {
    sheets = await scene.readSheet(bytes, file.name)
  } catch (error) {
    return not(reasonOf(error))
  }
  const input = { sentAt: message.sentAt, sender: { name: person.name, unit: person.unit } }
  const read = readWorkbook(sheets, input, bureau)
  if ('refused' in read) return not(read.refused)
  if (read.reading.kind !== 'report') return not(words.fileNothing)
  const reading = read.rows > ROWS_AT_ONCE ? toBeConfirmed(read.reading, file.name, scene) : read.reading
  return record({ ...message, kind: 'said', text: read.text }, reading, person, scene)
}

/** Every figure waits for one tap. */
function toBeConfirmed(reading: Reading, name: string, scene: Scene): Reading {
  const question = scene.words.fileConfirm(name, reading.figures.length)
  const asks = reading.figures.map((figure) => ({ kind: 'unusual' as const, question, figure }))
  return { ...reading, asks: [...reading.asks, ...asks] }
}

async function record(said: Said, reading: Reading, person: Person, scene: Scene): Promise<Turn> {
  const effect = await recordReport(said, reading, person, scene)
  const before = remembered(await scene.contexts.read(said.chat.id, said.senderId), said.sentAt)
  return {
    understood: 'report',
    entries: effect.entries,
    acts: effect.acts,
    outgoing: [...effect.updates, ...turnOf(said, effect.reply).outgoing],
    context: { ...before, reporting: reading.context },
    gaps: effect.unmatched.map((text): Gap => ({ kind: 'indicator', text })),
  }
}

function refuse(message: Unreadable, line: string, tone: 'red' | 'orange' = 'orange'): Turn {
  return turnOf(message, { kind: 'notice', tone, title: '', lines: [line], buttons: [] })
}

function turnOf(message: { messageId: string; chat: Said['chat'] }, reply?: Reply): Turn {
  const { messageId, chat } = message
  const outgoing = reply
    ? [{ key: cardKey(messageId), chat, op: 'send' as const, replyTo: messageId, reply }]
    : []
  return { entries: [], acts: [], outgoing, gaps: [] }
}
