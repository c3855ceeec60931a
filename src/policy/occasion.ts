import type { Occasion } from '../reply.ts'
import { eventOf, spanIn, tellEvent } from './schedule.ts'
import type { Unit } from './units.ts'

const PLACE = /地点|地址|场所|会场|在哪/
const ROUND = /期次|场次|批次|班次/
const DEADLINE = /截止|截至/
const HOURS =
  /(上午|下午|晚上|晚)?\s*(\d{1,2})[:：](\d{2})(?:\s*[—–\-~～至到]+\s*(上午|下午|晚上|晚)?\s*(\d{1,2})[:：](\d{2}))?/

/** Dated rows as a calendar takes them; what is over on `asOf` (YYYY-MM-DD) is left out. */
export function occasionsOf(events: readonly { unit: Unit; session?: string }[], asOf: string): Occasion[] {
  return events
    .map((event) => occasionOf(event, asOf))
    .filter((one) => one !== undefined)
    .filter((one) => one.to >= asOf)
}

function occasionOf({ unit, session }: { unit: Unit; session?: string }, asOf: string): Occasion | undefined {
  const event = eventOf(unit, asOf).find((one) => one.session === session)
  if (!event) return undefined
  const { cells = [], columns = [], title, path } = unit.passage
  const year = event.start.slice(0, 4)
  const cell = (name: RegExp) => cells[columns.findIndex((column) => name.test(column))]?.trim() ?? ''
  const round = session ?? cell(ROUND)
  const name = `${cells[0]?.trim() ?? ''}${round && round !== cells[0] ? ` ${round}` : ''}`
  const [starts, ends] = hoursIn(cells)
  const told = tellEvent({ unit, ...(session === undefined ? {} : { session }) })
  return {
    // Not the day: one that is put off is the same event.
    id: [path, name, ...(round ? [] : [event.start])].join('\n'),
    title: name,
    ...{ from: event.start, to: event.end, starts, ends },
    place: cell(PLACE),
    deadline: spanIn(cell(DEADLINE), year)?.start ?? '',
    notes: `${told}。\n依据《${title}》`,
  }
}

/** The hours of the first cell that tells some: “9:00—16:30”, “下午2:30”; empty where none does. */
function hoursIn(cells: readonly string[]): [string, string] {
  const match = cells.map((cell) => HOURS.exec(cell.normalize('NFKC'))).find(Boolean)
  if (!match) return ['', '']
  const [, half, hour = '', minute = '', otherHalf = half, lastHour, lastMinute = ''] = match
  const clock = (part: string | undefined, h: string, m: string) => {
    const hours = Number(h) + (part && part !== '上午' && Number(h) < 12 ? 12 : 0)
    return hours < 24 && Number(m) < 60 ? `${String(hours).padStart(2, '0')}:${m}` : ''
  }
  const starts = clock(half, hour, minute)
  return [starts, lastHour && starts ? clock(otherHalf, lastHour, lastMinute) : '']
}
