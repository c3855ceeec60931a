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
  const tools: Tool[] = [
    {
      name: 'search',
      purpose: '按关键词查文件，给出最接近的几条原文',
      run: async (words) => (await scene.passages?.(words, readers, asOf)) ?? '',
    },
    {
      name: 'standards',
      purpose: '问一个规范的政策问题：标准、条件、材料、时间安排',
      async run(words) {
        const { outcome } = await scene.answers.answer({ text: words, asOf, readers })
        return outcome.kind === 'answer' ? outcomeText(outcome) : ''
      },
    },
    {
      name: 'people',
      purpose: '列出本局的科室和街道',
      run: async () => scene.bureau.organization.units.map(({ name }) => name).join('、'),
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
