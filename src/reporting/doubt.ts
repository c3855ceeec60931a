import type { Assigned } from './assign.ts'
import type { Clause } from './clauses.ts'
import { contentOf } from './filler.ts'
import { blank, type Sheet } from './sheet.ts'

/**
 * How sure it is that a figure which nothing speaks against was reported: a done thing, by the sender's own unit, at a time.
 * The weights are those of a logistic regression over the labelled messages of six bureaus, fitted and tried by
 * `npm run fit:reports -- DEVELOPMENT_SET` (each bureau judged by weights of the others). Below {@link LEAST} it is asked about.
 */
const WEIGHTS: Record<string, number> = {
  bias: -0.4,
  timed: 0.8,
  ofDays: 0.5,
  toCome: -0.4,
  unitNamed: 0.7,
  listed: 1.7,
  besideName: 1.6,
  farFromName: -0.8,
  moreBefore: -1.7,
  muchBefore: -0.7,
  moreBehind: -1.3,
  muchBehind: -1.3,
  moreInSentence: -0.6,
  doneBefore: 0.6,
  doneBehind: -1.1,
  nameBehind: -0.1,
  nameBefore: -1.0,
  noMeasure: 1.2,
  state: 0.4,
  asks: -3.5,
  asksElsewhere: -1.7,
  ahead: -4.3,
  aheadElsewhere: -1.4,
  opines: -2.8,
  denies: -1.6,
  others: -2.8,
  rates: -2.0,
}

/** Whether each sign of {@link signsOf} is there. */
export type Signs = Record<string, boolean>

/** Fewer than this of hundred such figures were reports. */
const LEAST = 0.25

/** Politeness, assurances and what was planned and reached neither ask nor deny, nor point ahead. */
const ASIDE =
  /(?:请|麻烦)(?:各位)?(?:帮忙|领导|老师|主任|科长|您|你|予以|注意)*(?:查收|登记|记录|记一?下|录入|收|审阅|过目|知悉|核[实对]|统计|汇总)[一下]*|[代替帮](?:他们?|她们?|□+)?[上填补]?报|(?:他|她)们?[让托叫]我(?:[代帮替]他?她?)?报?|收到请回复|麻烦了|应该?(?:为|是)|[没未无]?有?发现|[没无未]有?(?:遗漏|问题|异常|隐患|漏|别的|其他)|别的[都也]?没有|现将|报告如下|(?:完成|达到?|实现|占)了?(?:全年|年度|本月|本周|季度|□|[一-龥]){0,4}的?(?:目标|任务)|按(?:照)?(?:原?计划|要求|安排)|报一?[个下]数?|将近|明确|不?等于|其余[均都]?[没无]有?|还有|加上|不对/g
const DONE =
  /了|已|完成|完工|竣工|验收|办结|新增|签约?|开展|举办|组织|参加|参与|接待|接到|受理|处理|处置|整改|走访|发放?|发出|拨付|支出|救助|上门|做|搞|跑|打|改|装|拆|查|有/
/** Right before the number: “完成了”, “共发放”, “只来了”. */
const DID =
  /(?:[\u4e00-\u9fa5](?:了|好|完|掉|成|出去)|完成|完工|竣工|验收|合格|办结|实际|现有?|已[\u4e00-\u9fa5]{0,4}|新增|收到|接待|受理|处[理置]|整[改治]|发放|拨付|支出|救助|走访|共)[\s□]*(?:共|一共|老人|居民|群众)?\s*$/
const AHEAD =
  /将|要(?!求)|准备|计划|打算|预计|预定|拟|明[天日年早晚]|后天|下周|下个?月|月底|年底|[差缺欠剩]|(?<![接招看期])待|争取|力争|确保|目标|任务|应(?![急对邀])|需|得|尚|还没|没[^有发]|未|等(?![\d等共])|以后|之前|再|先(?![进后锋生])/
const DENIES = /不|没|未|别|无法|谁/
const OTHERS =
  /他|她|人家|[说听](?!明)|讲(?![了课座解])|(?<!数)据|通报|记者|新闻|报道|稿|兄弟|邻(?![里居])|上级|市里|省|某|截图|网|别的|别人|反映|问/
const ASKS = /请|麻烦|谁|哪|怎么|吗|呢|啥|什么|几(?!乎)|多少|是否|能不能|可否|该|[?？]|如何/
const OPINES =
  /太|真(?!正)|好(?=[像多难累贵烦羡])|[真就]好|唉|哎|呀|吧|嘛|居然|才|就(?![餐业医读诊近地绪学])|贵|值(?=[得了])|像|同样|够|算了|得了|干脆|不如|哈哈|呵/
const RATES = /每|单价|报价|一[部台户人个家张][^，,。]{0,4}[\d一二两三四五六七八九十百]|标准|奖|价|费/

