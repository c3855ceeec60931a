import { parse as parseYaml } from 'yaml'
import { reasonOf } from '../errors.ts'
import type { Block } from './blocks.ts'
import { paragraphs } from './blocks.ts'
import type { Document } from './document.ts'
import { type Format, refuse } from './gate.ts'
import { describe, metadataSchema } from './metadata.ts'
import { readHtml } from './read-html.ts'
import { readMarkdown } from './read-markdown.ts'
import { passagesOf } from './structure.ts'

export interface SourceFile {
  /** Path below `documents/`, with `/`. */
  path: string
  bytes: Uint8Array
  /** Text of `NAME.EXT.yaml` beside it. */
  sidecar?: string | undefined
}

/** Changes when the same bytes would be read differently: the index then reads every file anew. */
export const READER_VERSION = '1'

/**
 * Reads one file into passages.
 * @throws Error with the reason as a Chinese sentence.
 */
export async function readDocument(file: SourceFile, cMapUrl = ''): Promise<Document> {
  const format = (file.path.split('.').at(-1) ?? '').toLowerCase()
  const refused = refuse(format, file.bytes)
  if (refused) throw new Error(refused)
  const { front, blocks } = await readBlocks(format as Format, file.bytes, cMapUrl)
  const metadata = readMetadata(file.sidecar ?? front)
  const passages = passagesOf(withoutTitle(blocks))
  if (!passages.length)
    throw new Error(
      format === 'pdf' ? '是扫描件，没有文字层，请换成可复制文字的 pdf 或 docx' : '没有读到文字',
    )
  return { ...describe(file.path, metadata, blocks), passages }
}

async function readBlocks(
  format: Format,
  bytes: Uint8Array,
  cMapUrl: string,
): Promise<{ front?: string; blocks: Block[] }> {
  switch (format) {
    case 'md': {
      const [, front, body] = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(decode(bytes)) ?? []
      return front === undefined
        ? { blocks: readMarkdown(decode(bytes)) }
        : { front, blocks: readMarkdown(body ?? '') }
    }
    case 'txt':
      return { blocks: paragraphs(decode(bytes)) }
    case 'html':
    case 'htm':
      return { blocks: readHtml(decode(bytes)) }
    case 'docx':
      return { blocks: await readDocx(bytes) }
    case 'xlsx':
      return { blocks: await attempt('xlsx', async () => (await import('./read-xlsx.ts')).readXlsx(bytes)) }
    case 'pdf':
      return {
        blocks: await attempt('pdf', async () => (await import('./read-pdf.ts')).readPdf(bytes, cMapUrl)),
      }
  }
}

function readDocx(bytes: Uint8Array): Promise<Block[]> {
  return attempt('docx', async () => {
    const { default: mammoth } = await import('mammoth')
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })
    return readHtml(value)
  })
}

async function attempt(format: string, read: () => Promise<Block[]>): Promise<Block[]> {
  try {
    return await read()
  } catch (error) {
    const reason = reasonOf(error)
    if (/encrypt|password/i.test(reason)) throw new Error(`加了密码，请去掉密码后再放进来`)
    throw new Error(`不是有效的 ${format} 文件，或者文件已损坏`)
  }
}

/** UTF-8, else the encoding of older Chinese files. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function readMetadata(yaml: string | undefined) {
  if (!yaml) return {}
  let value: unknown
  try {
    value = parseYaml(yaml, { maxAliasCount: 20 })
  } catch {
    throw new Error('开头或同名 .yaml 里的说明不是正确的 YAML')
  }
  const parsed = metadataSchema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`说明里的 ${issue?.path.join('.')} 写错了：${issue?.message}`)
}

/** The title of the document is told apart; as a heading above everything it would only repeat itself. */
function withoutTitle(blocks: Block[]): Block[] {
  const [first, ...rest] = blocks
  const others = rest.filter((block) => block.kind === 'heading' && block.level === 1)
  return first?.kind === 'heading' && first.level === 1 && !others.length ? rest : blocks
}
