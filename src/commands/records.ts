import { parseArgs } from 'node:util'
import { ledgerSheet } from '../summary/files/ledger-sheet.ts'
import { sheetCsv, sheetsXlsx } from '../summary/files/sheets.ts'
import { recordLine } from '../summary/records.ts'
import type { Command } from './command.ts'
import { ALL_DAYS, daysOf } from './days.ts'

export const records: Command = {
  usage: 'records [--from 日期] [--to 日期] [--json] [--xlsx 文件] [--csv 文件]   台账，一行一条',
  async run(args, io, open) {
    const { values } = parseArgs({
      args,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        json: { type: 'boolean' },
        xlsx: { type: 'string' },
        csv: { type: 'string' },
      },
    })
    const { from, to } = daysOf(values, ALL_DAYS)
    const house = await open()
    const entries = await house.ledger.asKnownAt(house.clock(), { from, to })
    const sheet = ledgerSheet('台账', entries, await house.bureau())
    if (values.xlsx) await io.writeFile(values.xlsx, await sheetsXlsx([sheet]))
    if (values.csv) await io.writeFile(values.csv, sheetCsv(sheet))
    if (!values.json && (values.xlsx || values.csv)) return
    for (const entry of entries) io.out(JSON.stringify(recordLine(entry)))
  },
}
