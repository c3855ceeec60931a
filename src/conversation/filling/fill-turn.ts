import { reasonOf } from '../../errors.ts'
import type { Pressed } from '../../message.ts'
import type { CardReply, NoticeReply, Reply, Toast } from '../../reply.ts'
import { type Person, unitById } from '../../roster/organization.ts'
import { textDocx } from '../../summary/files/text-docx.ts'
import type { FilledBlank } from '../../summary/fill/fill.ts'
import { mappingText } from '../../summary/fill/mapping.ts'
import { pickName, pickOf } from '../../summary/fill/pick.ts'
import { isDay } from '../../summary/periods.ts'
import { spanText } from '../../summary/wording.ts'
import { likeliestFirst } from '../answers/helped.ts'
import { base64Of } from '../base64.ts'
import type { Scene } from '../scene.ts'
import type { Turn } from '../turn.ts'
import { type FilledTemplate, type FillOrder, fillStored, fillWish, mayFill } from './fill.ts'

type Effect = Pick<Turn, 'outgoing' | 'blanks'> & { toast: Toast }

/** Doubtful blanks that one card asks about; the others come when these are settled. */
const ASKED = 8

/** The card of a report that is to be filled; undefined when the words are about none. */
export async function fillSaid(
  said: { text: string; chat: { kind: 'private' | 'group' } },
  person: Person | undefined,
  scene: Scene,
): Promise<Reply | undefined> {
  const wish = await fillWish(said.text, scene)
  if (!wish) return undefined
  if (!mayFill(person)) return notice('grey', scene.words.fillForLeaders)
  if (said.chat.kind === 'group') return notice('grey', scene.words.fillInPrivate)
  if (wish.kind === 'none') return notice('grey', scene.words.noTemplates)
  if (wish.kind === 'which')
    return {
      ...notice('turquoise', scene.words.whichTemplate),
      buttons: wish.titles
        .slice(0, 6)
        .map((title) => ({ label: title, action: 'ask', value: { text: `填一下${title}` } })),
    }
  try {
    return await fillCard(await fillStored(wish.order, scene), person, scene)
  } catch (error) {
    return notice('grey', scene.words.notFilled(wish.title, reasonOf(error)))
  }
}

/** A button of such a card: a choice is remembered and the card redrawn; the file comes beside it. */
export async function pressFill(press: Pressed, person: Person | undefined, scene: Scene): Promise<Effect> {
  if (!mayFill(person)) return toastOnly('error', scene.words.fillForLeaders)
  const order = orderOf(press.value)
  if (!order || press.chat.kind === 'group') return toastOnly('warning', scene.words.pressUnknown)
  try {
    if (press.action === 'fill.file') return await sendFile(order, press, scene)
    if (press.action === 'fill.choose') return await choose(order, press, person, scene)
  } catch (error) {
    return toastOnly('error', scene.words.notFilled(order.template, reasonOf(error)))
  }
  return toastOnly('warning', scene.words.pressUnknown)
}

