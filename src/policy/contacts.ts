import type { Contact } from '../reply.ts'
import type { Unit } from './units.ts'
import { held, isMeasure, type Weighed } from './weights.ts'

/** The section whose duties, as a public table lists them, name what was asked about. */
export function contactFor(units: readonly Unit[], terms: readonly Weighed[]): Contact | undefined {
  const rows = units.filter(
    (unit) =>
      unit.kind === 'row' && (unit.passage.columns ?? []).some((column) => /电话|联系方式/.test(column)),
  )
  const subject = terms.filter((term) => !term.category && !isMeasure(term))
  const scored = rows
    .map((unit) => ({
      unit,
      share: subject.reduce((sum, term) => sum + term.weight * held(term, unit.own), 0),
    }))
    .filter((one) => one.share > 0)
    .sort((a, b) => b.share - a.share)
  const row = scored[0]?.unit
  if (!row) return undefined
  const cell = (name: RegExp) => {
    const place = (row.passage.columns ?? []).findIndex((column) => name.test(column))
    return place < 0 ? undefined : row.passage.cells?.[place]
  }
  const contact: Contact = { section: row.passage.cells?.[0] ?? '' }
  const room = cell(/房间|办公室|地点|地址/)
  const phone = cell(/电话|联系方式/)
  if (room) contact.room = room
  if (phone) contact.phone = phone
  return contact
}
