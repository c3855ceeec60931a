import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** Which of the offered indicators a template's blank asks for. */
export const mapBlank: Prompt<{ choice: number }> = {
  name: 'map-blank',
  purpose: '为报告底稿的一处空白从候选指标里选一个',
  variables: ['sentence', 'candidates'],
  output: z.object({ choice: z.number().int() }),
  examples: [
    {
      given: { sentence: '完成【空】户困难老人家庭改造', candidates: '1 适老化改造（户）\n2 能力评估（人）' },
      answer: { choice: 1 },
    },
    { given: { sentence: '调解纠纷【空】件', candidates: '1 适老化改造（户）' }, answer: { choice: 0 } },
  ],
  text: [
    '句子：{{sentence}}',
    '候选：{{candidates}}',
    '【空】填的是哪一个候选？单位也要对得上。都不是就返回 0。输出：{"choice": 1}',
  ].join('\n'),
}
