import { reasonOf } from '../errors.ts'
import { type Block, paragraphs, tidy } from './blocks.ts'
import { decode } from './decode.ts'
import type { Document, Scan } from './document.ts'
import { readMetadata, splitFrontMatter } from './front-matter.ts'
import { type Format, formatOf, refuse } from './gate.ts'
import { describe, type Metadata } from './metadata.ts'
import { readHtml } from './read-html.ts'
import { readMarkdown } from './read-markdown.ts'
import type { ReadPage } from './read-pdf.ts'
import { passagesOf } from './structure.ts'
import { readText } from './wrapped.ts'

export interface SourceFile {
  /** Path below `documents/`, with `/`. */
  path: string
  bytes: Uint8Array
  /** Text of `NAME.EXT.yaml` beside it. */
  sidecar?: string | undefined
}

/** Changes when the same bytes would be read differently: the index then reads every file anew. */
export const READER_VERSION = '5'

/** The title of a document stands among its first blocks. */
const HEAD_BLOCKS = 4

/**
 * Reads one file into passages. `cMapUrl`: folder of pdfjs's CMaps, for PDFs on predefined Chinese encodings.
 * @throws Error with the reason as a Chinese sentence that goes on after the file's name.
 */
export async function readDocument(file: SourceFile, cMapUrl = '', readPage?: ReadPage): Promise<Document> {
  const refused = refuse(file.path, file.bytes)
  if (refused) throw new Error(refused)
  const { given, blocks, scan } = await readFile(file, cMapUrl, readPage)
  const head = describe(file.path, given, blocks)
  const passages = passagesOf(withoutTitle(blocks, head.title))
  const found = passages.length ? passages : passagesOf(blocks)
  if (!found.length) throw new Error('没有读到文字')
  return { ...head, passages: found, ...(scan ? { scan } : {}) }
}

async function readFile(
  file: SourceFile,
  cMapUrl: string,
  readPage: ReadPage | undefined,
): Promise<{ given: Metadata; blocks: Block[]; scan?: Scan }> {
  const format = formatOf(file.path) as Format
  const beside = file.sidecar === undefined ? {} : readMetadata(file.sidecar, '同名 .yaml ', 0)
  if (format === 'pdf') {
    const read = async () => (await import('./read-pdf.ts')).readPdf(file.bytes, cMapUrl, readPage)
    return { given: beside, ...(await attempt(format, read)) }
  }
  if (format !== 'md') return { given: beside, blocks: await readBlocks(format, file.bytes) }
  const { front, body } = splitFrontMatter(decode(file.bytes))
  const given = front === undefined ? {} : readMetadata(front, '开头的说明', 1)
  return { given: { ...given, ...beside }, blocks: readMarkdown(body) }
}

async function readBlocks(format: Exclude<Format, 'pdf'>, bytes: Uint8Array): Promise<Block[]> {
  switch (format) {
    case 'md':
      return readMarkdown(decode(bytes))
    case 'txt':
      return readText(paragraphs(decode(bytes)))
    case 'html':
    case 'htm':
      return readHtml(decodeHtml(bytes))
    case 'docx':
      return attempt(format, async () => (await import('./read-docx.ts')).readDocx(bytes))
    case 'xlsx':
      return attempt(format, async () => (await import('./read-xlsx.ts')).readXlsx(bytes))
  }
}

/**
 * The sheets of an xlsx as rows of text.
 * @throws Error with the reason as a Chinese sentence that goes on after the file's name.
 */
export async function readSheetRows(file: SourceFile): Promise<{ name: string; rows: string[][] }[]> {
  const refused = refuse(file.path, file.bytes)
  if (refused) throw new Error(refused)
  return attempt('xlsx', async () => (await import('./read-xlsx.ts')).readSheets(file.bytes))
}

async function attempt<T>(format: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Error && error.name === 'ScannedError')
      throw new Error(
        '是扫描件，没有文字层，请换成可复制文字的 pdf 或 docx，或者装好图片识别（OCR_ENGINE）再导入',
      )
    const reason = reasonOf(error)
    if (/^有 [\d,]+ 行/.test(reason)) throw error
    if (/encrypt|password/i.test(reason)) throw new Error('已加密，请去掉密码后再放进来')
    if (/too many pages/.test(reason)) throw new Error('超过 500 页，请拆开')
    if (/too many cells|exceed|limit/i.test(reason)) throw new Error('表格范围太大，请删掉远处的空单元格')
    throw new Error(`不是有效的 ${format} 文件，或者文件已损坏`)
  }
}

/** A page may name its own encoding. */
function decodeHtml(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  return /charset\s*=\s*["']?gb/i.test(head) ? new TextDecoder('gb18030').decode(bytes) : decode(bytes)
}

/** The title of the document is told apart; as a heading above everything it would only repeat itself. */
function withoutTitle(blocks: readonly Block[], title: string): Block[] {
  const place = blocks.findIndex((block) => block.kind !== 'table' && sameText(block.text, title))
  if (place >= 0 && place < HEAD_BLOCKS) return blocks.toSpliced(place, 1)
  const [first, ...rest] = blocks
  const others = rest.some((block) => block.kind === 'heading' && block.level === 1)
  return first?.kind === 'heading' && first.level === 1 && !others ? rest : [...blocks]
}

function sameText(one: string, other: string): boolean {
  return tidy(one).replace(/\s/g, '') === tidy(other).replace(/\s/g, '')
}
