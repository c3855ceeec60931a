import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { openSettings, shaped } from './settings-file.ts'

/** A holiday of one year: its days off, both ends included, YYYY-MM-DD. */
export interface Holiday {
  name: string
  from: string
  to: string
}

/** Year → its holidays and its weekend days of work. */
export type YearTables = Record<string, { off: Holiday[]; work: string[] }>

const STRETCH = /^(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/
const LONGEST = 31
const WRITE = '要写成真有的日子，例如 2026-10-01 或 2026-10-01..2026-10-07'

const stretch = z
  .string(WRITE)
  .transform((text) => stretchOf(text))
  .refine((days) => days !== undefined, WRITE)
const file = z.preprocess(
  (value) => value ?? {},
  z.record(
    z.string().regex(/^\d{4}$/, '第一层写年份，例如 2026:'),
    z.object(
      {
        off: z.preprocess(
          (value) => value ?? {},
          z.record(z.string(), stretch, '要写成“国庆: 2026-10-01..2026-10-07”'),
        ),
        work: z.preprocess((value) => value ?? [], z.array(stretch, '要写成列表')),
      },
      '下面写 off: 和 work:',
    ),
    '第一层写年份，例如 2026:',
  ),
)

/** Reads holidays.yaml, a table a year after the State Council's yearly notice; what is wrong is told by line. */
export function readHolidays(text: string | undefined): { tables: YearTables; problems: string[] } {
  if (text === undefined) return { tables: {}, problems: [] }
  const opened = openSettings('holidays.yaml', text)
  const read = shaped(opened, file)
  if (read.value === undefined) return { tables: {}, problems: read.problems }
  const tables: YearTables = {}
  const problems: string[] = []
  for (const [year, { off, work }] of Object.entries(read.value)) {
    const table = {
      off: Object.entries(off).flatMap(([name, days]) => (days ? [{ name, ...days }] : [])),
      work: work.flatMap((days) => (days ? daysOf(days) : [])),
    }
    tables[year] = table
    const both = table.work.find((day) => isOff(day, table.off))
    if (both) problems.push(opened.say({ at: [year], text: `${both} 既写了放假又写了上班` }))
    const strange = [...table.off.map((one) => one.from), ...table.work].find((day) => !day.startsWith(year))
    if (strange) problems.push(opened.say({ at: [year], text: `${strange} 不在 ${year} 年` }))
  }
  return { tables, problems }
}

/** Both ends of a stretch; undefined when it is none or too long to be meant. */
function stretchOf(text: string): { from: string; to: string } | undefined {
  const [, from, to = from] = STRETCH.exec(text) ?? []
  if (!from || !to) return undefined
  try {
    const [start, end] = [from, to].map((day) => Temporal.PlainDate.from(day, { overflow: 'reject' }))
    const length = start!.until(end!).days
    return length < 0 || length >= LONGEST ? undefined : { from, to }
  } catch {
    return undefined
  }
}

function daysOf({ from, to }: { from: string; to: string }): string[] {
  const start = Temporal.PlainDate.from(from)
  const length = start.until(to).days
  return Array.from({ length: length + 1 }, (_, i) => start.add({ days: i }).toString())
}

function isOff(day: string, off: readonly Holiday[]): boolean {
  return off.some(({ from, to }) => from <= day && day <= to)
}

/** Whether people work on a day (YYYY-MM-DD); in a year without a table Monday to Friday. */
export function isWorkingDay(day: string, tables: YearTables): boolean {
  const table = tables[day.slice(0, 4)]
  if (table && isOff(day, table.off)) return false
  if (table?.work.includes(day)) return true
  return Temporal.PlainDate.from(day).dayOfWeek <= 5
}

/** The day itself if people work on it, else the next one in that direction on which they do. */
export function workingDay(day: string, direction: 'earlier' | 'later', tables: YearTables): string {
  let at = Temporal.PlainDate.from(day)
  for (let i = 0; i < LONGEST && !isWorkingDay(at.toString(), tables); i++)
    at = at.add({ days: direction === 'later' ? 1 : -1 })
  return at.toString()
}
