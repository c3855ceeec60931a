import { parse, stringify } from 'yaml'
import type { Catalogue } from '../../reporting/catalogue.ts'
import { pickKey, pickName, pickOf } from './pick.ts'
import type { Spot } from './sentences.ts'

/** What people have said about blanks of one template: signature → what stands there (`pick.ts`), or `none` to leave it open. */
export type Mapping = ReadonlyMap<string, string>

/** How a blank is called in the mapping: the words beside it, “接待咨询*人次”. */
export function signatureOf({ lead, tail, earlier, cell }: Spot): string {
  const before = cell ? `${cell.row}/${cell.column}/${lead}` : lead.length >= 2 ? lead : `${earlier}，${lead}`
  return `${before.slice(-14)}*${tail.slice(0, 8)}`.replace(/\s+/g, '')
}

/**
 * Reads a mapping file. Lines that are wrong are told and left out, so that one slip does not lose the rest.
 * @throws nothing
 */
export function readMapping(
  text: string,
  catalogue: Catalogue,
): { mapping: Map<string, string>; problems: string[] } {
  const mapping = new Map<string, string>()
  const problems: string[] = []
  let list: unknown
  try {
    list = (parse(text, { maxAliasCount: 20 }) as { blanks?: unknown } | null)?.blanks ?? []
  } catch {
    return { mapping, problems: ['不是有效的 YAML'] }
  }
  if (!Array.isArray(list)) return { mapping, problems: ['blanks: 下面要列成一条一条'] }
  for (const [place, one] of list.entries()) {
    const { blank, indicator } = (typeof one === 'object' && one !== null ? one : {}) as Record<
      string,
      unknown
    >
    if (typeof blank !== 'string' || typeof indicator !== 'string') {
      problems.push(`第 ${place + 1} 条要写 blank 和 indicator`)
      continue
    }
    const known = pickOf(indicator, catalogue)
    if (!known && indicator !== 'none')
      problems.push(`第 ${place + 1} 条的指标“${indicator}”不在 indicators.yaml 里`)
    else mapping.set(blank, known ? pickKey(known) : 'none')
  }
  return { mapping, problems }
}

/** The mapping as a file that a clerk can read and correct. */
export function mappingText(template: string, mapping: Mapping, catalogue: Catalogue): string {
  const blanks = [...mapping].map(([blank, indicator]) => {
    const pick = pickOf(indicator, catalogue)
    return { blank, indicator, ...(pick ? { name: pickName(pick) } : {}) }
  })
  const head = `# ${template} 的空白填哪个指标。改 indicator 就换指标，几项相加用“+”连，写 none 就留空，删掉一条就重新判断。\n`
  return head + stringify({ blanks }, { lineWidth: 0 })
}
