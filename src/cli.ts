import { readFile, writeFile } from 'node:fs/promises'
import { stdin } from 'node:process'
import { type OpenOptions, openHouse } from './assemble-node.ts'
import { ask } from './commands/ask.ts'
import { cases } from './commands/cases.ts'
import type { Command, Io } from './commands/command.ts'
import { doctor } from './commands/doctor.ts'
import { exportIndex } from './commands/export-index.ts'
import { extract } from './commands/extract.ts'
import { fill } from './commands/fill.ts'
import { gaps } from './commands/gaps.ts'
import { inbox } from './commands/inbox.ts'
import { ingest } from './commands/ingest.ts'
import { record } from './commands/record.ts'
import { records } from './commands/records.ts'
import { replay } from './commands/replay.ts'
import { search } from './commands/search.ts'
import { simulate } from './commands/simulate.ts'
import { summary } from './commands/summary.ts'
import { trace } from './commands/trace.ts'
import { OperatorError, reasonOf, UsageError } from './errors.ts'
import { readSettings } from './settings.ts'

const COMMANDS: Record<string, Command> = {
  ask,
  cases,
  doctor,
  'export-index': exportIndex,
  extract,
  fill,
  gaps,
  inbox,
  ingest,
  record,
  records,
  replay,
  search,
  simulate,
  summary,
  trace,
}

const io: Io = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  jsonLines,
  readText: async (file) => (await readBytes(file)).toString('utf8'),
  readBytes,
  writeFile: (path, content) =>
    writeFile(path, content).catch(() => {
      throw new UsageError(`写不了文件 ${path}，请检查文件夹在不在、能不能写`)
    }),
}

async function readBytes(file: string): Promise<Buffer> {
  if (file === '-') return Buffer.concat(await Array.fromAsync(stdin as AsyncIterable<Buffer>))
  try {
    return await readFile(file)
  } catch {
    throw new UsageError(`读不到文件 ${file}`)
  }
}

async function jsonLines(file: string): Promise<unknown[]> {
  const lines = (await readBytes(file)).toString('utf8').split('\n')
  return lines.flatMap((line, place) => {
    if (!line.trim()) return []
    try {
      return [JSON.parse(line) as unknown]
    } catch {
      throw new UsageError(`${file === '-' ? '标准输入' : file} 第 ${place + 1} 行不是 JSON`)
    }
  })
}

function usage(): string {
  return [
    '用法：npm run -s bot -- 命令 …',
    ...Object.values(COMMANDS).map((command) => `  ${command.usage}`),
    '例如：npm run -s bot -- ask "低保家庭适老化改造补多少"',
  ].join('\n')
}

async function main(argv: string[]): Promise<number> {
  const [name, ...args] = argv
  const command = COMMANDS[name ?? '']
  if (!command) {
    io.err(name ? `没有“${name}”这个命令。\n${usage()}` : usage())
    return 2
  }
  let house: ReturnType<typeof openHouse> | undefined
  const open = (options?: OpenOptions) => {
    house ??= openHouse(readSettings(process.env), { log: 'warn', ...options })
    return house
  }
  try {
    await command.run(args, io, open)
    return 0
  } catch (error) {
    if (error instanceof OperatorError) {
      io.err(error.message)
      return 2
    }
    if (isArgumentError(error)) {
      io.err(`${reasonOf(error)}\n用法：${command.usage}`)
      return 2
    }
    io.err(`命令没有完成：${reasonOf(error)}`)
    return 1
  } finally {
    if (house) await (await house.catch(() => undefined))?.close()
  }
}

/** What `parseArgs` throws for unknown or missing options. */
function isArgumentError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

process.exitCode = await main(process.argv.slice(2))
