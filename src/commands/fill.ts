import { parseArgs } from 'node:util'
import { fillReport, openTemplate } from '../conversation/filling/fill-report.ts'
import { reasonOf, UsageError } from '../errors.ts'
import { refuse } from '../knowledge/gate.ts'
import type { FilledBlank, FilledReport } from '../summary/fill/fill.ts'
import { mappingText, readMapping } from '../summary/fill/mapping.ts'
import type { Template } from '../summary/fill/template.ts'
import { recordLine } from '../summary/records.ts'
import type { Command, Io } from './command.ts'
import { daysOf } from './days.ts'

export const fill: Command = {
  usage: 'fill 底稿 --from 日期 --to 日期 [--out 文件] [--json] [--mapping]   用台账填底稿里的空白',
  async run(args, io, open) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean' },
        mapping: { type: 'boolean' },
      },
    })
    const [path, ...more] = positionals
    if (!path || more.length) throw new UsageError(`要写一份底稿的路径\n用法：${fill.usage}`)
    const name = path.split(/[\\/]/).at(-1) ?? path
    const days = values.mapping ? undefined : daysOf(values)
    if (values.out && !/\.(?:md|txt|docx)$/i.test(values.out))
      throw new UsageError(`--out 只能是 .docx、.md 或 .txt，收到“${values.out}”`)
    const template = days && (await readTemplate(path, io))
    const house = await open()
    const bureau = await house.bureau()
    const chosen = readMapping((await house.documents.readFile(`blanks:${name}`)) ?? '', bureau.catalogue)
    const beside = await io.readText(`${path}.blanks.yaml`).catch(() => '')
    const written = readMapping(beside, bureau.catalogue)
    for (const problem of [...chosen.problems, ...written.problems])
      io.err(`${name} 的空白对应表：${problem}`)
    // What the bureau wrote beside the template stands above what was chosen in chat.
    const mapping = new Map([...chosen.mapping, ...written.mapping])
    if (!template || !days) {
      io.out(mappingText(name, mapping, bureau.catalogue))
      return
    }
    const filled = await fillReport(
      { template, mapping, ...days, at: house.clock() },
      bureau,
      house.ledger,
    ).catch((error: unknown) => {
      throw new UsageError(`${name} ${reasonOf(error)}`)
    })
    if (values.out) await save(values.out, filled, io)
    if (values.json) io.out(JSON.stringify({ text: filled.text, blanks: filled.blanks.map(blankLine) }))
    else if (!values.out) io.out(filled.text)
    tell(filled, io)
  },
}

async function readTemplate(path: string, io: Io): Promise<Template> {
  if (!/\.(?:md|txt|docx)$/i.test(path)) throw new UsageError(`${path} 不是底稿：只填 .md、.txt 和 .docx`)
  const bytes = await io.readBytes(path)
  const reason = refuse(path, bytes)
  if (reason) throw new UsageError(`${path} ${reason}`)
  try {
    return openTemplate(path, bytes)
  } catch {
    throw new UsageError(`${path} 打不开，文件可能损坏，请用 Word 打开后另存`)
  }
}

async function save(out: string, filled: FilledReport, io: Io): Promise<void> {
  if (/\.(?:md|txt)$/i.test(out)) return io.writeFile(out, filled.text)
  if (filled.docx) return io.writeFile(out, filled.docx)
  const { textDocx } = await import('../summary/files/text-docx.ts')
  return io.writeFile(out, await textDocx(filled.text))
}

function tell({ blanks }: FilledReport, io: Io): void {
  if (!blanks.length) {
    io.err('底稿里没有空白（*、××、____），原样输出')
    return
  }
  const count = (state: FilledBlank['state']) => blanks.filter((one) => one.state === state).length
  io.err(
    `${blanks.length}处空白：填好${count('filled')}处，${count('doubtful')}处要看一眼，${count('missing')}处没有填`,
  )
}

function blankLine({
  before,
  after,
  state,
  indicator,
  value,
  text,
  reason,
  candidates,
  sources,
}: FilledBlank) {
  return {
    before,
    after,
    state,
    indicator,
    value,
    text,
    reason,
    candidates,
    sources: sources.map(recordLine),
  }
}
