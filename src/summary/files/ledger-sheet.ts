import type { Catalogue } from '../../reporting/catalogue.ts'
import type { Entry } from '../../reporting/entry.ts'
import { type Organization, unitById } from '../../roster/organization.ts'
import { isBundle } from '../bundle.ts'
import { momentText } from '../wording.ts'
import type { SheetOf } from './sheets.ts'

export const MEASURES = { increment: '新增', cumulative: '累计', level: '时点' }
export const STATES = {
  recorded: '已登记',
  pending: '待确认',
  replaced: '已更正',
  withdrawn: '已撤销',
  declined: '未登记',
}

/** Entries of the ledger with who said what when, one a row. */
export function ledgerSheet(
  name: string,
  entries: readonly Entry[],
  { catalogue, organization }: { catalogue: Catalogue; organization: Organization },
): SheetOf {
  const names = new Map(catalogue.map((one) => [one.id, one.name]))
  return {
    name,
    columns: [
      { title: '指标', width: 24 },
      { title: '单位', width: 14 },
      { title: '数值', width: 12 },
      { title: '计量', width: 8 },
      { title: '口径', width: 8 },
      { title: '起', width: 12 },
      { title: '止', width: 12 },
      { title: '状态', width: 10 },
      { title: '报送人', width: 10 },
      { title: '报送时间', width: 16 },
      { title: '原话', width: 40 },
      { title: '登记编号', width: 30 },
      { title: '更正自', width: 30 },
    ],
    rows: entries
      .filter((one) => !isBundle(one))
      .map((one) => [
        names.get(one.indicator) ?? one.indicator,
        unitById(organization, one.org)?.name ?? one.org,
        one.value,
        one.unit,
        MEASURES[one.measure],
        one.from,
        one.to,
        STATES[one.status],
        one.reporterName,
        saidAt(one, organization.timezone),
        one.words,
        one.id,
        one.replaces ?? '',
      ]),
  }
}

/** With its year; empty where it is not known. */
export function saidAt({ sentAt }: Entry, timezone: string): string {
  return sentAt ? `${sentAt.slice(0, 4)}年${momentText(sentAt, timezone)}` : ''
}
