import { LineCounter, parseDocument } from 'yaml'
import { type Metadata, metadataSchema } from './metadata.ts'
import { yamlReason } from './yaml-reason.ts'

/** Splits Markdown into its YAML front matter, if it opens with one, and the rest. */
export function splitFrontMatter(text: string): { front?: string; body: string } {
  const [all, front] = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/.exec(text) ?? []
  if (all === undefined || front === undefined) return { body: text }
  return { front, body: text.slice(all.length) }
}

/**
 * Reads front matter or a sidecar. `where`: how to name it; `above`: lines that stand above it in the file.
 * @throws Error naming every problem with its line, as a Chinese sentence.
 */
export function readMetadata(yaml: string, where: string, above: number): Metadata {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const line = (offset: number) => lines.linePos(offset).line + above
  const [broken] = document.errors
  if (broken) throw new Error(`${where}第 ${line(broken.pos[0])} 行不是正确的 YAML：${yamlReason(broken)}`)
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 20 })
  } catch {
    throw new Error(`${where}里的别名（& 和 *）用得太多，请展开来写`)
  }
  const parsed = metadataSchema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => {
    const [key] = issue.path
    const node =
      typeof key === 'string' ? (document.getIn([key], true) as { range?: [number] } | undefined) : undefined
    return `第 ${node?.range ? line(node.range[0]) : 1 + above} 行 ${key === undefined ? '' : `${String(key)} `}${issue.message}`
  })
  throw new Error(`${where}${problems.join('；')}`)
}