/** The signs of each figure, by the words around it. `apart`: clauses that are answered or read by themselves. */
export function signsOf(
  sheet: Sheet,
  all: readonly Assigned[],
  apart: ReadonlySet<Clause>,
): (one: Assigned) => Signs {
  const told = sheet.clauses.filter((clause) => !apart.has(clause))
  const known = new Map<string, Marks>()
  const marks = new Map(told.map((clause) => [clause, marksOf(sheet, clause, known)]))
  const total = { asks: 0, ahead: 0, opines: 0 }
  for (const one of marks.values()) for (const mark of KEYS) if (one[mark]) total[mark] += 1
  const counted = new Set(all.filter(({ of }) => of.length).map(({ clause }) => clause))
  const loose = new Set(
    told.filter((one) => !counted.has(one) && restOf(sheet, one)).map(({ sentence }) => sentence),
  )
  const listed = all.filter(({ plain, of }) => plain && of.length).length > 1
  return (one) => {
    const { amount, clause, tail, named, period, unitHere } = one
    const here = marks.get(clause) ?? marksOf(sheet, clause, known)
    const { between, before, behind, past, behindIt } = wordsAround(sheet, one)
    const elsewhere = (mark: (typeof KEYS)[number]) => total[mark] > (here[mark] ? 1 : 0)
    return {
      timed: period !== undefined,
      ofDays:
        period !== undefined &&
        period.to <= sheet.sentDay &&
        !/月|年/.test(sheet.text.slice(period.start, period.end)),
      toCome: period !== undefined && period.to > sheet.sentDay,
      unitNamed: unitHere,
      listed,
      besideName: between <= 1,
      farFromName: between > 3,
      moreBefore: before > 2,
      muchBefore: before > 4,
      moreBehind: behind > 0,
      muchBehind: behind > 3,
      moreInSentence: loose.has(clause.sentence),
      doneBefore: DID.test(sheet.nameless.slice(Math.max(clause.start, amount.start - 12), amount.start)),
      doneBehind: DONE.test(sheet.nameless.slice(past, tail.end)),
      nameBehind: behindIt,
      nameBefore: !named,
      noMeasure: amount.measure === '',
      state: one.of[0]?.kind === 'level',
      asks: here.asks,
      asksElsewhere: elsewhere('asks'),
      ahead: here.ahead,
      aheadElsewhere: elsewhere('ahead'),
      opines: total.opines > 0,
      denies: here.denies,
      others: here.others,
      rates: here.rates,
    }
  }
}

const KEYS = ['asks', 'ahead', 'opines'] as const

/** Signs of content between the name and the number, before and behind both; `past`: where what is behind begins. */
function wordsAround(sheet: Sheet, { amount, lead, tail, named, pieces }: Assigned) {
  const names = pieces.length ? pieces : named ? [named] : []
  const words = (start: number, end: number) => {
    const inside = names.filter((name) => name.start >= start && name.end <= end)
    const without = blank(
      sheet.numbers.slice(start, end),
      inside.map((name) => ({ start: name.start - start, end: name.end - start })),
    )
    return contentOf(without.replace(/[\d.]+/g, '')).length
  }
  const behindIt = named !== undefined && named.start >= amount.end
  const nameStart = behindIt ? Math.min(...names.map(({ start }) => start)) : lead.start
  const nameEnd = Math.max(lead.start, ...names.map(({ end }) => end))
  const between = behindIt
    ? words(amount.end, nameStart)
    : words(Math.min(nameEnd, amount.start), amount.start)
  const past = behindIt ? nameEnd : tail.start
  const behind = words(past, tail.end)
  // “养老：就餐58人次”: a heading.
  const head = behindIt ? amount.start : Math.min(nameEnd, amount.start)
  const before = words(lead.start + sheet.text.slice(lead.start, head).lastIndexOf(':') + 1, head)
  return { between, before, behind, past, behindIt }
}

interface Marks {
  asks: boolean
  ahead: boolean
  opines: boolean
  denies: boolean
  others: boolean
  rates: boolean
}

/** `known`: clauses of the same words, but for their numbers, tell the same. */
function marksOf({ masked }: Sheet, { start, end }: Clause, known: Map<string, Marks>): Marks {
  const said = masked.slice(start, end)
  const key = said.replace(/\d+/g, '0')
  const before = known.get(key)
  if (before) return before
  const words = said.replace(ASIDE, '□')
  const marks = {
    asks: ASKS.test(words),
    ahead: AHEAD.test(words),
    opines: OPINES.test(words),
    denies: DENIES.test(words),
    others: OTHERS.test(words),
    rates: RATES.test(words),
  }
  known.set(key, marks)
  return marks
}

function restOf({ masked }: Sheet, { start, end }: Clause): boolean {
  return contentOf(masked.slice(start, end).replace(/[\d.]+/g, '')) !== ''
}

export function isDoubtful(signs: Signs): boolean {
  return sureness(signs) < LEAST
}

/** The share of figures with these signs that were reports, 0…1. */
export function sureness(signs: Signs, weights: Record<string, number> = WEIGHTS): number {
  let sum = weights.bias ?? 0
  for (const sign in signs) if (signs[sign]) sum += weights[sign] ?? 0
  return 1 / (1 + Math.exp(-sum))
}
