import { UsageError } from '../errors.ts'
import { isDay } from '../summary/periods.ts'

interface Days {
  from: string
  to: string
}

/** Widest that a day can be written: nothing is left out. */
export const ALL_DAYS: Days = { from: '0001-01-01', to: '9999-12-31' }

/**
 * The `--from` and `--to` of a command, YYYY-MM-DD, both included.
 * @throws {UsageError} where one is missing and has no default, is no day of the calendar, or they stand the wrong way round
 */
export function daysOf(given: Partial<Days>, otherwise?: Days): Days {
  const from = given.from ?? otherwise?.from
  const to = given.to ?? otherwise?.to
  if (!from || !to) throw new UsageError('缺少 --from 和 --to，例如 --from 2026-06-22 --to 2026-06-28')
  for (const day of [from, to])
    if (!isDay(day)) throw new UsageError(`没有“${day}”这一天，日期写成 2026-06-24`)
  if (from > to) throw new UsageError(`起始日 ${from} 晚于截止日 ${to}`)
  return { from, to }
}
