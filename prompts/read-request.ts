import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** A request for figures in odd words, as one that the plain reading knows. */
export const readRequest: Prompt<{ request: string }> = {
  name: 'read-request',
  purpose: '把要数字的口语改成“时间＋单位＋指标＋汇总”的规范说法',
  variables: ['message', 'indicators', 'units'],
  output: z.object({ request: z.string().max(80) }),
  examples: [
    {
      given: { message: '扶手那摊子事今年弄得咋样了', indicators: '适老化改造', units: '新河街道' },
      answer: { request: '今年以来适老化改造汇总' },
    },
    {
      given: { message: '扶手补贴多少钱', indicators: '适老化改造', units: '新河街道' },
      answer: { request: '' },
    },
  ],
  text: [
    '消息：{{message}}',
    '指标：{{indicators}}',
    '单位：{{units}}',
    '如果是在要工作数字（不是问政策），改写成一句，例如“上周各街道适老化改造情况”“今年以来汇总”“谁还没报”。',
    '指标和单位用上面给的名称；时间照原话。不是要数字就返回空字符串。输出：{"request": "…"}',
  ].join('\n'),
}
