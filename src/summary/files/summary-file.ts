import { spanText } from '../wording.ts'
import { type SummaryFileParts, titleOf } from './parts.ts'
import { summaryDocx } from './summary-docx.ts'
import { summaryXlsx } from './summary-xlsx.ts'

/** A summary as a file to take into a meeting: Word in official format, or a workbook with its sources. */
export function buildSummaryFile(kind: 'docx' | 'xlsx', parts: SummaryFileParts): Promise<Uint8Array> {
  return kind === 'docx' ? summaryDocx(parts) : summaryXlsx(parts)
}

/** How the file is called, without what file systems refuse. */
export function summaryFileName(kind: 'docx' | 'xlsx', parts: SummaryFileParts): string {
  return `${titleOf(parts)} ${spanText(parts.tally.period, parts.today)}`
    .replace(/[\\/:*?"<>|\s]+/g, '_')
    .concat(`.${kind}`)
}
