import { findAmounts, withoutOtherNumbers } from './amounts.ts'
import { type Asked, askSum } from './asks.ts'
import type { Indicator } from './catalogue.ts'
import { sharesWords } from './choice.ts'
import type { Figure } from './entry.ts'
import { contentOf, isFiller } from './filler.ts'
import { spanOf } from './fold.ts'
import { findGrid, NUMBER_CELL, type Row } from './grid.ts'
import { type Sense, senseOf } from './headings.ts'
import { daysOf } from './measure-of.ts'
import { countsMoney, fitOf, isContinuous, isMoney } from './measures.ts'
import { type Sheet, wordsOf } from './sheet.ts'

interface Cell {
  figure: Figure
  row: number
  column: number
}

export interface TableReading {
  figures: Figure[]
  asked: Asked[]
  /** Headings over numbers that no indicator covers. */
  unmatched: { words: string; start: number }[]
  /** The lines of the table in the folded text. */
  start: number
  end: number
}

/**
 * A pasted table: each number takes its indicator, unit, time and measure from its row's label, its column's heading, or
 * the lines above. Sums are checked and never counted. Undefined: no table, or none that names an indicator.
 */
export function readTable(sheet: Sheet): TableReading | undefined {
  if (!sheet.text.includes('\n')) return undefined
  const grid = findGrid(sheet.text)
  if (!grid) return undefined
  const [head, ...body] = grid.rows
  if (
    !head ||
    head.cells.some((cell, place) => place > 0 && NUMBER_CELL.test(cell) && !senseOf(sheet, cell).period)
  )
    return undefined
  const columns = head.cells.map((cell) => senseOf(sheet, cell))
  const above = aboveOf(sheet, grid.start)
  const cells: Cell[] = []
  const asked: Asked[] = []
  const sums: { row: number; column: number; value: number }[] = []
  for (const [index, row] of body.entries()) {
    const labels = row.cells.map((cell, place) =>
      isNumber(cell) || columns[place]?.skip ? {} : senseOf(sheet, cell),
    )
    const label: Sense = Object.assign({}, ...labels)
    if (label.skip) continue
    if (isShifted(sheet, row, columns)) {
      asked.push(askShifted(sheet, row))
      continue
    }
    for (const [place, words] of row.cells.entries()) {
      const column = columns[place] ?? {}
      if (column.skip || !isNumber(words)) continue
      if (column.sum || label.sum) {
        const value = numberOf(sheet, words)?.value
        if (value !== undefined)
          sums.push({ row: column.sum ? index : -1, column: column.sum ? -1 : place, value })
        continue
      }
      const read = readCell(
        sheet,
        row,
        words,
        { ...above, ...withoutEmpty(label), ...withoutEmpty(column) },
        { label, column },
      )
      if (!read) continue
      if ('figure' in read) cells.push({ figure: read.figure, row: index, column: place })
      else asked.push(read)
    }
  }
  if (!cells.length && !asked.length) return undefined
  asked.push(...checkSums(sheet, cells, sums))
  const unmatched = head.cells.flatMap((words, place) =>
    place > 0 &&
    isUnknown(words, columns[place], above) &&
    body.some((row) => isNumber(row.cells[place] ?? ''))
      ? [{ words, start: head.start }]
      : [],
  )
  return { figures: cells.map(({ figure }) => figure), asked, unmatched, start: grid.start, end: grid.end }
}

/** More cells than headings, or a unit's name under the heading of an indicator: nobody knows which number is which. */
function isShifted(sheet: Sheet, row: Row, columns: readonly Sense[]): boolean {
  // Blanks alone part words as well as cells.
  if (!/[\t|]/.test(sheet.text.slice(row.start, row.end))) return false
  if (row.cells.slice(columns.length).some(Boolean)) return true
  return row.cells.some(
    (cell, place) => columns[place]?.indicator && !isNumber(cell) && senseOf(sheet, cell).unit !== undefined,
  )
}

function askShifted(sheet: Sheet, row: Row): Asked {
  const words = wordsOf(sheet, row.start, row.end).replace(/\s+/g, ' ')
  return { ask: { kind: 'number', question: `表里“${words}”这一行和表头对不齐，没有登记，请核对。` } }
}

/** A heading that tells nothing that the reader knows: not an indicator, a time, a unit or only a measure. */
function isUnknown(words: string, sense: Sense | undefined, above: Sense): boolean {
  return (
    !above.indicator &&
    contentOf(words) !== '' &&
    sense !== undefined &&
    !Object.keys(sense).some((key) => key !== 'measure')
  )
}

function isNumber(cell: string): boolean {
  return NUMBER_CELL.test(cell) || cell === '无'
}

function withoutEmpty(sense: Sense): Sense {
  return Object.fromEntries(Object.entries(sense).filter(([, value]) => value !== undefined))
}

