import { readFile, stat } from 'node:fs/promises'
import { basename, relative, resolve, sep } from 'node:path'
import type { NodeHouse } from '../assemble-node.ts'
import { dayOf } from '../clock.ts'
import { reasonOf, UsageError } from '../errors.ts'
import type { Document } from '../knowledge/document.ts'
import { refuseUnread } from '../knowledge/gate.ts'
import { createParseWorker } from '../knowledge/parse-worker.ts'
import type { DocumentHead } from '../knowledge/ports.ts'
import { columnsOf, type Doubt, doubtsAbout } from '../policy/doubts.ts'
import { type Explanation, explain } from '../policy/explain.ts'
import type { Organization } from '../roster/organization.ts'
import type { Io } from './command.ts'

/** Tables of more documents than these are not compared: each is read whole. */
const COMPARED = 500

/**
 * Says what is understood of one file, in the knowledge folder or elsewhere; the index is not changed.
 * @throws UsageError in one line when the file cannot be read.
 */
export async function explainFile(file: string, json: boolean, io: Io, house: NodeHouse): Promise<void> {
  const document = await readOne(file, resolve(house.knowledgeDir, 'documents'), house.ocr)
  const { organization } = await house.bureau()
  const today = dayOf(house.clock(), organization.timezone)
  const understood = explain(document, today)
  const others = (await house.documents.heads()).filter((one) => !isSame(one, document))
  const doubts = doubtsAbout(document, {
    ...{ others, today, tables: await tablesOf(others, today, house) },
    readers: new Set(['all', 'staff', ...organization.units.map((unit) => unit.id)]),
  })
  if (json) io.out(JSON.stringify({ ...understood, warnings: doubts }))
  else for (const line of linesOf(understood, doubts, organization, today)) io.out(line)
}

async function readOne(file: string, documents: string, ocr: boolean): Promise<Document> {
  const known = await stat(file).catch(() => undefined)
  if (!known) throw new UsageError(`读不到文件 ${file}`)
  if (!known.isFile()) throw new UsageError(`${file} 不是文件`)
  const within = relative(documents, resolve(file))
  const outside = within.startsWith('..') || within === resolve(file)
  const path = outside ? basename(file) : within.split(sep).join('/')
  const reason = refuseUnread(path, known.size)
  if (reason) throw new UsageError(`${file}：${reason}`)
  const worker = createParseWorker({ ocr })
  try {
    const bytes = new Uint8Array(await readFile(file))
    const sidecar = await readFile(`${file}.yaml`, 'utf8').catch(() => undefined)
    return await worker.parse({ path, bytes, sidecar })
  } catch (error) {
    throw new UsageError(`${file}：${reasonOf(error)}`)
  } finally {
    await worker.stop()
  }
}

/** The document as the index has it already, under this path or another. */
function isSame(one: DocumentHead, document: Document): boolean {
  if (one.path === document.path) return true
  return one.title === document.title && one.number === document.number && one.issued === document.issued
}

async function tablesOf(
  others: readonly DocumentHead[],
  today: string,
  { documents }: NodeHouse,
): Promise<Map<string, string[]>> {
  const inForce = others.filter((one) => !one.validTo || one.validTo >= today).slice(0, COMPARED)
  const found = new Map<string, string[]>()
  for (const { path } of inForce) found.set(path, columnsOf((await documents.document(path))?.passages ?? []))
  return found
}

/** Longer lists are counted; `--json` has them whole. */
const SHOWN = 30

function linesOf(
  told: Explanation,
  doubts: readonly Doubt[],
  organization: Organization,
  today: string,
): string[] {
  const { structure, amounts, schedules } = told
  const or = (text: string) => text || '没有读到'
  return [
    `《${told.title}》`,
    `文号：${or(told.number)}    发文：${or(told.issuer)}`,
    `印发：${or(told.issued)}    施行：${or(told.effective)}    有效期至：${told.expires || '没有写'}`,
    `状态：${stateOf(told, today)}    读取范围：${told.audience.map((key) => audienceName(key, organization)).join('、')}`,
    `废止：${told.supersedes.join('、') || '没有'}`,
    '',
    `结构：${structure.headings.length} 个标题、${structure.articles} 条、${structure.tables.length} 张表，共 ${structure.passages} 段`,
    ...some(structure.headings),
    ...structure.tables.map((one) => `  表 ${one.title}：${one.columns.join(' | ')}（${one.rows} 行）`),
    '',
    `金额和比例：${amounts.length} 处`,
    ...some(amounts.map((one) => `${one.where}　${one.condition} → ${one.amounts.join('、')}`)),
    '',
    `日程：${schedules.length} 项`,
    ...some(
      schedules.map((one) => `${one.start}${one.end === one.start ? '' : `至${one.end}`}　${one.text}`),
    ),
    '',
    doubts.length ? `请核对 ${doubts.length} 处：` : '没有发现要核对的地方。',
    ...doubts.map((one) => `  ! ${one.text}`),
  ]
}

function some(lines: readonly string[]): string[] {
  const rest = lines.length > SHOWN ? [`  ……还有 ${lines.length - SHOWN} 项（--json 看全部）`] : []
  return [...lines.slice(0, SHOWN).map((line) => `  ${line.replace(/\s+/g, ' ')}`), ...rest]
}

function stateOf({ issued, effective, expires }: Explanation, today: string): string {
  const from = effective || issued
  if (from > today) return `尚未施行（自${from}起）`
  return expires && expires < today ? '已到期' : '现行'
}

function audienceName(key: string, { units }: Organization): string {
  if (key === 'all') return '所有人'
  if (key === 'staff') return '全体职工'
  return units.find((unit) => unit.id === key)?.name ?? `${key}（没有这个单位）`
}
