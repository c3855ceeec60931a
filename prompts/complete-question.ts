import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** A follow-up, or a question in odd words, as one full question in the words of official documents. */
export const completeQuestion: Prompt<{ question: string }> = {
  name: 'complete-question',
  purpose: '把追问或者口语补成一句完整、规范的政策问题；意思不变，事实一个不加',
  variables: ['before', 'question'],
  output: z.object({ question: z.string().max(200) }),
  examples: [
    {
      given: { before: '80岁老人适老化改造补多少', question: '那90岁的呢' },
      answer: { question: '90岁老人适老化改造补多少' },
    },
    {
      given: { before: '', question: '俺娘一个人住，家里想装扶手，公家管不管' },
      answer: { question: '独居老人家庭适老化改造安装扶手能不能申请补贴' },
    },
  ],
  text: [
    '前面问过（可能没有）：{{before}}',
    '现在问：{{question}}',
    '把“现在问”改写成一句完整的政策问题，用政策文件的常用说法。年龄、人数、金额、地名、时间照原样保留，不加新的。',
    '看不懂就返回空字符串。输出：{"question": "…"}',
  ].join('\n'),
}
