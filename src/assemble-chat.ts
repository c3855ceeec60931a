import type { Hono } from 'hono'
import type { House } from './assemble.ts'
import { type Clock, dayOf } from './clock.ts'
import type { Transport } from './conversation/ports.ts'
import { caseLinesOf } from './conversation/summaries/case-part.ts'
import { examples } from './conversation/welcome.ts'
import { mondayOf, valueText } from './conversation/wording.ts'
import type { Incoming } from './message.ts'
import type { Reply, Toast } from './reply.ts'
import { type Organization, personById, unitById } from './roster/organization.ts'
import { visibleUnits } from './roster/permissions.ts'
import { tally } from './summary/tally.ts'
import { momentText } from './summary/wording.ts'
import type { ChatPageDeps, ChatPerson, Figures } from './web/chat-page-deps.ts'
import { chatRoutes } from './web/chat-routes.ts'
import { createLocalChat, type LocalMessage } from './web/local-chat.ts'
import { createLocalTransport } from './web/local-transport.ts'

interface Wires {
  house: House
  insert(incoming: Incoming, receivedAt: string): Promise<{ fresh: boolean; id: number }>
  press(row: number): Promise<Toast | undefined>
}

/** The local chat page and its transport: the same inbox, conversation and outbox as Feishu's. */
export function localChatRoom(parts: { clock: Clock; render(reply: Reply): LocalMessage[] }): {
  transport: Transport
  /** Bytes of a file that was sent from the page. */
  fetchFile(messageId: string): Promise<Uint8Array | undefined>
  routes(wires: Wires): Promise<Hono>
} {
  const chat = createLocalChat(crypto.randomUUID())
  return {
    transport: createLocalTransport({ chat, ...parts }),
    fetchFile: async (messageId) => chat.file(messageId)?.bytes,
    routes: async (wires) => chatRoutes(await pageDeps(chat, parts.clock, wires)),
  }
}

/** As the page lists them: whoever reports most stands first. */
const GROUPS = { street: '街道', community: '社区', section: '机关科室' }

const ROLES = { staff: '工作人员', leader: '负责人', admin: '管理员' }

async function pageDeps(chat: ChatPageDeps['chat'], clock: Clock, wires: Wires): Promise<ChatPageDeps> {
  const { house, insert, press } = wires
  let bureau = await house.bureau()
  const arrival = (at: string, chatRef: Incoming['chat'], senderId: string) => ({
    eventId: `local:${crypto.randomUUID()}`,
    chat: chatRef,
    senderId,
    sentAt: at,
  })
  return {
    chat,
    clock,
    bureauName: () => bureau.organization.bureau,
    timezone: () => bureau.organization.timezone,
    people: () => peopleOf(bureau.organization),
    examples: () => examples(bureau),
    async say({ personId, chat: chatRef, at, ...message }) {
      await insert({ ...arrival(at, chatRef, personId), kind: 'said', ...message }, at)
    },
    async sendFile({ personId, chat: chatRef, messageId, name, addressed, at }) {
      const file = { key: messageId, name }
      await insert(
        {
          ...arrival(at, chatRef, personId),
          kind: 'unreadable',
          content: 'file',
          messageId,
          addressed,
          file,
        },
        at,
      )
    },
    async edit({ personId, chat: chatRef, messageId, text, addressed, at }) {
      await insert(
        { ...arrival(at, chatRef, personId), kind: 'edited', messageId, text, addressed, revision: at },
        at,
      )
    },
    async recall({ personId, chat: chatRef, messageId, at }) {
      await insert({ ...arrival(at, chatRef, personId), kind: 'recalled', messageId }, at)
    },
    async press({ personId, chat: chatRef, messageId, action, value, form, at }) {
      const pressed = {
        ...arrival(at, chatRef, personId),
        kind: 'pressed' as const,
        messageId,
        action,
        value,
        form,
      }
      const { id } = await insert(pressed, at)
      return press(id)
    },
    async figures(personId) {
      bureau = await house.bureau()
      return figuresFor(personId, house, clock)
    },
  }
}

function peopleOf(organization: Organization): ChatPerson[] {
  const kinds = Object.keys(GROUPS)
  const listed = organization.people.map((person) => {
    const unit = unitById(organization, person.unit)
    const place = unit ? kinds.indexOf(unit.kind) * 1000 + organization.units.indexOf(unit) : Infinity
    return { place, person, unit }
  })
  return listed
    .toSorted((a, b) => a.place - b.place)
    .map(({ person, unit }) => ({
      openId: person.openId,
      name: person.name,
      unitName: unit?.name ?? '',
      role: ROLES[person.role],
      group: unit ? GROUPS[unit.kind] : '其他',
    }))
}

/** This week's figures and the latest entries, of what the person may see. */
async function figuresFor(personId: string, house: House, clock: Clock): Promise<Figures> {
  const bureau = await house.bureau()
  const { organization, catalogue } = bureau
  const person = personById(organization, personId)
  const now = clock()
  const today = dayOf(now, organization.timezone)
  const monday = mondayOf(today)
  const title = `本周 ${dayText(monday)}—${dayText(today)}`
  if (!person) return { title, rows: [], latest: [] }
  const orgs = visibleUnits(person, organization)
  const january = `${today.slice(0, 4)}-01-01`
  const entries = await house.ledger.asKnownAt(now, { from: january < monday ? january : monday, to: today })
  const seen = entries.filter((entry) => orgs === 'all' || orgs.has(entry.org))
  const result = tally({ entries: seen, catalogue, organization, from: monday, to: today, at: now })
  const name = (id: string) => catalogue.find((one) => one.id === id)?.name ?? id
  const week = { from: monday, to: today }
  const cases = caseLinesOf(person, bureau, await house.cases.all(), week, today)
  return {
    title,
    rows: [
      ...result.indicators.map((one) => ({
        name: name(one.indicator),
        value: valueText(one.total, one.unit),
        detail: `今年 ${valueText(one.yearToDate, one.unit)}`,
        ...(one.targetShare !== null && orgs === 'all' ? { share: one.targetShare } : {}),
      })),
      ...cases.map(({ kind, tally: of }) => ({
        name: kind.name,
        value: `新增${of.opened}${kind.counted}`,
        detail: `办结 ${of.finished}${kind.counted}，未办结 ${of.open}${kind.counted}`,
      })),
    ],
    latest: seen
      .slice(-6)
      .reverse()
      .map((entry) => ({
        id: entry.id,
        words: `${name(entry.indicator)} ${valueText(entry.value, entry.unit)}`,
        about: [
          unitById(organization, entry.org)?.name ?? entry.org,
          entry.reporterName,
          momentText(entry.sentAt, organization.timezone).replace(dayText(today), ''),
          ...(entry.status === 'pending' ? ['待确认'] : []),
        ].join(' '),
        ...(entry.status === 'recorded' || entry.status === 'pending' ? {} : { struck: true }),
      })),
  }
}

function dayText(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
}
