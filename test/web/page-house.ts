import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { renderReply } from '../../src/feishu/cards/render.ts'
import type { Reply } from '../../src/reply.ts'
import type {
  ChatPageDeps,
  ChatPerson,
  Figures,
  PressedOnPage,
  Spoken,
} from '../../src/web/chat-page-deps.ts'
import { chatRoutes } from '../../src/web/chat-routes.ts'
import { createLocalChat } from '../../src/web/local-chat.ts'
import { createLocalTransport } from '../../src/web/local-transport.ts'
import { samples } from '../feishu/cards/samples.ts'

const NOW = '2026-06-24T02:12:00.000Z'

const staff: [string, string, string, string][] = [
  ['ou_wang', '王芳', '新河街道', '工作人员'],
  ['ou_zhang', '张敏', '梅岭街道', '工作人员'],
  ['ou_li', '李建国', '城南街道', '工作人员'],
  ['ou_chen', '陈静', '石榴街道', '工作人员'],
  ['ou_zhou', '周海涛', '养老服务科', '工作人员'],
  ['ou_sun', '孙立', '局领导', '负责人'],
  ['ou_shao', '邵国栋', '办公室', '管理员'],
]

/** A house that answers by key words with the sample replies: for looking at the page without the rest of the product. */
function pageHouse() {
  const chat = createLocalChat('boot1')
  const transport = createLocalTransport({ chat, render: renderReply, clock: () => NOW })
  const heard: { kind: string; [fact: string]: unknown }[] = []
  let figures: Figures = before
  let number = 0

  async function deliver(
    place: Spoken['chat'],
    reply: Reply,
    replyTo?: string,
    target?: string,
  ): Promise<string> {
    number += 1
    const delivery = await transport.send({
      id: number,
      key: `k${number}`,
      chat: place,
      op: target ? 'update' : 'send',
      reply,
      tries: 1,
      leaseToken: '',
      ...(replyTo ? { replyTo } : {}),
      ...(target ? { target } : {}),
    })
    return delivery.kind === 'sent' ? delivery.messageId : ''
  }

  const cards = new Map<string, string>()
  const deps: ChatPageDeps = {
    bureauName: () => '云溪区民政局',
    timezone: () => 'Asia/Shanghai',
    people: () =>
      staff.map(
        ([openId, name, unitName, role]): ChatPerson => ({
          ...{ openId, name, unitName, role },
          group: unitName.endsWith('街道') ? '街道' : '机关科室',
        }),
      ),
    examples: () => samples.welcome.examples,
    async say(message) {
      heard.push({ kind: 'said', ...message })
      if (!message.addressed) return
      const name = answerTo(message.text)
      if (name === 'recorded') figures = after
      cards.set(message.messageId, await deliver(message.chat, samples[name], message.messageId))
    },
    async sendFile(message) {
      heard.push({ kind: 'file', ...message })
      await deliver(message.chat, samples.recorded, message.messageId)
    },
    async edit(message) {
      heard.push({ kind: 'edited', ...message })
      await deliver(message.chat, samples.corrected, message.messageId, cards.get(message.messageId))
    },
    async recall(message) {
      heard.push({ kind: 'recalled', ...message })
      figures = {
        ...after,
        latest: after.latest.map((entry) => ({ ...entry, struck: entry.id === 'e1' || entry.id === 'e2' })),
      }
      await deliver(message.chat, samples.withdrawn, message.messageId, cards.get(message.messageId))
    },
    async press(pressed: PressedOnPage) {
      heard.push({ kind: 'pressed', ...pressed })
      const asked = pressed.action === 'report.edit' && !Object.keys(pressed.form).length
      if (asked) await deliver(pressed.chat, samples.edit, undefined, pressed.messageId)
      return { tone: 'success', text: asked ? '请改好后保存。' : '好的，记下了。' }
    },
    figures: async () => figures,
    chat,
    clock: () => NOW,
  }
  return { deps, chat, transport, heard, deliver, app: chatRoutes(deps) }
}

function answerTo(text: string): keyof typeof samples {
  const rules: [RegExp, keyof typeof samples][] = [
    [/汇总|周报/, 'summary'],
    [/我们家/, 'clarify'],
    [/收费/, 'not-found'],
    [/120/, 'confirm'],
    [/顺便/, 'mixed'],
    [/\d+(户|人)/, 'recorded'],
  ]
  return rules.find(([pattern]) => pattern.test(text))?.[1] ?? 'answer'
}

const rows = [
  { name: '老年助餐', value: '12,480人次', detail: '今年累计 318,020' },
  { name: '护理员轮训', value: '0人', detail: '今年累计 212 / 500', share: 0.42 },
]

const earlier = [
  { id: 'e0', words: '老年助餐 1,860人次', about: '梅岭街道 张敏 9:40' },
  { id: 'd9', words: '适老化改造 4户', about: '城南街道 李建国 昨天' },
]

const before: Figures = {
  title: '本周 6月22日—24日',
  rows: [
    { name: '适老化改造', value: '19户', detail: '今年累计 174 / 320', share: 0.54 },
    { name: '老年人能力评估', value: '65人', detail: '今年累计 2,380 / 4,200', share: 0.57 },
    ...rows,
  ],
  latest: earlier,
}

const after: Figures = {
  title: '本周 6月22日—24日',
  rows: [
    { name: '适老化改造', value: '31户', detail: '今年累计 186 / 320', share: 0.58 },
    { name: '老年人能力评估', value: '95人', detail: '今年累计 2,410 / 4,200', share: 0.57 },
    ...rows,
  ],
  latest: [
    { id: 'e1', words: '适老化改造 12户', about: '新河街道 王芳 10:12' },
    { id: 'e2', words: '老年人能力评估 30人', about: '新河街道 王芳 10:12' },
    ...earlier,
  ],
}

/** The page over real HTTP on a free port. */
export async function servePage(house = pageHouse()) {
  const server = serve({ fetch: house.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { ...house, url, close: () => new Promise((resolve) => server.close(resolve)) }
}