function readCell(
  sheet: Sheet,
  row: Row,
  words: string,
  sense: Sense,
  own: { label: Sense; column: Sense },
): { figure: Figure } | Asked | undefined {
  const { unit } = sense
  const labelled = row.cells.find((cell) => !isNumber(cell) && contentOf(cell)) ?? ''
  const amount = numberOf(sheet, words)
  const indicator = own.column.indicator || own.label.indicator ? sense.indicator : siblingOf(sheet, sense)
  if (!indicator) return undefined
  const span = spanOf(sheet.folded, row.start, row.end)
  const figure: Figure = {
    indicator: indicator.id,
    value: 0,
    org: unit?.of?.id ?? sheet.sender,
    ...daysOf(sheet.sentDay, sense.period, indicator, {
      total: sense.total ?? false,
      here: !own.column.total || own.column.period !== undefined,
    }),
    span,
    words: wordsOf(sheet, row.start, row.end),
  }
  const unknown = unit ? !unit.of : isNobody(own.label, labelled)
  if (unknown)
    return {
      ask: {
        kind: 'organization',
        question: `表里的“${unit?.words ?? labelled}”不是名单里的单位，这一行没有登记。`,
      },
    }
  const fit = amount && fitOf(amount.measure || (sense.measure ?? ''), indicator.unit)
  if (!amount || amount.value === undefined || amount.vague || !fit)
    return {
      ask: { kind: 'number', question: `表里“${labelled}”的${indicator.name}“${words}”看不准，没有登记。` },
    }
  figure.value = Math.round(amount.value * fit.factor * 1000) / 1000
  if (!Number.isInteger(figure.value) && !isContinuous(indicator.unit))
    return {
      ask: { kind: 'number', question: `表里“${labelled}”的${indicator.name}“${words}”不是整数，请核对。` },
    }
  if (countsMoney(indicator.unit) && !amount.scaled && !isMoney(sense.measure ?? ''))
    return {
      ask: { kind: 'money', question: `表里“${labelled}”的${indicator.name}“${words}”是元还是万元？` },
    }
  return { figure }
}

/** Under the title 临时救助, a column in 元 counts 临时救助金支出. */
function siblingOf(sheet: Sheet, { indicator, measure }: Sense): Indicator | undefined {
  if (!indicator || !measure || fitOf(measure, indicator.unit)) return indicator
  const siblings = sheet.bureau.catalogue.filter(
    (one) => fitOf(measure, one.unit)?.strict && sharesWords(one.name, indicator.name),
  )
  return siblings.length === 1 ? siblings[0] : indicator
}

/** A label that is neither a unit nor a time nor an indicator, where the column's heading names the indicator. */
function isNobody(label: Sense, words: string): boolean {
  return (
    words !== '' &&
    !label.unit &&
    !label.period &&
    !label.indicator &&
    !label.measure &&
    !label.total &&
    !isFiller(words)
  )
}

function numberOf(sheet: Sheet, words: string) {
  if (/^(?:0|[1-9]\d{0,7})$/.test(words))
    return { value: Number(words), measure: '', vague: false, scaled: false }
  if (words === '无') return { value: 0, measure: '', vague: false, scaled: false }
  const amounts = findAmounts(withoutOtherNumbers(words), sheet.bureau.catalogue)
  return amounts.length === 1 ? amounts[0] : undefined
}

/** What the lines above the table say about all of it. */
function aboveOf(sheet: Sheet, start: number): Sense {
  const period = sheet.periods.findLast((one) => one.end <= start)
  const unit = sheet.units.findLast((one) => one.end <= start && one.of && !one.place)
  const mention = sheet.mentions.findLast((one) => one.end <= start)
  const measure = /单位[:：]\s?(\S{1,3})/.exec(sheet.text.slice(0, start))?.[1]
  return {
    ...(period ? { period } : {}),
    ...(unit ? { unit } : {}),
    ...(mention?.of.length === 1 ? { indicator: mention.of[0]! } : {}),
    ...(measure ? { measure } : {}),
  }
}

function checkSums(
  sheet: Sheet,
  cells: readonly Cell[],
  sums: readonly { row: number; column: number; value: number }[],
): Asked[] {
  return sums.flatMap((sum) => {
    const parts = cells.filter((cell) =>
      sum.column >= 0 ? cell.column === sum.column : cell.row === sum.row,
    )
    const indicator = sheet.bureau.catalogue.find((one) => one.id === parts[0]?.figure.indicator)
    const added = parts.reduce((all, cell) => all + cell.figure.value, 0)
    if (!indicator || parts.some((cell) => cell.figure.indicator !== indicator.id)) return []
    return [1, 10_000].some((factor) => Math.abs(sum.value * factor - added) < 1e-6)
      ? []
      : askSum(
          indicator,
          sum.value,
          parts.map(({ figure }) => figure),
        )
  })
}
