import type { Amount } from './amounts.ts'
import type { Indicator } from './catalogue.ts'
import type { Clause } from './clauses.ts'
import type { Figure } from './entry.ts'
import { contentOf, isFiller } from './filler.ts'
import { spanOf } from './fold.ts'
import { guess } from './lexicon.ts'
import { daysOf } from './measure-of.ts'
import { moodOf } from './modality.ts'
import { type Sheet, wordsOf } from './sheet.ts'
import { firstFrom, lastBefore } from './stretch.ts'

/** Ways to say that there was nothing; a number 0 is read as a number. */
const NOTHING =
  /一[张户个人家场次名件处起例台株剂份本节套只对](?:[^，,。]{0,8})(?:也|都)?(?:没有|没|未|无)(?:新增|开展|完成|发生|建|做|办|改)?|(?:没有?|无|未|零|暂无)(?:任何)?(?:新增|增加|新进展|进展|变化|数据|发生|开展|办理|完成|组织|举办|产生|上报)(?:情况|数据|事项)?|(?:均|都|全)(?:为|是)?(?:零|无|没有?)|(?:为|是)零|零报告|暂无|[:：\s]无|(?:没有?|无)(?=$|[了的哈呢。\s])|^\s*无|(?:没有?|无|未)(?:新[增签建办开发批]|开展|举办|组织|办理?|做|发放?|签|建|收到?|接到?)?(?=□)|(?:没有?|无|未)(?=[一-龥]{2,8}$)/

const ONE = /一[\u4e00-\u9fa5].{0,8}(?:[也都][没未无]|没有)/
/** Clauses before one that says so which may tell of what. */
const LOOK_BACK = 4

/** Nobody says more often than this in one message that there was nothing. */
const MOST_ZEROS = 500
/** A list of what there was none of is not longer than this. */
const MAX_LIST = 12

const NOT_ONE =
  /一[户张个人家场次名件处起例台株剂份本节套只对部块通座条辆头支栋项批笔棵堂]([^，,。]{0,8}?)[也都]?(?:没有?|未|无)(?:新增|开展|完成|发生|建|做|办|改)?/

/** The clauses that say so are read here alone: “一张也没建” counts nothing else. */
export function zeroClauses(sheet: Sheet): Set<Clause> {
  const known = new Map<string, { one: boolean; nothing: boolean }>()
  return new Set(
    sheet.clauses.filter((clause) => {
      const words = sheet.masked.slice(clause.start, clause.end)
      const said = known.get(words) ?? { one: ONE.test(words), nothing: NOTHING.test(words) }
      known.set(words, said)
      return (said.one && clause.amounts.length <= 1) || (said.nothing && !measuredIn(sheet, clause))
    }),
  )
}

/** A number of its own; 零 alone (“均为零”) is read as the word. */
function measuredIn(sheet: Sheet, clause: Clause): boolean {
  const isWord = (one: Amount) => one.value === 0 && one.measure === '' && sheet.text[one.start] === '零'
  return clause.amounts.some((one) => !isWord(one))
}

/** A zero report: of the indicators named with it, else of all that the unit owes when nothing at all is named. */
export function zeroFigures(sheet: Sheet, clauses: ReadonlySet<Clause>): Figure[] {
  const measured = sheet.amounts.some((one) => one.measure || one.value)
  const done = new Set<string>()
  return [...clauses].slice(0, MOST_ZEROS).flatMap((clause): Figure[] => {
    const said = sheet.masked.slice(clause.start, clause.end)
    if (moodOf(sheet.nameless.slice(clause.start, clause.end)) || /[?？吗]/.test(clause.text)) return []
    const rest = said
      .replace(/零报告/, ' ')
      .replace(NOT_ONE, '$1 ')
      .replace(NOTHING, ' ')
    const named = namedIn(sheet, clause, rest)
    const bare =
      !named.length && !sheet.mentions.length && !measured && isFiller(rest) && !/其[他余它]/.test(rest)
    const unit = lastBefore(sheet.units, clause.end, (one) => !one.place)
    if (unit && !unit.of) return []
    const org = unit?.of?.id ?? sheet.sender
    const period =
      lastBefore(sheet.periods, clause.end) ?? sheet.periods[firstFrom(sheet.periods, clause.start)]
    const owed = bare && !done.has(`${org} ${period?.from} ${period?.to}`) ? owedBy(sheet, org) : []
    if (bare) done.add(`${org} ${period?.from} ${period?.to}`)
    return [...named, ...owed].map((indicator) => ({
      indicator: indicator.id,
      value: 0,
      org,
      ...daysOf(sheet.sentDay, period, indicator, { total: false, here: true }),
      span: spanOf(sheet.folded, clause.start, clause.end),
      words: wordsOf(sheet, clause.start, clause.end),
    }))
  })
}

/** Indicators that the clause and the list before it name, by name or by words of it. */
function namedIn(sheet: Sheet, clause: Clause, rest: string): Indicator[] {
  const all = new Set<Indicator>()
  const list = listBefore(sheet, clause)
  for (const part of list) {
    const own = part === clause ? rest : sheet.masked.slice(part.start, part.end)
    if (contentOf(own) && !own.includes('□') && part !== clause) continue
    const { mentions } = part
    const left = contentOf(own)
    for (const one of mentions) if (one.of.length === 1 && (!left || part !== clause)) all.add(one.of[0]!)
    if (!left) continue
    for (const words of own.split(/[和及与跟、□]/)) {
      const guesses = guess(words, sheet.lexicon, (one) => one.kind === 'flow')
      if (guesses.length === 1) all.add(guesses[0]!.indicator)
      if (guesses.length && mentions[0]?.of.length === 1) all.add(mentions[0].of[0]!)
    }
  }
  const flows = [...all].filter((one) => one.kind === 'flow')
  if (!flows.length || clause.mentions.length || clause.periods.length) return flows
  const counted = countedBefore(sheet, clause)
  return flows.filter((one) => !counted.has(one))
}

/** “7张，未签约”: says it of those, not of nothing. */
function countedBefore(sheet: Sheet, clause: Clause): Set<Indicator> {
  const place = firstFrom(sheet.clauses, clause.start)
  const before = sheet.clauses
    .slice(Math.max(0, place - LOOK_BACK), place)
    .filter((one) => one.sentence === clause.sentence && measuredIn(sheet, one))
  return new Set(before.flatMap((one) => one.mentions.flatMap(({ of }) => of)))
}

/** “改造、评估均为零”: the clauses right before it in the sentence that hold no number. */
function listBefore(sheet: Sheet, clause: Clause): Clause[] {
  const list = [clause]
  const place = firstFrom(sheet.clauses, clause.start)
  for (let at = place - 1; at >= Math.max(0, place - MAX_LIST); at--) {
    const before = sheet.clauses[at]!
    if (before.sentence !== clause.sentence || measuredIn(sheet, before)) break
    if (sheet.text[before.end] !== '、' && !/均|都|全/.test(clause.text)) break
    list.unshift(before)
  }
  return list
}

function owedBy(sheet: Sheet, unit: string): Indicator[] {
  const { organization, catalogue } = sheet.bureau
  const ids = new Set(
    organization.reporting.filter((duty) => duty.units.includes(unit)).flatMap((duty) => duty.indicators),
  )
  return catalogue.filter((indicator) => ids.has(indicator.id) && indicator.kind === 'flow')
}
