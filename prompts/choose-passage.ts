import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** The passages that answer, and their sentences that do: `passages` comes first, so that what follows can be shown as it comes. */
export const choosePassage: Prompt<{ passages: number[]; answer: string }> = {
  name: 'choose-passage',
  purpose: '从给出的段落里选出能回答的，照抄其中回答问题的整句；没有就说没有',
  variables: ['question', 'passages'],
  output: z.object({ passages: z.array(z.number().int()).max(3), answer: z.string().max(400) }),
  examples: [
    {
      given: {
        question: '低保家庭改造补多少',
        passages: '[1] 第六条 低保家庭补贴100%，每户最高5000元。\n[2] 第七条 申请流程。',
      },
      answer: { passages: [1], answer: '低保家庭补贴100%，每户最高5000元。' },
    },
    {
      given: { question: '结婚登记要什么材料', passages: '[1] 第三条 申请能力评估应提交身份证。' },
      answer: { passages: [], answer: '' },
    },
  ],
  text: [
    '问题：{{question}}',
    '段落：{{passages}}',
    '选出真正回答这个问题的段落编号，最好的在前；再从第一个段落里整句照抄回答问题的话，一字不改，最要紧的一句在前，不超过 200 字。',
    '段落讲的是相近但不同的事、别的对象、别的地方，就算没有。没有就返回空数组和空字符串。输出：{"passages": [1], "answer": "…"}',
  ].join('\n'),
}
