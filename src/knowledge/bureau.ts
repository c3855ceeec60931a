import { z } from 'zod'
import { OperatorError } from '../errors.ts'
import type { Catalogue } from '../reporting/catalogue.ts'
import type { Organization } from '../roster/organization.ts'
import { indicatorProblems, organizationProblems } from './bureau-checks.ts'
import type { Glossary } from './document.ts'
import { type RecordKind, readRecordKinds } from './records.ts'
import { openSettings, shaped } from './settings-file.ts'
import { type Holiday, readHolidays, type YearTables } from './working-days.ts'

/** The YAML files of the knowledge folder, as text; a missing optional one is undefined. */
export interface BureauFiles {
  indicators: string | undefined
  organization: string | undefined
  glossary?: string | undefined
  holidays?: string | undefined
  records?: string | undefined
}

export interface BureauSettings {
  organization: Organization
  catalogue: Catalogue
  glossary: Glossary
  /** Named days off, for “国庆期间”. */
  holidays: Holiday[]
  /** Which days are worked on, year by year. */
  years: YearTables
  /** Kinds of cases, milestones and leads. */
  records: RecordKind[]
}

/** An empty list (`people:` with nothing below it) is an empty list. */
function listOf<T>(schema: z.ZodType<T>, message: string) {
  return z.preprocess((value) => value ?? [], z.array(schema, message))
}

const word = z
  .union([z.string(), z.number()], '要写文字')
  .transform((value) => String(value).trim())
  .refine((text) => text !== '', '不能是空的')
const names = listOf(word, '要写成列表，例如 [新河, 新河街办]')
const ids = listOf(z.string('要写编号'), '要写成列表，例如 [xinhe, meiling]')
const id = z.string('要写编号').regex(/^[A-Za-z][\w-]*$/, '编号只用英文字母、数字、下划线，字母开头')
const missing = (what: string) => z.string(what).trim().min(1, what)

const indicator = z.object(
  {
    id,
    name: missing('要写名称'),
    aliases: names,
    unit: missing('要写单位，例如 户'),
    kind: z.enum(['flow', 'level'], { error: 'kind 只能是 flow（累加）或 level（时点数）' }),
    section: z.string('要写文字').default(''),
    targets: z
      .record(
        z.string().regex(/^\d{4}$/, '年份写四位数字'),
        z.number('目标要写数字，不带单位').nonnegative('目标不能是负数'),
        '要写成“年份: 数字”，例如 { 2026: 300 }',
      )
      .nullish(),
    typical: z
      .object(
        { max: z.number('要写数字，不带单位').positive('要大于 0') },
        '要写成 { max: 数字 }，例如 { max: 60 }',
      )
      .nullish(),
  },
  '要写成 { id: …, name: … }',
)

const unit = z.object(
  {
    id,
    name: missing('要写名称'),
    kind: z.enum(['street', 'community', 'section'], {
      error: 'kind 只能是 street（街道）、community（社区）或 section（科室）',
    }),
    aliases: names,
    parent: z.string('要写街道的编号').nullish(),
    was: ids.nullish(),
  },
  '要写成 { id: …, name: …, kind: … }',
)

const leave = z
  .string('要写成 2026-07-01..2026-07-15')
  .regex(/^\d{4}-\d{2}-\d{2}(?:\.\.\d{4}-\d{2}-\d{2})?$/, '要写成 2026-07-01..2026-07-15')
  .transform((text) => ({ from: text.slice(0, 10), to: text.slice(-10) }))

const person = z.object(
  {
    open_id: missing('要写 open_id'),
    name: missing('要写姓名'),
    unit: missing('要写单位编号'),
    role: z
      .enum(['staff', 'leader', 'admin'], { error: 'role 只能是 staff、leader 或 admin' })
      .default('staff'),
    away: listOf(leave, '要写成列表，例如 [2026-07-01..2026-07-15]'),
  },
  '要写成 { open_id: …, name: …, unit: …, role: … }',
)

const duty = z.object(
  {
    units: ids,
    indicators: ids,
    every: z.enum(['day', 'week', 'month', 'quarter'], { error: 'every 只能是 day、week、month 或 quarter' }),
    due: z.string('要写时限，例如 "friday 17:00"').default(''),
    optional: z.boolean('要写 true 或 false').nullish(),
    group: z.string('要写群的编号 oc_…').nullish(),
  },
  '要写成 { units: […], indicators: […], every: week, due: "friday 17:00" }',
)

const indicatorsFile = z.object(
  { indicators: listOf(indicator, 'indicators: 下面要列出指标') },
  '第一行要写 indicators:，下面列出指标',
)
const organizationFile = z.object(
  {
    bureau: missing('要写局名'),
    timezone: z.string().default('Asia/Shanghai').refine(isTimezone, '不认识这个时区，一般写 Asia/Shanghai'),
    units: listOf(unit, 'units: 下面要列出单位'),
    people: listOf(person, 'people: 下面要列出人员'),
    reporting: listOf(duty, 'reporting: 下面要列出谁报什么'),
  },
  '要写 bureau:、units: 和 people:',
)
const glossaryFile = listOf(names, '要写成一组一行的列表，例如 - [低保家庭, 低保户]')

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
  const indicators = openSettings('indicators.yaml', files.indicators)
  const organization = openSettings('organization.yaml', files.organization)
  const glossary = openSettings('glossary.yaml', files.glossary ?? '')
  const read = {
    indicators: shaped(indicators, indicatorsFile),
    organization: shaped(organization, organizationFile),
    glossary: shaped(glossary, glossaryFile),
  }
  const year = readHolidays(files.holidays)
  const unitIds = new Set(read.organization.value?.units.map((one) => one.id))
  const records = readRecordKinds(files.records, unitIds)
  const problems = [
    ...year.problems,
    ...records.problems,
    ...Object.values(read).flatMap((one) => ('problems' in one ? one.problems : [])),
    ...indicatorProblems(indicators.raw).map(indicators.say),
    ...organizationProblems(organization.raw, indicators.raw).map(organization.say),
  ]
  const { value: catalogue } = read.indicators
  const { value: bureau } = read.organization
  const { value: concepts } = read.glossary
  if (problems.length || !catalogue || !bureau || !concepts)
    throw new OperatorError(
      `知识文件夹有 ${problems.length} 处要改：\n${problems.map((one) => `  ${one}`).join('\n')}`,
    )
  return {
    organization: organizationOf(bureau),
    catalogue: catalogue.indicators.map(({ typical, targets, ...one }) => ({
      ...one,
      targets: targets ?? {},
      ...(typical ? { typicalMax: typical.max } : {}),
    })),
    glossary: concepts.filter((concept) => concept.length > 1),
    holidays: Object.values(year.tables).flatMap((table) => table.off),
    years: year.tables,
    records: records.kinds,
  }
}

function organizationOf(file: z.infer<typeof organizationFile>): Organization {
  return {
    bureau: file.bureau,
    timezone: file.timezone,
    units: file.units.map(({ parent, was, ...one }) => ({
      ...one,
      ...(parent ? { parent } : {}),
      ...(was?.length ? { was } : {}),
    })),
    people: file.people.map(({ open_id, away, ...one }) => ({
      openId: open_id,
      ...one,
      ...(away.length ? { away } : {}),
    })),
    reporting: file.reporting.map(({ optional, group, ...one }) => ({
      ...one,
      ...(optional ? { optional } : {}),
      ...(group ? { group } : {}),
    })),
  }
}
