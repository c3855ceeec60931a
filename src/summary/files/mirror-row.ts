import type { Catalogue } from '../../reporting/catalogue.ts'
import type { Entry } from '../../reporting/entry.ts'
import { type Organization, unitById } from '../../roster/organization.ts'
import { MEASURES, STATES, saidAt } from './ledger-sheet.ts'

/** One ledger row as an outside table has it: 数值 is a number, all else text. Its columns are told in README. */
export function mirrorFields(
  entry: Entry,
  { catalogue, organization }: { catalogue: Catalogue; organization: Organization },
): Record<string, string | number> {
  return {
    编号: entry.id,
    指标: catalogue.find((one) => one.id === entry.indicator)?.name ?? entry.indicator,
    数值: entry.value,
    单位: entry.unit,
    报送单位: unitById(organization, entry.org)?.name ?? entry.org,
    起: entry.from,
    止: entry.to,
    口径: MEASURES[entry.measure],
    状态: STATES[entry.status],
    报送人: entry.reporterName,
    原话: entry.words,
    报送时间: saidAt(entry, organization.timezone),
    更正自: entry.replaces ?? '',
  }
}
