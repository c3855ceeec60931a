import type { Catalogue, Indicator } from '../../reporting/catalogue.ts'

/**
 * What may stand in a blank: an indicator, several added up, or of a level that several kept lists tell only one of them. Written
 * as `orphans`, `training+rotation`, `orphans@child_section`, `orphans@streets`.
 */
export interface Pick {
  operands: Indicator[]
  /** A section's id, or STREETS. */
  of?: string
}

/** All streets and communities together, without what sections keep. */
export const STREETS = 'streets'

/** Reads a pick by ids or names; undefined when it names what is not in the catalogue. */
export function pickOf(text: string, catalogue: Catalogue): Pick | undefined {
  const find = (word: string) => catalogue.find((one) => one.id === word || one.name === word)
  const whole = find(text)
  if (whole) return { operands: [whole] }
  const at = text.lastIndexOf('@')
  const [list, of] = at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, '']
  const operands = list.split('+').map((word) => find(word.trim()))
  if (!operands.every((one) => one !== undefined) || new Set(operands).size < operands.length)
    return undefined
  return { operands, ...(of ? { of } : {}) }
}

export function pickKey({ operands, of }: Pick): string {
  return `${operands.map((one) => one.id).join('+')}${of ? `@${of}` : ''}`
}

/** `unitName`: a section's name by its id, where the caller knows it. */
export function pickName({ operands, of }: Pick, unitName = (id: string) => id): string {
  const names = operands.map((one) => one.name).join('+')
  return of ? `${names}（${of === STREETS ? '各街道合计' : unitName(of)}）` : names
}
