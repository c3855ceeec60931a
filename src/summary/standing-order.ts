import type { Rhythm } from './rhythm.ts'

/** What a leader said about something that is to be sent again and again. */
export type StandingWords =
  | { kind: 'set'; rhythm: Rhythm; words: string; here: boolean }
  | { kind: 'incomplete'; question: string }
  | { kind: 'list' }
  | { kind: 'cancel'; which: string }

const WEEKDAY = '[周星期礼拜]*([一二三四五六日天])'
const EVERY: [RegExp, (match: RegExpExecArray) => Omit<Rhythm, 'time'>][] = [
  [/每(?:个)?工作日|每个上班日/, () => ({ every: 'workday' })],
  [new RegExp(`每(?:个)?(?:周|星期|礼拜)${WEEKDAY}`), (m) => ({ every: 'week', weekday: weekdayOf(m[1]!) })],
  [
    /每(?:个)?季度?(?:的)?(?:初|首月|第一个月)?(?:的)?(?:第一天|(\d{1,2}|[一二三十]{1,3})[日号])/,
    (m) => ({ every: 'quarter', day: dayOf(m[1]) }),
  ],
  [/每(?:个)?季度?(?:末|的?最后一天)/, () => ({ every: 'quarter', day: -1 })],
  [/每(?:个)?月(?:末|底|的?最后一天)/, () => ({ every: 'month', day: -1 })],
  [/每(?:个)?月(?:的)?(?:初|第一天)/, () => ({ every: 'month', day: 1 })],
  [/每(?:个)?月(?:的)?(\d{1,2}|[一二三十]{1,3})[日号]/, (m) => ({ every: 'month', day: dayOf(m[1]) })],
  [/每天|每日|天天/, () => ({ every: 'day' })],
]
/** A rhythm without its day: asked about, never guessed. */
const VAGUE: [RegExp, string][] = [
  [/每(?:个)?(?:周|星期|礼拜)/, '每周几、几点发？例如“每周五17:00发本周汇总”。'],
  [/每(?:个)?月/, '每月几号、几点发？例如“每月1日9:00发上月汇总”。'],
  [/每(?:个)?季度?/, '每季度哪天、几点发？例如“每季度第一天9:00发上季度汇总”。'],
]
const TIME =
  /(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*(\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:[:：](\d{2})|[点时](半|一刻|(\d{1,2}|[一二三四五]?十[五]?)分?)?)/
const SENDING = /发(?![放现展生票布])|推送|推|报一?下|提醒|通报|说一?下|给我|来一份/
const ABOUT = /汇总|周报|月报|季报|日报|通报|情况|进度|数据|统计|谁还?没|未报|没报/

/** Reads a standing order; undefined when the words are none. */
export function readStandingOrder(text: string): StandingWords | undefined {
  const said = text.normalize('NFKC').replace(/\s+/g, '')
  const standing = /定时|每(?:个)?(?:周|星期|礼拜|月|季|天|日|工作日)/.test(said)
  if (
    /^(?:取消|停掉|停了|停止|关掉|不要再?发|别再?发|删掉?)/.test(said) &&
    (standing || /定时|自动/.test(said))
  )
    return {
      kind: 'cancel',
      which: said.replace(/^(?:取消|停掉|停了|停止|关掉|不要再?发|别再?发|删掉?)(?:了)?/, ''),
    }
  if (
    /(?:有哪些|有什么|列出|看看|查看|现在的?)定时|定时(?:汇总|任务|发送)?(?:有哪些|有什么|列表|清单)/.test(
      said,
    )
  )
    return { kind: 'list' }
  if (!standing || !ABOUT.test(said) || !SENDING.test(said) || /[?？吗呢]$/.test(said)) return undefined
  const rhythm = EVERY.flatMap(([pattern, of]) => {
    const match = pattern.exec(said)
    return match ? [{ ...of(match), match: match[0] }] : []
  })[0]
  const time = TIME.exec(rhythm ? said.replace(rhythm.match, '') : said)
  if (!rhythm) {
    const vague = VAGUE.find(([pattern]) => pattern.test(said))
    return { kind: 'incomplete', question: vague?.[1] ?? '多久发一次、几点发？例如“每周五17:00发本周汇总”。' }
  }
  const { match, ...beat } = rhythm
  if (beat.day !== undefined && (beat.day === 0 || beat.day > 31))
    return { kind: 'incomplete', question: `没有“${match}”这一天，请说每月几号。` }
  const clock = time && clockOf(time)
  if (!time || !clock) return { kind: 'incomplete', question: `${match}几点发？例如“${match}17:00”。` }
  const here = /(?:这个|本|咱们?|我们)?群/.test(said)
  const words = said
    .replace(match, '')
    .replace(time[0], '')
    .replace(
      /(?:发|推送|推)?(?:到|给|在)(?:这个|本|咱们?|我们)?群里?|(?:给|发)我|发送|定时|自动|请|帮我|把|记得|以后|今后|从(?:下|本|这)(?:周|个?月)(?:开始|起)|都|的?时候/g,
      '',
    )
    .replace(
      /^(?:发|推送|推|来一份|报一?下|说一?下|提醒一?下?|通报一?下?)+|(?:发|推送|推|一下|吧|啊|过来|出来|[,，。.!！])+$/g,
      '',
    )
  return { kind: 'set', rhythm: { ...beat, time: clock }, words: words || fallback(beat.every), here }
}

function fallback(every: Rhythm['every']): string {
  if (every === 'month') return '上月汇总'
  if (every === 'quarter') return '上季度汇总'
  return every === 'week' ? '本周汇总' : '今天的汇总'
}

function weekdayOf(word: string): number {
  return word === '天' ? 7 : '一二三四五六日'.indexOf(word) + 1
}

function dayOf(word: string | undefined): number {
  return word === undefined ? 1 : small(word)
}

function clockOf(match: RegExpExecArray): string | undefined {
  const [, part = '', hourWord = '', colon, rest, minuteWord] = match
  let hour = small(hourWord)
  const minute = colon
    ? Number(colon)
    : rest === '半'
      ? 30
      : rest === '一刻'
        ? 15
        : minuteWord
          ? small(minuteWord)
          : 0
  if (/下午|傍晚|晚/.test(part) && hour < 12) hour += 12
  if (part === '中午' && hour < 11) hour += 12
  // Offices do not work at five in the morning: a bare small hour is the afternoon's.
  if (!part && !colon && hour >= 1 && hour <= 6) hour += 12
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** `12`, `十二`, `二十`, `两`: up to 59. */
function small(word: string): number {
  if (/^\d+$/.test(word)) return Number(word)
  const digit = (sign: string) => '〇一二三四五六七八九'.indexOf(sign === '两' ? '二' : sign)
  const [tens, ones] = word.includes('十') ? word.split('十') : [undefined, word]
  return (tens === undefined ? 0 : tens ? digit(tens) * 10 : 10) + (ones ? digit(ones) : 0)
}
