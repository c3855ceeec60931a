const SIGNS: Record<string, number> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
}
// Older documents write ○ or a Latin O for 〇.
const YEAR = '(?:\\d{4}|[一二三四五六七八九〇零○O]{4})'
const SMALL = '[\\d一二三四五六七八九十]{1,3}'

/** A written day, in figures or Chinese numerals, as the source of a pattern. */
export const DAY = `${YEAR}\\s*年\\s*${SMALL}\\s*月\\s*${SMALL}\\s*日`
const PARTS = new RegExp(`(${YEAR})\\s*年\\s*(${SMALL})\\s*月\\s*(${SMALL})\\s*日`)

/** YYYY-MM-DD of the first date in either spelling; empty when there is none or no such day. */
export function dayOfText(text: string): string {
  const [, year, month, date] = PARTS.exec(text) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text) ?? []
  if (!year || !month || !date) return ''
  const digits = /^\d/.test(year) ? year : Array.from(year, (sign) => SIGNS[sign] ?? 0).join('')
  const found = `${digits}-${pad(small(month))}-${pad(small(date))}`
  const real = new Date(`${found}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(found) ? found : ''
}

/** `12`, `十二`, `二十`: up to 99. */
export function small(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text]
  const ten = text.includes('十') ? (SIGNS[tens ?? ''] ?? 1) * 10 : 0
  return ten + (SIGNS[ones ?? ''] ?? 0)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

/** A day moved by whole years and days; 29 February becomes 1 March where the year has none. */
export function moved(day: string, by: { years?: number; days?: number }): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCFullYear(at.getUTCFullYear() + (by.years ?? 0))
  at.setUTCDate(at.getUTCDate() + (by.days ?? 0))
  return at.toISOString().slice(0, 10)
}
