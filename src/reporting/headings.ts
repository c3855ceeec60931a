import type { Indicator } from './catalogue.ts'
import { findMentions, guess } from './lexicon.ts'
import { fitOf, isMoney } from './measures.ts'
import { findPeriods, type PeriodMention } from './periods.ts'
import { blank, type Sheet } from './sheet.ts'
import { findUnits, type UnitMention, unknownUnits } from './units.ts'

/** What a heading or a label tells about the numbers in its column or row. */
export interface Sense {
  indicator?: Indicator
  unit?: UnitMention
  period?: PeriodMention
  /** 累计 stands in the heading. */
  total?: boolean
  measure?: string
  /** 合计: the sum of its fellows. */
  sum?: boolean
  /** 目标, 占比, 序号: not what was done. */
  skip?: boolean
}

const SUM = /^\s*(?:合计|总计|小计|共计|总数|合\s+计|全[区县市镇乡街道]{1,2})\s*[:：]?\s*$/
/** Over names of units: no indicator, though its name may hold the word. */
const PLACES =
  /^\s*(?:填报|报送|所属)?(?:单位|街镇|镇街|街道|乡镇|镇乡|社区|村居|村社|村|机构|区域|辖区|地区)(?:名称)?\s*$/
const SKIP =
  /目标|任务|计划|占比|完成率|比例|进度|同比|环比|去年|上年|同期|序号|编号|备注|说明|联系|电话|负责人|责任人|排名|差额|缺口|增幅|^No\.?$|^#$/i

/** Of each message, what its cells were found to mean: a column repeats itself. */
const senses = new WeakMap<Sheet, Map<string, Sense>>()

/** Reads a heading or label by itself. */
export function senseOf(sheet: Sheet, words: string): Sense {
  const known = senses.get(sheet) ?? new Map<string, Sense>()
  senses.set(sheet, known)
  const sense = known.get(words) ?? senseRead(sheet, words)
  known.set(words, sense)
  return sense
}

function senseRead(sheet: Sheet, words: string): Sense {
  if (!words) return {}
  const { catalogue, organization } = sheet.bureau
  if (SUM.test(words)) return { sum: true }
  if (PLACES.test(words)) return {}
  const [mention] = findMentions(words, sheet.lexicon)
  const [period] = findPeriods(words, sheet.sentDay, sheet.bureau.holidays)
  const measure = measureWord(
    words,
    catalogue.map((one) => one.unit),
  )
  const [unit] = mention ? [] : [...findUnits(words, organization), ...unknownUnits(words, organization)]
  const indicator =
    mention?.of.length === 1
      ? mention.of[0]
      : mention || unit
        ? undefined
        : guessed(sheet, period ? blank(words, [period]) : words)
  if (!indicator && SKIP.test(words)) return { skip: true }
  return {
    ...(indicator ? { indicator } : {}),
    ...(unit ? { unit } : {}),
    ...(period ? { period } : {}),
    ...(/累计/.test(words) ? { total: true } : {}),
    ...(measure ? { measure } : {}),
  }
}

function guessed(sheet: Sheet, words: string): Indicator | undefined {
  const plain = words.replace(/\([^()]{1,4}\)/g, ' ')
  const guesses = guess(plain, sheet.lexicon, () => true)
  return guesses.length === 1 ? guesses[0]!.indicator : undefined
}

/** “(万元)” in a heading, or a cell that is only a measure word. */
function measureWord(words: string, units: readonly string[]): string | undefined {
  const word = /\((?:单位:)?([^()\d]{1,4})\)/.exec(words)?.[1] ?? words
  return units.includes(word) || isMoney(word) || units.some((unit) => fitOf(word, unit)) ? word : undefined
}
