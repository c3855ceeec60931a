import type { examples } from '../conversation/welcome.ts'
import type { Incoming } from '../message.ts'
import type { Person } from '../roster/organization.ts'
import type { Command } from './command.ts'
import { rehearse } from './rehearse.ts'

interface Scripted {
  at: string
  who: Person
  text: string
}

export const simulate: Command = {
  usage: 'simulate   在内存里走一遍一天的对话，不需要飞书',
  async run(_args, io, open) {
    const house = await open({ inMemory: true })
    const bureau = await house.bureau()
    const day = house.clock().slice(0, 10)
    for (const [place, { at, who, text }] of script(bureau, day).entries()) {
      const incoming: Incoming = {
        kind: 'said',
        eventId: `simulated:${place}`,
        messageId: `simulated:${place}`,
        chat: { id: `private:${who.openId}`, kind: 'private' },
        senderId: who.openId,
        sentAt: new Date(`${day}T${at}:00+08:00`).toISOString(),
        text,
        addressed: true,
      }
      const { replies } = await rehearse(house, incoming)
      io.out(JSON.stringify({ at, who: who.name, text, reply: replies.map(house.plainText).join('\n') }))
    }
  },
}

/** A question, a report, a correction, a summary, an undo: of this bureau's own people, units and numbers. */
function script(bureau: Parameters<typeof examples>[0], _day: string): Scripted[] {
  const { people, units } = bureau.organization
  const streets = new Set(units.filter((unit) => unit.kind === 'street').map((unit) => unit.id))
  const worker = people.find((one) => one.role === 'staff' && streets.has(one.unit)) ?? people[0]
  const leader = people.find((one) => one.role === 'leader') ?? people[0]
  if (!worker || !leader) return []
  const flow = bureau.catalogue.find((one) => one.kind === 'flow')
  const report = flow ? `今天${flow.name}12${flow.unit}` : '今天没有新增'
  return [
    { at: '09:02', who: worker, text: '你好' },
    ...(bureau.question ? [{ at: '09:05', who: worker, text: bureau.question }] : []),
    { at: '10:20', who: worker, text: report },
    { at: '10:24', who: worker, text: flow ? `更正：今天${flow.name}应为10${flow.unit}` : '撤销' },
    { at: '16:40', who: leader, text: '本周汇总' },
    { at: '16:50', who: worker, text: '撤销刚才的上报' },
    { at: '17:00', who: leader, text: '今天的汇总' },
  ]
}
