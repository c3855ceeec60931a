import { LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { yamlReason } from './yaml-reason.ts'

/** Where in a file: keys and places, outermost first. */
export type Place = (string | number)[]

export interface Problem {
  at: Place
  text: string
}

/** A YAML file of the knowledge folder that can tell the line of each of its parts. */
export interface SettingsFile {
  /** As written, of unknown shape; undefined when the file cannot be read at all. */
  raw: unknown
  /** “organization.yaml 第 12 行：……”. */
  say(problem: Problem): string
  /** What is wrong with the file as YAML. */
  broken: string[]
}

export function openSettings(name: string, text: string | undefined): SettingsFile {
  if (text === undefined)
    return { raw: undefined, say: ({ text: told }) => `${name}：${told}`, broken: [`${name}：没有这个文件`] }
  const lines = new LineCounter()
  const document = parseDocument(text.replace(/^\ufeff/, ''), { lineCounter: lines })
  const say = ({ at, text: told }: Problem) => `${name} 第 ${lineOf(document, at, lines)} 行：${told}`
  if (document.errors.length) {
    const broken = document.errors.map(
      (error) => `${name} 第 ${lines.linePos(error.pos[0]).line} 行：不是正确的 YAML，${yamlReason(error)}`,
    )
    return { raw: undefined, say, broken: [...new Set(broken)] }
  }
  try {
    return { raw: document.toJS({ maxAliasCount: 50 }) as unknown, say, broken: [] }
  } catch {
    return { raw: undefined, say, broken: [`${name}：别名（& 和 *）用得太多，请展开来写`] }
  }
}

/** The value in its shape, or everything that is wrong with it. */
export function shaped<T>(
  file: SettingsFile,
  schema: z.ZodType<T>,
): { value: T } | { value?: undefined; problems: string[] } {
  if (file.broken.length) return { problems: file.broken }
  const parsed = schema.safeParse(file.raw ?? undefined)
  if (parsed.success) return { value: parsed.data }
  const problems = parsed.error.issues.map((issue) => {
    const at = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
    const text = /[\u4e00-\u9fa5]/.test(issue.message) ? issue.message : '写得不对'
    return file.say({ at, text: `${at.join('.')} ${text}`.trim() })
  })
  return { problems }
}

interface Ranged {
  range?: [number, number, number]
}

/** The line of the deepest part of a place that stands in the file. */
function lineOf(document: ReturnType<typeof parseDocument>, at: Place, lines: LineCounter): number {
  for (let length = at.length; length > 0; length--) {
    const place = at.slice(0, length)
    // A year as a key is a number to YAML.
    const asNumbers = place.map((part) => (/^\d+$/.test(String(part)) ? Number(part) : part))
    const node = (document.getIn(place, true) ?? document.getIn(asNumbers, true)) as Ranged | undefined
    if (node?.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
