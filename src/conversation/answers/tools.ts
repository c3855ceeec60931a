import { outcomeText } from '../../policy/answer.ts'
import { type Person, PUBLIC_READER, type ReaderKeys, readerKeys } from '../../roster/organization.ts'
import type { Message } from '../said.ts'
import type { Scene } from '../scene.ts'
import { requestIn, summarize } from '../summaries/summaries.ts'
import type { Tool } from './helper.ts'

/**
 * What may be looked up for an asker, with the asker's rights and no more than the helper itself may see; each gives text of the
 * house, word for word.
 */
export function toolsFor(message: Message, person: Person | undefined, scene: Scene): Tool[] {
  const own = message.chat.kind === 'group' ? PUBLIC_READER : readerKeys(person)
  const allowed = scene.helper?.readers
  const readers: ReaderKeys = allowed ? own.filter((key) => allowed.includes(key)) : own
  const asOf = scene.today
  const told = async (text: string) => (await scene.answers.answer({ text, asOf, readers })).outcome
  const tools: Tool[] = [
    {
      name: 'search',
      purpose: '按关键词查文件，给出最接近的几条原文',
      run: async (words) => (await scene.lookUp?.passages(words, readers, asOf)) ?? '',
    },
    {
      name: 'standards',
      purpose: '问一个规范的政策问题：标准、条件、材料、流程',
      async run(words) {
        const outcome = await told(words)
        return outcome.kind === 'answer' ? outcomeText(outcome) : ''
      },
    },
    {
      name: 'schedule',
      purpose: '查今天以后的安排：培训、会议、服务日、截止日期，例如“护理员培训”',
      run: async (words) => (await scene.lookUp?.events(words, readers, asOf)) ?? '',
    },
    {
      name: 'people',
      purpose: '查一件事归哪个科室管、电话和房间，并列出本局的科室和街道',
      async run(words) {
        const outcome = await told(words)
        const { section, room, phone } = ('contact' in outcome && outcome.contact) || {}
        const contact = section && [section, room, phone].filter(Boolean).join('，')
        const units = scene.bureau.organization.units.map(({ name }) => name).join('、')
        return [contact && `${contact}。`, `${units}。`].filter(Boolean).join('\n')
      },
    },
  ]
  // Figures are for staff: who may not see staff documents does not see them either.
  if (person && !allowed) tools.push(tallyFor(message, person, scene))
  return tools
}

function tallyFor(message: Message, person: Person, scene: Scene): Tool {
  return {
    name: 'tally',
    purpose: '查工作数字，例如“本周适老化改造汇总”',
    async run(words) {
      const request = requestIn(words, scene, { person })
      if (!request || request.problem) return ''
      const { reply } = await summarize(request, { person, chat: message.chat }, '', scene)
      return reply.kind === 'summary' ? [reply.title, ...reply.headlines, reply.missing].join('\n') : ''
    },
  }
}
