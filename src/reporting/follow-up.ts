import type { Indicator } from './catalogue.ts'
import type { OpenQuestion, ReportingContext } from './context.ts'
import type { Figure } from './entry.ts'
import { contentOf, isFiller } from './filler.ts'
import { guess } from './lexicon.ts'
import { countsMoney, fitOf, isMoney } from './measures.ts'
import { indicatorOf, type Sheet } from './sheet.ts'

/** What a short message makes of what was said before. */
export interface FollowUp {
  kind: 'report' | 'correction'
  figures: Figure[]
  context: ReportingContext
}

/** The answer to a question of ours, or a change of the last report that names no new number (“那是昨天的”). */
export function followUp(sheet: Sheet): FollowUp | undefined {
  return answered(sheet) ?? amended(sheet)
}

function answered(sheet: Sheet): FollowUp | undefined {
  const open = sheet.context.open ?? []
  if (!open.length || sheet.text.trim().length > 40) return undefined
  for (const question of open) {
    const figure = answer(sheet, question)
    if (!figure) continue
    const left = open.filter((one) => one !== question)
    const figures = [...sheet.context.figures.filter((one) => !sameCount(one, question.figure)), figure]
    return { kind: 'report', figures: [figure], context: { figures, ...(left.length ? { open: left } : {}) } }
  }
  return undefined
}

function answer(sheet: Sheet, question: OpenQuestion): Figure | undefined {
  switch (question.kind) {
    case 'money':
      return money(sheet, question)
    case 'indicator':
      return chosen(sheet, question)
    case 'organization':
      return placed(sheet, question)
    default:
      return counted(sheet, question)
  }
}

const SCALE =
  /^\s*(?:是|就是|单位是?|按|应该是|应为|用)?\s*(万元|万|元|块|千元|亿元)\s*(?:的|吧|哈|啊)?[。.!！~]?\s*$/

/** “万元”, “是元”, “52万元”. */
function money(sheet: Sheet, { figure, number }: OpenQuestion): Figure | undefined {
  const unit = indicatorOf(sheet, figure.indicator)?.unit
  if (!unit || number === undefined) return undefined
  const [amount, ...more] = sheet.amounts
  const alone = amount && !more.length && amount.scaled && !amount.vague && isFiller(rest(sheet, amount))
  const said = SCALE.exec(sheet.text)?.[1]
  const measure = said === '万' ? '万元' : (said ?? (alone ? amount.measure || '元' : undefined))
  if (!measure || !isMoney(measure)) return undefined
  const value = said ? number : amount?.value
  const fit = fitOf(measure, unit)
  return fit && value !== undefined ? { ...figure, value: round(value * fit.factor) } : undefined
}

/** One of the indicators that were offered: by name, by words of it, or by its place. */
function chosen(sheet: Sheet, { figure, indicators = [] }: OpenQuestion): Figure | undefined {
  if (sheet.amounts.length) return undefined
  const offered = indicators.flatMap((id) => indicatorOf(sheet, id) ?? [])
  const named = sheet.mentions.flatMap((one) => one.of).filter((one) => indicators.includes(one.id))
  const place = /^\s*(?:是|选)?(?:第([一二三1-3])[个项]|([前后])者)/.exec(sheet.text)
  const byPlace = place
    ? offered[
        place[2] ? (place[2] === '前' ? 0 : offered.length - 1) : '一二三123'.indexOf(place[1] ?? '一') % 3
      ]
    : undefined
  const picked = named.length === 1 ? named[0] : (byPlace ?? byWords(sheet, offered))
  if (!picked) return undefined
  const measure =
    picked.kind === 'level' ? 'level' : figure.measure === 'level' ? 'increment' : figure.measure
  return { ...figure, indicator: picked.id, measure, ...(measure === 'level' ? { from: figure.to } : {}) }
}

function byWords(sheet: Sheet, offered: readonly Indicator[]): Indicator | undefined {
  const text = sheet.text.replace(/那[个种项]|这[个种项]|的|是/g, ' ')
  const guesses = guess(text, sheet.lexicon, (one) => offered.includes(one))
  return guesses.length === 1 ? guesses[0]!.indicator : undefined
}

function placed(sheet: Sheet, { figure }: OpenQuestion): Figure | undefined {
  const [unit, ...more] = sheet.units
  if (!unit?.of || more.length || sheet.amounts.length || contentOf(sheet.masked)) return undefined
  return { ...figure, org: unit.of.id }
}

/** “43人次”, after an estimate or a number that could not be read. */
function counted(sheet: Sheet, { figure }: OpenQuestion): Figure | undefined {
  const [amount, ...more] = sheet.amounts
  const unit = indicatorOf(sheet, figure.indicator)?.unit
  if (!amount || more.length || !unit || amount.vague || amount.negative || amount.value === undefined)
    return undefined
  if (sheet.mentions.length || !isFiller(rest(sheet, amount))) return undefined
  const fit = fitOf(amount.measure, unit)
  if (!fit || (countsMoney(unit) && !amount.scaled)) return undefined
  return { ...figure, value: round(amount.value * fit.factor) }
}

const POINTS =
  /^[\s]*(?:那|这|刚才|刚刚|上面|前面|上一条|上条|不对|说错|写错|报错|搞错|更正|应该|应为|抱歉|不好意思|是)/

/** “那是昨天的”, “应该是梅岭的”: the last figures, at another time or for another unit. */
function amended(sheet: Sheet): FollowUp | undefined {
  const figures = pointedAt(sheet)
  if (!figures.length || sheet.text.length > 40 || /[?？吗]/.test(sheet.text)) return undefined
  if (!sheet.amounts.length && !POINTS.test(sheet.text)) return undefined
  const [number] = sheet.amounts
  const words = number ? rest(sheet, number) : sheet.masked
  if (contentOf(words.replace(/不是□|那|不对|[上前]面|刚才|刚刚/g, ' '))) return undefined
  const [period, ...periods] = sheet.periods
  const [unit, ...units] = sheet.units
  const [mention, ...mentions] = sheet.mentions
  if (periods.length || units.length || mentions.length || (!period && !unit && !mention)) return undefined
  if (unit && !unit.of) return undefined
  const changed = figures.map((figure) => ({
    ...figure,
    ...(period
      ? {
          from:
            figure.measure === 'increment'
              ? period.from
              : figure.measure === 'level'
                ? period.to
                : figure.from,
          to: period.to,
        }
      : {}),
    ...(unit?.of ? { org: unit.of.id } : {}),
    ...(mention?.of[0] && figures.length === 1 ? { indicator: mention.of[0].id } : {}),
  }))
  return { kind: 'correction', figures: changed, context: { figures: changed } }
}

/** “上面的12应该是昨天的”: of the last figures those of that number; without a number all of them. */
function pointedAt({ context, amounts, text }: Sheet): readonly Figure[] {
  const [number, ...more] = amounts
  if (!number) return context.figures
  const behind = text.slice(number.end)
  if (more.length || !/^\s*(?:那[个条]?|这[个条]?)?\s*(?:应该?|其实|都)?(?:是|为|算|报)/.test(behind))
    return []
  const units = (one: Figure) => number.measure === '' || one.words.includes(number.measure)
  return context.figures.filter((one) => one.value === number.value && units(one))
}

/** The message without the amount. */
function rest(sheet: Sheet, amount: { start: number; end: number }): string {
  return `${sheet.masked.slice(0, amount.start)} ${sheet.masked.slice(amount.end)}`
}

function sameCount(a: Figure, b: Figure): boolean {
  return a.indicator === b.indicator && a.org === b.org && a.from === b.from && a.to === b.to
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
