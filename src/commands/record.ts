import { parseArgs } from 'node:util'
import { UsageError } from '../errors.ts'
import type { Said } from '../message.ts'
import type { Organization, Person } from '../roster/organization.ts'
import type { Command } from './command.ts'
import { rehearse } from './rehearse.ts'
import { readReportLines, unitIdOf } from './report-lines.ts'

export const record: Command = {
  usage: 'record --jsonl 文件   把消息走一遍全流程并登记，时钟拨到每条的 sentAt',
  async run(args, io, open) {
    const { values } = parseArgs({ args, options: { jsonl: { type: 'string' } } })
    if (!values.jsonl) throw new UsageError('缺少 --jsonl 文件（- 为标准输入）')
    const parsed = await readReportLines(values.jsonl, io)
    const house = await open()
    const { organization } = await house.bureau()
    for (const line of parsed) {
      const sentAt = new Date(line.sentAt).toISOString()
      const openId = senderOf(line.sender, organization)?.openId ?? `unknown:${line.sender.name}`
      const said: Said = {
        kind: 'said',
        eventId: `record:${line.id}`,
        messageId: line.id,
        chat: { id: `private:${openId}`, kind: 'private' },
        senderId: openId,
        sentAt,
        text: line.text,
        addressed: true,
      }
      const { turn, replies } = await rehearse(house, said)
      const entries = turn.entries.map(({ indicator, value, org, from, to, measure, status }) => ({
        ...{ indicator, value, org, from, to, measure, status },
      }))
      const reply = replies.map(house.plainText).join('\n')
      io.out(JSON.stringify({ id: line.id, kind: turn.understood ?? 'other', entries, reply }))
    }
  },
}

/** The person of that name in that unit (id, name or alias); names alone may be shared. */
function senderOf(sender: { name: string; unit: string }, organization: Organization): Person | undefined {
  const unit = unitIdOf(sender.unit, organization)
  return organization.people.find((person) => person.name === sender.name && person.unit === unit)
}
