import { Temporal } from 'temporal-polyfill'
import { instantAt } from '../../clock.ts'
import type { Reply } from '../../reply.ts'
import type { Person } from '../../roster/organization.ts'
import type { Message } from '../said.ts'
import type { Scene } from '../scene.ts'
import { mondayOf } from '../wording.ts'

/** The same question once, with how often it came. `last`: UTC ISO. */
export interface GapLine {
  kind: 'question' | 'unhelpful' | 'indicator'
  text: string
  times: number
  last: string
}

/** Questions without an answer, answers that did not help, numbers without an indicator; the most frequent first. */
export interface GapList {
  /** `from` included, `to` excluded: UTC ISO; without them everything ever. */
  list(range?: { from?: string; to?: string }): Promise<GapLine[]>
}

/** Lines that a chat shows; the rest is counted. */
const SHOWN = 15
const ASKS =
  /^(这|本|上)(?:个)?(周|星期|月)?[^，。]{0,4}(?:没有?|未)(?:能)?(?:答上来?|查到|回答上来?|答出来?)[^，。]{0,6}(?:问题|提问|有哪些)?[？?。]?$/

/** “这周没答上来的问题”, for an admin in private; undefined where that is not what was asked, or not theirs to know. */
export async function gapsAsked(
  message: Message,
  person: Person | undefined,
  scene: Scene,
): Promise<Reply | undefined> {
  const [, which, span] = ASKS.exec(message.text.trim()) ?? []
  if (!which || person?.role !== 'admin' || message.chat.kind !== 'private') return undefined
  const { timezone } = scene.bureau.organization
  const { from, to } = daysOf(which, span ?? '周', scene.today)
  const lines = await scene.gaps.list({
    from: instantAt(from, '00:00', timezone),
    to: instantAt(to, '00:00', timezone),
  })
  const told = lines.slice(0, SHOWN).map((one, place) => scene.words.gapLine(place + 1, one))
  const more = lines.length > SHOWN ? [scene.words.gapsMore(lines.length - SHOWN)] : []
  return {
    ...{ kind: 'notice', tone: 'turquoise', title: scene.words.gapsTitle, buttons: [] },
    lines: lines.length ? [...told, ...more] : [scene.words.gapsNone],
  }
}

/** The days of 这周, 上周, 本月, 上月; the end is excluded. */
function daysOf(which: string, span: string, today: string): { from: string; to: string } {
  const back = which === '上' ? 1 : 0
  const start =
    span === '月'
      ? Temporal.PlainDate.from(today).with({ day: 1 }).subtract({ months: back })
      : Temporal.PlainDate.from(mondayOf(today)).subtract({ weeks: back })
  const end = start.add(span === '月' ? { months: 1 } : { weeks: 1 })
  return { from: start.toString(), to: end.toString() }
}
