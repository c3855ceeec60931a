import type { Catalogue } from './catalogue.ts'

/** How a measure word counts in a base unit. */
export interface Fit {
  /** Value in the base unit = number × factor. */
  factor: number
  /** The very unit, or one that cannot mean anything else (元 for 万元). */
  strict: boolean
}

/** Measure words that people use for one another when counting the same things. */
const LIKE: Record<string, readonly string[]> = {
  户: ['家'],
  人: ['名', '位', '个', '号人', '个人'],
  名: ['人', '位', '个'],
  人次: ['次', '人', '名', '位', '号人'],
  个: ['家', '处', '所', '座'],
  家: ['个', '所', '处', '户'],
  所: ['家', '个'],
  处: ['个', '家', '户'],
  场: ['次', '场次', '期', '回', '个'],
  次: ['场', '回', '趟', '场次'],
  场次: ['场', '次'],
  张: ['个'],
  件: ['起', '宗', '个', '桩', '例'],
  起: ['件', '宗', '个', '桩', '例'],
  例: ['个', '件', '人'],
  台: ['个', '根', '座', '部'],
  株: ['棵', '颗'],
  棵: ['株', '颗'],
  栋: ['幢', '座'],
  幢: ['栋', '座'],
  套: ['个', '户'],
  份: ['个', '张'],
  条: ['个', '项'],
  项: ['个', '条', '件'],
  支: ['个'],
  对: ['双'],
}

/** The same quantity in other words: factor to the base unit. */
const SCALES: readonly Record<string, number>[] = [
  {
    元: 1,
    块: 1,
    块钱: 1,
    圆: 1,
    百元: 100,
    千元: 1e3,
    万元: 1e4,
    万块: 1e4,
    百万元: 1e6,
    千万元: 1e7,
    亿元: 1e8,
  },
  { 小时: 1, 个小时: 1, 钟头: 1, 个钟头: 1, 个钟: 1, h: 1 },
  { 米: 1, m: 1, 公里: 1000, 千米: 1000, km: 1000 },
  { 吨: 1, t: 1, 公斤: 0.001, 千克: 0.001, kg: 0.001 },
  { 毫升: 1, ml: 1, mL: 1, 升: 1000, L: 1000 },
  { 平方米: 1, 平米: 1, 平方: 1, 平: 1, '㎡': 1, 平方公里: 1e6 },
  { '%': 1, 个百分点: 1, 百分点: 1 },
]

const SCALE_OF = new Map(SCALES.flatMap((scale) => Object.keys(scale).map((unit) => [unit, scale] as const)))

const OTHERS =
  '户次 场次 车次 分钟 公里 例 份 件 台 辆 盒 套 双 只 本 条 斤 吨 天 把 起 宗 桩 趟 回 期 批 支 棵 株 颗 栋 幢 座 亩 项 篇 册 封 瓶 箱 袋 组 队 支队 门 节 道 面 块 点 分 间 堂 课时 页 兆 层 级 折 倍 届 岁 年 个月 周 季 代 桌 床 餐 顿 单 票 笔 卡 段 处 所 班 届次 人份 部 根'.split(
    ' ',
  )

/** What may stand with a fraction; people, cases and things are whole. */
const CONTINUOUS = new Set(
  SCALES.flatMap((scale) => Object.keys(scale)).concat('亩', '斤', '公顷', '立方米', '天'),
)

export function isContinuous(unit: string): boolean {
  return CONTINUOUS.has(unit)
}

/** As the unit of an indicator 块 counts pieces. */
export function countsMoney(unit: string): boolean {
  return isMoney(unit) && unit !== '块'
}

export function isMoney(unit: string): boolean {
  return unit in (SCALES[0] ?? {})
}

/** How `measure` counts in `unit`; undefined when it cannot. No measure word fits loosely. */
export function fitOf(measure: string, unit: string): Fit | undefined {
  if (measure === unit) return { factor: 1, strict: true }
  if (measure === '') return { factor: 1, strict: false }
  const scale = SCALE_OF.get(unit)
  if (scale && measure in scale) return { factor: (scale[measure] ?? 1) / (scale[unit] ?? 1), strict: true }
  if (LIKE[unit]?.includes(measure)) return { factor: 1, strict: false }
  // 剂次, 册次, 户次: said as 剂, 册, 户 or 次.
  const [, stem] = /^(.)次$/.exec(unit) ?? []
  return stem && (measure === stem || measure === '次') ? { factor: 1, strict: false } : undefined
}

const patterns = new WeakMap<Catalogue, RegExp>()

/**
 * What may follow a number: a word of estimate (1), a measure word (2). Sticky: set `lastIndex` to the number's end.
 * “两个半小时” is left to the caller.
 */
export function measurePattern(catalogue: Catalogue): RegExp {
  const known = patterns.get(catalogue)
  if (known) return known
  const words = new Set([
    ...catalogue.map((one) => one.unit),
    ...Object.keys(LIKE),
    ...Object.values(LIKE).flat(),
    ...SCALES.flatMap((scale) => Object.keys(scale)),
    ...OTHERS,
  ])
  const list = [...words].sort((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(`\\s{0,2}([多余来几]?)(?:个(?=人次|户次|家次))?(${list.join('|')})`, 'y')
  patterns.set(catalogue, pattern)
  return pattern
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
