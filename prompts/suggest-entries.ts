import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** Figures of a report that the plain reading did not recognize, by their own words. */
export const suggestEntries: Prompt<{ entries: { indicator: string; words: string }[] }> = {
  name: 'suggest-entries',
  purpose: '指出报数消息里哪几个字报的是哪个指标',
  variables: ['message', 'indicators'],
  output: z.object({
    entries: z.array(z.object({ indicator: z.string(), words: z.string().max(60) })).max(12),
  }),
  examples: [
    {
      given: { message: '扶手这块又弄好了3家', indicators: 'home_adaptation 适老化改造（户）' },
      answer: { entries: [{ indicator: 'home_adaptation', words: '弄好了3家' }] },
    },
    {
      given: { message: '下周打算改3户', indicators: 'home_adaptation 适老化改造（户）' },
      answer: { entries: [] },
    },
  ],
  text: [
    '消息：{{message}}',
    '指标（编号 名称（单位））：{{indicators}}',
    '消息里已经发生的数，哪几个字对应哪个指标？words 必须一字不差地抄自消息，含数字。计划、目标、标准、问题、转述别处的都不算。',
    '没有就返回空数组。输出：{"entries": [{"indicator": "编号", "words": "原话"}]}',
  ].join('\n'),
}
