import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { OperatorError } from '../errors.ts'
import type { Catalogue } from '../reporting/catalogue.ts'
import type { Organization } from '../roster/organization.ts'
import type { Glossary } from './document.ts'

/** The YAML files of the knowledge folder, as text; a missing optional one is undefined. */
export interface BureauFiles {
  indicators: string | undefined
  organization: string | undefined
  glossary?: string | undefined
}

export interface BureauSettings {
  organization: Organization
  catalogue: Catalogue
  glossary: Glossary
}

const names = z.array(z.coerce.string().trim().min(1, '不能是空的')).default([])
const id = z.string('要写编号').regex(/^[A-Za-z][\w-]*$/, '编号只用英文字母、数字、下划线，字母开头')

const indicatorsFile = z.object({
  indicators: z.array(
    z.object({
      id,
      name: z.string('要写名称').trim().min(1, '要写名称'),
      aliases: names,
      unit: z.string('要写单位，例如 户').trim().min(1, '要写单位，例如 户'),
      kind: z.enum(['flow', 'level'], { error: 'kind 只能是 flow（累加）或 level（时点数）' }),
      section: z.string().default(''),
      targets: z.record(z.string().regex(/^\d{4}$/, '年份写四位数字'), z.number('目标要写数字')).default({}),
      typical: z
        .object({ max: z.number('typical.max 要写数字').positive('typical.max 要大于 0') })
        .optional(),
    }),
    'indicators: 下面要列出指标',
  ),
})

const organizationFile = z.object({
  bureau: z.string('要写局名').trim().min(1, '要写局名'),
  timezone: z.string().default('Asia/Shanghai').refine(isTimezone, '不认识这个时区，一般写 Asia/Shanghai'),
  units: z.array(
    z.object({
      id,
      name: z.string('要写名称').trim().min(1, '要写名称'),
      kind: z.enum(['street', 'community', 'section'], {
        error: 'kind 只能是 street（街道）、community（社区）或 section（科室）',
      }),
      aliases: names,
      parent: z.string().optional(),
    }),
    'units: 下面要列出单位',
  ),
  people: z
    .array(
      z.object({
        open_id: z.string('要写 open_id').min(1, '要写 open_id'),
        name: z.string('要写姓名').trim().min(1, '要写姓名'),
        unit: z.string('要写单位编号'),
        role: z
          .enum(['staff', 'leader', 'admin'], { error: 'role 只能是 staff、leader 或 admin' })
          .default('staff'),
      }),
    )
    .default([]),
  reporting: z
    .array(
      z.object({
        units: z.array(z.string()),
        indicators: z.array(z.string()),
        every: z.enum(['day', 'week', 'month', 'quarter'], {
          error: 'every 只能是 day、week、month 或 quarter',
        }),
        due: z.string('要写时限，例如 friday 17:00'),
      }),
    )
    .default([]),
})

const glossaryFile = z.array(names, '要写成一组一行的列表').default([])

type IndicatorsFile = z.infer<typeof indicatorsFile>
type OrganizationFile = z.infer<typeof organizationFile>

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('zh', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * Reads the bureau's settings.
 * @throws OperatorError naming every problem of all files at once: file, line, what is wrong and what to write.
 */
export function readBureau(files: BureauFiles): BureauSettings {
  const problems: string[] = []
  const indicators = read('indicators.yaml', files.indicators, indicatorsFile, problems)
  const organization = read('organization.yaml', files.organization, organizationFile, problems)
  const glossary = read('glossary.yaml', files.glossary ?? '[]', glossaryFile, problems)
  if (indicators) problems.push(...indicatorProblems(indicators))
  if (organization) problems.push(...organizationProblems(organization, indicators))
  if (problems.length || !indicators || !organization || !glossary)
    throw new OperatorError(
      `知识文件夹有 ${problems.length} 处要改：\n${problems.map((one) => `  ${one}`).join('\n')}`,
    )
  return {
    organization: organizationOf(organization),
    catalogue: indicators.indicators.map(({ typical, ...one }) => ({
      ...one,
      ...(typical ? { typicalMax: typical.max } : {}),
    })),
    glossary: glossary.filter((group) => group.length > 1),
  }
}

function organizationOf(file: OrganizationFile): Organization {
  return {
    bureau: file.bureau,
    timezone: file.timezone,
    units: file.units.map(({ parent, ...unit }) => ({ ...unit, ...(parent ? { parent } : {}) })),
    people: file.people.map(({ open_id, ...person }) => ({ openId: open_id, ...person })),
    reporting: file.reporting,
  }
}

function read<T>(
  name: string,
  text: string | undefined,
  schema: z.ZodType<T>,
  problems: string[],
): T | undefined {
  if (text === undefined) {
    problems.push(`${name}：没有这个文件`)
    return undefined
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length) {
    for (const error of document.errors)
      problems.push(
        `${name} 第 ${lines.linePos(error.pos[0]).line} 行：不是正确的 YAML（${yamlReason(error.code)}）`,
      )
    return undefined
  }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 50 })
  } catch {
    problems.push(`${name}：别名（& 和 *）用得太多，请展开来写`)
    return undefined
  }
  const parsed = schema.safeParse(value ?? undefined)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
    problems.push(`${name} 第 ${lineOf(document, path, lines)} 行：${path.join('.')} ${issue.message}`)
  }
  return undefined
}

function yamlReason(code: string): string {
  const reasons: Record<string, string> = {
    BAD_INDENT: '缩进不齐',
    TAB_AS_INDENT: '缩进用了制表符，请换成空格',
    MISSING_CHAR: '少了括号、引号或冒号',
    DUPLICATE_KEY: '同一个键写了两遍',
    UNEXPECTED_TOKEN: '多了或少了符号',
    BAD_ALIAS: '* 后面的名字没有定义',
  }
  return reasons[code] ?? code
}

/** The line of the deepest part of a path that stands in the file. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: (string | number)[],
  lines: LineCounter,
): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined
    if (node?.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

function indicatorProblems({ indicators }: IndicatorsFile): string[] {
  return repeated(indicators.map((one) => one.id)).map((one) => `indicators.yaml：编号 ${one} 用了两次`)
}

function organizationProblems(file: OrganizationFile, indicators: IndicatorsFile | undefined): string[] {
  const units = new Set(file.units.map((unit) => unit.id))
  const known = new Set(indicators?.indicators.map((one) => one.id))
  const spoken = file.units.flatMap((unit) => [unit.name, ...unit.aliases])
  const problems = [
    ...repeated(file.units.map((unit) => unit.id)).map((one) => `单位编号 ${one} 用了两次`),
    ...repeated(spoken).map((one) => `“${one}”是两个单位的名称或别名，报数时分不清`),
    ...repeated(file.people.map((person) => person.open_id)).map((one) => `open_id ${one} 用了两次`),
    ...file.people
      .filter((person) => !units.has(person.unit))
      .map((person) => `${person.name} 的单位 ${person.unit} 不在 units 里`),
    ...file.units
      .filter((unit) => unit.parent && !units.has(unit.parent))
      .map((unit) => `${unit.name} 的 parent ${unit.parent} 不在 units 里`),
  ]
  for (const duty of file.reporting) {
    for (const unit of duty.units)
      if (!units.has(unit)) problems.push(`reporting 里的单位 ${unit} 不在 units 里`)
    for (const one of duty.indicators)
      if (indicators && !known.has(one)) problems.push(`reporting 里的指标 ${one} 不在 indicators.yaml 里`)
  }
  return problems.map((one) => `organization.yaml：${one}`)
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, place) => values.indexOf(value) !== place))]
}
