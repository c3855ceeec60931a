import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** Sentences over a summary, of the given figures only. */
export const headlines: Prompt<{ sentences: string[] }> = {
  name: 'headlines',
  purpose: '把给出的数字写成两到四句通报用语',
  variables: ['figures'],
  output: z.object({ sentences: z.array(z.string().max(80)).min(1).max(4) }),
  examples: [
    {
      given: { figures: '适老化改造 本周31户 上周22户 全年58%' },
      answer: { sentences: ['适老化改造本周完成31户，上周22户，完成全年58%。'] },
    },
    {
      given: { figures: '能力评估 本周0人 上周40人' },
      answer: { sentences: ['能力评估本周没有新增，上周40人。'] },
    },
  ],
  text: [
    '数字：{{figures}}',
    '写成两到四句公文用语，先说升降和落后的，不评价，不用“显著”“稳步”一类空话。只用给出的数字，不自己计算。输出：{"sentences": ["…"]}',
  ].join('\n'),
}
