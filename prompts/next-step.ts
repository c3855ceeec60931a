import { z } from 'zod'
import type { Prompt } from './prompt.ts'

/** One step of looking something up: a tool to use, or the sentences found. */
export const nextStep: Prompt<{ tool: string; query: string; sentences: string[] }> = {
  name: 'next-step',
  purpose: '为一次没有查到的问题选下一步：用哪个工具查什么，或者从已经查到的内容里抄出相关的句子',
  variables: ['question', 'tools', 'seen'],
  output: z.object({
    tool: z.string().max(20),
    query: z.string().max(100),
    sentences: z.array(z.string().max(200)).max(3),
  }),
  examples: [
    {
      given: { question: '屋头装抓手归哪个科管', tools: 'search 查文件\npeople 科室', seen: '' },
      answer: { tool: 'search', query: '适老化改造 扶手', sentences: [] },
    },
    {
      given: {
        question: '屋头装抓手归哪个科管',
        tools: 'search 查文件\npeople 科室',
        seen: 'search 适老化改造 扶手：家庭适老化改造由养老服务科负责。',
      },
      answer: { tool: '', query: '', sentences: ['家庭适老化改造由养老服务科负责。'] },
    },
  ],
  text: [
    '问题：{{question}}',
    '工具（名称 用处）：{{tools}}',
    '已经查到：{{seen}}',
    '还要查，就写 tool 和 query（不添问题里没有的数字和文件名，查过的不再查），sentences 为空；查到了，就从“已经查到”里一字不差地抄出最多三句，tool 为空。',
    '查不到就全部为空。输出：{"tool": "search", "query": "…", "sentences": []}',
  ].join('\n'),
}
