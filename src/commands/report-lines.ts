import { z } from 'zod'
import { UsageError } from '../errors.ts'
import type { Organization } from '../roster/organization.ts'
import type { Io } from './command.ts'

const reportLine = z.object({
  id: z.string().min(1),
  text: z.string(),
  sentAt: z.iso.datetime({ offset: true }),
  sender: z.object({ name: z.string(), unit: z.string() }),
  conversation: z.string().optional(),
})

export type ReportLine = z.infer<typeof reportLine>

/** Lines of `extract` and `record`. Throws UsageError naming the line and the key. */
export async function readReportLines(file: string, io: Io): Promise<ReportLine[]> {
  return (await io.jsonLines(file)).map((line, place) => {
    const parsed = reportLine.safeParse(line)
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    throw new UsageError(`第 ${place + 1} 条：${issue?.path.join('.') || '整条'} 不对（${issue?.message}）`)
  })
}

/** A unit by id, name or alias; unknown ones stay as they are. */
export function unitIdOf(unit: string, organization: Organization): string {
  const found = organization.units.find(
    (one) => one.id === unit || one.name === unit || one.aliases.includes(unit),
  )
  return found?.id ?? unit
}
