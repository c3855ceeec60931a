import type { Incoming } from '../../message.ts'
import type { Entry, EntryAct } from '../../reporting/entry.ts'
import { unitById } from '../../roster/organization.ts'
import type { Bureau } from '../scene.ts'
import { periodText, timeText, valueText } from '../wording.ts'

/** What is known of an entry: fits what the archive keeps. */
export interface KnownLife {
  entry: Entry
  acts: readonly EntryAct[]
  arrivals: readonly { incoming: Incoming; receivedAt: string; status: string }[]
  replaces?: Entry
  replacedBy: readonly Entry[]
  cards: readonly { op: string; sentAt: string }[]
}

const MEASURES = { increment: '新增', cumulative: '累计', level: '时点数' }
const STATES = {
  recorded: '已登记，计入汇总',
  pending: '待确认，不计入汇总',
  replaced: '已被更正，不再计入',
  withdrawn: '已撤销，不再计入',
  declined: '没有登记，不计入',
}

/** An entry's life in Chinese, a line a step, in the order in which it happened. */
export function lifeLines(life: KnownLife, bureau: Bureau): string[] {
  const { entry, acts, replaces, replacedBy, cards } = life
  const { organization, catalogue } = bureau
  const at = (instant: string) => timeText(instant, organization.timezone, '0001-01-01')
  const who = (openId: string) => {
    const person = organization.people.find((one) => one.openId === openId)
    if (!person) return openId || '（平台没有说明是谁）'
    return `${unitById(organization, person.unit)?.name ?? ''}${person.name}`
  }
  const name = catalogue.find((one) => one.id === entry.indicator)?.name ?? entry.indicator
  const unit = unitById(organization, entry.org)?.name ?? entry.org
  const steps = [
    ...life.arrivals.map(({ incoming, receivedAt }) => ({
      at: receivedAt,
      line: `${at(incoming.sentAt)} ${who(incoming.senderId)}${arrivalText(incoming)}（${at(receivedAt)}收到，编号 ${idOf(incoming)}）`,
    })),
    {
      at: entry.receivedAt,
      line: `${at(entry.receivedAt)} 由“${entry.words}”（第${entry.span.start + 1}—${entry.span.end}字，${readerText(entry)}）读作：${unit} ${periodText(entry, '0001-01-01')} ${name} ${valueText(entry.value, entry.unit)}（${MEASURES[entry.measure]}）`,
    },
    ...(replaces
      ? [
          {
            at: entry.receivedAt,
            line: `${at(entry.receivedAt)} 更正 ${replaces.id}：原为 ${valueText(replaces.value, replaces.unit)}`,
          },
        ]
      : []),
    ...acts.map((act) => ({
      at: act.at,
      line: `${at(act.at)} ${who(act.by)}${actText(act, replacedBy)}（起因 ${act.cause}）`,
    })),
    ...cards
      .filter((card) => card.sentAt)
      .map((card) => ({
        at: card.sentAt,
        line: `${at(card.sentAt)} ${card.op === 'send' ? '发出卡片' : '更新卡片'}`,
      })),
  ]
  const sorted = steps.map((step, place) => ({ ...step, place })).sort(byTime)
  return [
    `登记 ${entry.id}：${unit} ${name} ${valueText(entry.value, entry.unit)}，${STATES[entry.status]}`,
    ...sorted.map((step) => `  ${step.line}`),
  ]
}

function byTime(a: { at: string; place: number }, b: { at: string; place: number }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.place - b.place
}

function arrivalText(incoming: Incoming): string {
  switch (incoming.kind) {
    case 'said':
      return `说：“${incoming.text}”`
    case 'edited':
      return `把消息编辑为：“${incoming.text}”`
    case 'recalled':
      return '撤回了消息'
    case 'pressed':
      return `按了卡片上的按钮 ${incoming.action}`
    default:
      return '发来消息'
  }
}

function idOf(incoming: Incoming): string {
  return 'messageId' in incoming && incoming.kind !== 'pressed' ? incoming.messageId : incoming.eventId
}

function readerText({ parserVersion }: Entry): string {
  return parserVersion === 'form' ? '填表' : `读法第${parserVersion}版`
}

function actText(act: EntryAct, replacedBy: readonly Entry[]): string {
  if (act.act === 'confirm') return '确认了这一条'
  if (act.act === 'decline') return '选了不登记'
  if (act.act === 'withdraw') return '撤销了这一条'
  const next = replacedBy.find((one) => one.receivedAt === act.at) ?? replacedBy.at(-1)
  return next ? `更正为 ${valueText(next.value, next.unit)}（${next.id}）` : '更正了这一条'
}
