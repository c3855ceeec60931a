import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** Other names that documents may use for what was asked. */
export const searchTerms: Prompt<{ terms: string[] }> = {
  name: 'search-terms',
  purpose: '为检索补充同义的规范用语',
  variables: ['question'],
  output: z.object({ terms: z.array(z.string().max(20)).max(8) }),
  examples: [
    { given: { question: '老人家里装扶手给钱吗' }, answer: { terms: ['适老化改造', '补贴', '扶手'] } },
    {
      given: { question: '没爹没妈的娃每个月多少钱' },
      answer: { terms: ['孤儿', '基本生活费', '每人每月'] },
    },
  ],
  text: [
    '问题：{{question}}',
    '列出政策文件里对同一件事的规范用语，最多 8 个，不写解释，不写数字。输出：{"terms": ["…"]}',
  ].join('\n'),
}
