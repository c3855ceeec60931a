import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { House } from '../assemble.ts'
import { dayOf } from '../clock.ts'
import { phrases } from '../conversation/phrases.ts'
import { UsageError } from '../errors.ts'
import { dayOfText } from '../knowledge/metadata.ts'
import { readScans } from '../knowledge/scans.ts'
import { type Outcome, outcomeText } from '../policy/outcome.ts'
import { personById, readerKeys } from '../roster/organization.ts'
import type { Command } from './command.ts'

const askLine = z.object({
  id: z.string(),
  text: z.string(),
  asOf: z.string().optional(),
  conversation: z.string().optional(),
  asker: z.string().optional(),
})
type AskLine = z.infer<typeof askLine>

export const ask: Command = {
  usage: 'ask [--as-of 日期] [--json] "问题"   或   ask --jsonl 文件   按现有文件回答政策问题',
  async run(args, io, open) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { jsonl: { type: 'string' }, 'as-of': { type: 'string' }, json: { type: 'boolean' } },
    })
    if (values.jsonl) {
      const lines = (await io.jsonLines(values.jsonl)).map((line, place) =>
        readLine(line, values.jsonl ?? '', place),
      )
      const house = await open()
      const contexts = new Map<string, unknown>()
      for (const line of lines) io.out(JSON.stringify(await answerLine(line, house, contexts)))
      return
    }
    const text = positionals.join(' ').trim()
    if (!text) throw new UsageError(`缺少问题\n用法：${ask.usage}`)
    const asOf = checkedDay(values['as-of'], '--as-of')
    const house = await open()
    const answered = await answerLine({ id: '1', text, ...(asOf ? { asOf } : {}) }, house, new Map())
    if (values.json) io.out(JSON.stringify(answered))
    else
      io.out(
        [
          answered.answer,
          ...answered.citations.map((one) => `《${one.title}》${one.section}：“${one.quote}”`),
        ].join('\n'),
      )
  },
}

function readLine(line: unknown, file: string, place: number): AskLine {
  const parsed = askLine.safeParse(line)
  if (!parsed.success)
    throw new UsageError(`${file} 第 ${place + 1} 行：${parsed.error.issues[0]?.path.join('.')} 不对`)
  checkedDay(parsed.data.asOf, `${file} 第 ${place + 1} 行的 asOf`)
  return parsed.data
}

function checkedDay(day: string | undefined, where: string): string | undefined {
  if (day !== undefined && dayOfText(day) !== day)
    throw new UsageError(`${where} 应写成 2026-06-24 这样真有的日子，收到“${day}”`)
  return day
}

/** One line of CONTRACT §4; the lines of one conversation share their context, in order. */
async function answerLine(line: AskLine, house: House, contexts: Map<string, unknown>) {
  const began = performance.now()
  const { organization } = await house.bureau()
  const readers = readerKeys(line.asker ? personById(organization, line.asker) : undefined)
  const asOf = line.asOf ?? dayOf(house.clock(), organization.timezone)
  const before = line.conversation ? contexts.get(line.conversation) : undefined
  const { outcome, context } = await house.answers.answer({ text: line.text, asOf, readers, context: before })
  if (line.conversation) contexts.set(line.conversation, context)
  const citations = citationsOf(outcome)
  const scans = citations.length ? await readScans(house.documents) : {}
  const scanned = citations.some(({ document }) => scans[document]?.read.length)
  const answer = scanned ? `${outcomeText(outcome)}\n${phrases.scanned}` : outcomeText(outcome)
  const ms = Number((performance.now() - began).toFixed(2))
  return { id: line.id, kind: kindOf(outcome), answer, citations, ms }
}

function kindOf(outcome: Outcome): 'answer' | 'abstain' | 'clarify' | 'other' {
  return outcome.kind === 'not-found' ? 'abstain' : outcome.kind
}

function citationsOf(outcome: Outcome) {
  if (outcome.kind !== 'answer' && outcome.kind !== 'clarify') return []
  return outcome.quotes.map(({ document, title, section, quote }) => ({ document, title, section, quote }))
}