async function sendFile(order: FillOrder, press: Pressed, scene: Scene): Promise<Effect> {
  const { report, title } = await fillStored(order, scene)
  const bytes = report.docx ?? (await textDocx(report.text))
  const name = `${title} ${spanText(order, scene.today)}`.replace(/[\\/:*?"<>|\s]+/g, '_')
  const reply: Reply = { kind: 'file', name: `${name}.docx`, content: base64Of(bytes) }
  return {
    outgoing: [
      { key: `${press.eventId}:file`, chat: press.chat, op: 'send', replyTo: press.messageId, reply },
    ],
    toast: { tone: 'success', text: scene.words.fileComes },
  }
}

async function choose(order: FillOrder, press: Pressed, person: Person, scene: Scene): Promise<Effect> {
  const blank = String(press.value.blank ?? '')
  const indicator = String(press.value.indicator ?? '')
  const known = pickOf(indicator, scene.bureau.catalogue)
  if (!blank || (!known && indicator !== 'none')) return toastOnly('warning', scene.words.pressUnknown)
  const { organization } = scene.bureau
  const filled = await fillStored(order, scene, { blank, indicator })
  const card = await scene.history.keyOf(press.messageId)
  const reply = await fillCard(filled, person, scene)
  return {
    outgoing: card
      ? [{ key: `${card}:${press.eventId}`, chat: press.chat, op: 'update', updates: card, reply }]
      : [{ key: `${press.eventId}:reply`, chat: press.chat, op: 'send', replyTo: press.messageId, reply }],
    blanks: {
      template: order.template,
      content: mappingText(order.template, filled.chosen, scene.bureau.catalogue),
    },
    toast: {
      tone: 'success',
      text: known
        ? scene.words.blankChosen(pickName(known, (id) => unitById(organization, id)?.name ?? id))
        : scene.words.blankOpen,
    },
  }
}

/** “底稿22处空白：填好17处，3处请您看一眼，2处没有数据。”, each doubtful one with its candidates. */
async function fillCard(
  { order, title, report }: FilledTemplate,
  person: Person,
  scene: Scene,
): Promise<Reply> {
  const of = (state: FilledBlank['state']) => report.blanks.filter((one) => one.state === state)
  const [doubtful, missing] = [of('doubtful'), of('missing')]
  const url = (await scene.reportLink?.({ person: person.openId, ...order })) ?? ''
  const value = { ...order }
  const head: NoticeReply = {
    kind: 'notice',
    tone: 'turquoise',
    title: `${title} ${spanText(order, scene.today)}`,
    lines: [
      scene.words.fillCount(report.blanks.length, of('filled').length, doubtful.length, missing.length),
      ...openLines(missing, scene),
    ],
    buttons: [
      { label: '下载Word', action: 'fill.file', value, style: 'primary' },
      ...(url ? [{ label: '看每个数的出处', action: 'open', value: { url } }] : []),
    ],
  }
  const asked = await Promise.all(
    doubtful.slice(0, ASKED).map(async (blank) => {
      const sentence = `${blank.before}【空】${blank.after}`
      const candidates = await likeliestFirst(sentence, blank.candidates.slice(0, 3), scene)
      return question({ ...blank, candidates }, order)
    }),
  )
  const more = doubtful.length - asked.length
  const rest: CardReply[] = more > 0 ? [notice('turquoise', scene.words.moreDoubtful(more))] : []
  return asked.length ? { kind: 'mixed', parts: [head, ...asked, ...rest] } : head
}

/** What nobody reported in one line, by name; what is open for another reason with that reason. */
function openLines(missing: readonly FilledBlank[], scene: Scene): string[] {
  const unreported = missing.filter((one) => one.indicator)
  const others = missing.filter((one) => !one.indicator)
  const names = [...new Set(unreported.map((one) => one.name))]
  const shown = others.slice(0, 6).map((one) => `“${around(one)}”：${one.reason}`)
  const more = others.length - shown.length
  return [
    ...(names.length ? [scene.words.nobodyReported(names)] : []),
    ...shown,
    ...(more > 0 ? [scene.words.moreOpen(more)] : []),
  ]
}

function question(blank: FilledBlank, order: FillOrder): NoticeReply {
  const value = { ...order, blank: blank.signature }
  return {
    kind: 'notice',
    tone: 'turquoise',
    title: '',
    lines: [`“${around(blank)}”：${blank.reason}`],
    buttons: [
      ...blank.candidates.slice(0, 3).map((one) => ({
        label: `${one.name} ${one.text}`,
        action: 'fill.choose',
        value: { ...value, indicator: one.indicator },
      })),
      { label: '不填', action: 'fill.choose', value: { ...value, indicator: 'none' } },
    ],
  }
}

/** The words beside a blank; the blank as a line, since stars are signs of Markdown. */
function around({ before, after }: FilledBlank): string {
  const lead = /[^，,。；;：:、]*$/.exec(before)?.[0] || before
  const tail = /^[^，,。；;：:、]*/.exec(after)?.[0] ?? ''
  return `${lead.slice(-12)}＿＿${tail.slice(0, 8)}`.replace(/[*_#|]/g, '')
}

function orderOf(value: Record<string, unknown>): FillOrder | undefined {
  const { template, from, to } = value
  if (typeof template !== 'string' || typeof from !== 'string' || typeof to !== 'string') return undefined
  return isDay(from) && isDay(to) && from <= to ? { template, from, to } : undefined
}

function notice(tone: NoticeReply['tone'], line: string): NoticeReply {
  return { kind: 'notice', tone, title: '', lines: [line], buttons: [] }
}

function toastOnly(tone: Toast['tone'], text: string): Effect {
  return { outgoing: [], toast: { tone, text } }
}
