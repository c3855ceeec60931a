import { figure } from './quantities.ts'

/** “元”, “万元” … of bare figures below a header. */
export function unitOf(column: string, lead: string): string {
  const own = /[（(]([^（）()]*(?:元|%|分|人|名|户|张|小时|天)[^（）()]*)[）)]/.exec(column)?.[1]
  if (own) return own
  return /单位[:：]\s*([^）)\s，。]+)/.exec(lead)?.[1] ?? ''
}

/** “元/月” → 每月…元. */
export function withUnit(cell: string, unit: string): string {
  // A bare figure without a unit may be a number of a telephone or a room.
  if (!unit || !/^\d[\d,.]*$/.test(cell.trim())) return cell
  const [amount = '', rhythm] = unit.split('/')
  return `${
    rhythm
      ? rhythm
          .split(/[·.、]/)
          .map((one) => `每${one.replace(/^每/, '')}`)
          .join('')
      : ''
  }${withCommas(cell)}${amount}`
}

function withCommas(cell: string): string {
  const plainCell = cell.trim().replaceAll(',', '')
  return plainCell.length > 4 ? figure(Number(plainCell)) : plainCell
}
