import type { Amount } from './amounts.ts'
import type { Assigned } from './assign.ts'
import type { Clause } from './clauses.ts'
import { type Bar, barOf, hasMood, isForwarded, moodOf, saysDone, takesBack } from './modality.ts'
import { blank, type Sheet } from './sheet.ts'
import { beginningIn, firstFrom } from './stretch.ts'

/** How far around a number its clause is read. */
const NEAR = 80

/** Said anywhere, it makes the whole message a rehearsal or an example. */
const EXAMPLE = /测试一?下|试机|测试消息|试一下机器人|演示|举个?例|例如|比如|譬如|仅供参考/

/** The amounts that are no figures, and why: planned, standards, of others, unreal, compared. */
export function barredAmounts(whole: Sheet, assigned: readonly Assigned[] = []): Map<Amount, Bar> {
  // Words of a name neither plan nor set a standard: 耕地地力保护补贴.
  const named = assigned.flatMap((one) => one.pieces)
  const sheet = { ...whole, nameless: withoutOwnWords(whole, blank(whole.nameless, named)) }
  const barred = new Map<Amount, Bar>()
  const all: Bar | undefined = isForwarded(sheet.text)
    ? 'others'
    : EXAMPLE.test(sheet.text)
      ? 'unreal'
      : undefined
  const quiet = !hasMood(sheet.nameless)
  const places = /[区县]|全[市省国]/.test(sheet.nameless)
  const bars = barring(quiet)
  let carried: Bar | undefined
  let last: Clause | undefined
  for (const [place, clause] of sheet.clauses.entries()) {
    if (last && last.sentence !== clause.sentence) carried = undefined
    last = clause
    const { amounts } = clause
    if (carried && isDone(sheet, clause)) carried = undefined
    const next = sheet.clauses[place + 1]
    const undone = next?.sentence === clause.sentence && takesBack(sheet.nameless.slice(next.start, next.end))
    const elsewhere = places ? otherDistrict(sheet, clause) : undefined
    for (const [index, amount] of amounts.entries()) {
      const bar =
        all ??
        (inQuotes(sheet, amount) ? 'others' : undefined) ??
        barAt({ sheet, clause, barred: bars }, index) ??
        elsewhere ??
        carried
      if (bar ?? undone) barred.set(amount, bar ?? 'plan')
      // “一个人跑三趟，9个人跑27趟”
      if (isRate(sheet, amounts, index)) carried = 'standard'
    }
    const own = (quiet ? undefined : moodOf(sheet.nameless.slice(clause.start, clause.end))) ?? elsewhere
    if (own && !(amounts.length && amounts.some((one) => !barred.has(one)))) carried = own
  }
  return barred
}

type Barring = (before: string, after: string) => Bar | undefined

/** {@link barOf}, asked but once about the same words: pasted texts repeat themselves. */
function barring(quiet: boolean): Barring {
  const known = new Map<string, Bar | undefined>()
  return (before, after) => {
    const words = `${before}\n${after}`
    if (!known.has(words)) known.set(words, barOf(before, after, quiet))
    return known.get(words)
  }
}

/** Words of money and planning that belong to the names in the message: “两项补贴：生活补贴12.6万元”. */
function withoutOwnWords({ mentions }: Sheet, text: string): string {
  const names = mentions.flatMap((one) => one.of.flatMap(({ name, aliases }) => [name, ...aliases])).join()
  return text.replace(/补贴|补助|津贴|奖励|免费|报销|计划|预防/g, (word) =>
    names.includes(word) ? '□'.repeat(word.length) : word,
  )
}

/** “今天改厕7户”: between quotation marks somebody is quoted, or an example given. */
function inQuotes({ text }: Sheet, { start, end }: Amount): boolean {
  if (!/[”」]/.test(text.slice(end, end + NEAR))) return false
  const before = text.slice(Math.max(0, start - NEAR), start)
  const open = Math.max(before.lastIndexOf('“'), before.lastIndexOf('「'))
  return open >= 0 && open > Math.max(before.lastIndexOf('”'), before.lastIndexOf('」'))
}

/** “一户改厕要2天”, “一部一年3600元”: what one of them costs. */
function isRate(sheet: Sheet, amounts: readonly Amount[], index: number): boolean {
  const [amount, next] = [amounts[index]!, amounts[index + 1]]
  // “两人一组”
  if (next?.start === amount.end && /^一[组批班车趟队桌]/.test(sheet.text.slice(next.start, next.end)))
    return true
  if (!next || sheet.text[amount.start] !== '一' || amount.numberEnd !== amount.start + 1) return false
  return (
    next.measure !== amount.measure &&
    /^(?:元|块|块钱|万元|趟|遍|天|小时|个小时|分钟|年|个月|%)$/.test(next.measure || '元')
  )
}

/** “残疾证16本两项补贴还没发”: behind the number another thing begins, of which the rest is said. */
function nextThing({ mentions, end }: Clause, amount: Amount, from: number): number {
  const before = beginningIn(mentions, from, amount.start).length > 0
  return (before && mentions[firstFrom(mentions, amount.end)]?.start) || end
}

function barAt(
  { sheet, clause, barred }: { sheet: Sheet; clause: Clause; barred: Barring },
  index: number,
): Bar | undefined {
  const { amounts } = clause
  const amount = amounts[index]!
  if (isRate(sheet, amounts, index)) return 'standard'
  const { nameless } = sheet
  const from = amounts[index - 1]?.end ?? clause.start
  const to = Math.min(amounts[index + 1]?.start ?? clause.end, nextThing(clause, amount, from))
  const foot = nameless.slice(amount.end, Math.min(to, amount.end + NEAR))
  const lead = nameless.slice(Math.max(from, amount.start - NEAR), amount.start)
  const own = barred(lead, foot)
  if (own || index === 0) return own
  // “目标320户完成186户”: what stands between the two numbers decides on the second.
  if (saysDone(lead) || /完成|新增|今[天日]|本[周月]/.test(lead)) return undefined
  return barred(nameless.slice(Math.max(clause.start, amount.start - NEAR), amount.start), foot)
}

/** It tells of what was done, or of a time of its own that is over. */
function isDone(sheet: Sheet, clause: Clause): boolean {
  const words = sheet.nameless.slice(clause.start, clause.end)
  if (moodOf(words)) return false
  // In a plan for next week, 周一 is the one ahead.
  const over = clause.periods.some(
    (one) =>
      one.from <= sheet.sentDay && !/^(?:周|星期|礼拜)/.test(sheet.text.slice(one.start, one.start + 2)),
  )
  return saysDone(words) || over
}

/** “枫林区今年都改了500户”: a district that is not the bureau's. */
function otherDistrict(sheet: Sheet, clause: Clause): Bar | undefined {
  const own = sheet.bureau.organization.bureau
  const words = sheet.nameless.slice(clause.start, clause.end)
  const others = [...words.matchAll(/([\u4e00-\u9fa5]{2})(?:区|县)(?![域级内里间局道别块位])/g)].some(
    ([name, stem = '']) =>
      !own.includes(name) &&
      !/[小社校园片辖城郊地街新老专厂景灾矿库分全本我各整]$|^[在进到全各本我的个和是去]|^(?:今天|昨天|本周|咱们)/.test(
        stem,
      ),
  )
  const wide = /全[市省国]/.exec(words)?.[0]
  return others || (wide && !own.includes(wide.slice(1))) ? 'others' : undefined
}
