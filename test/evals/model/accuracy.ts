import { join } from 'node:path'
import { createLanguage } from '../../../src/language/create.ts'
import { silentLog } from '../../../src/log.ts'
import { createMetrics } from '../../../src/metrics.ts'
import type { Answers } from '../../../src/policy/answer.ts'
import { createHelpedAnswers } from '../../../src/policy/helped.ts'
import type { ModelSettings } from '../../../src/settings.ts'
import { bureauIn, judgeAll } from '../policy/cases.ts'

/** How many questions of a folder are answered right, with a model or without; plain answers are worked out once for all models. */
export async function openJudge(folder: string) {
  const { answers, index, organization, close } = await bureauIn(join(folder, 'knowledge'))
  const plain = remembering(answers)
  const parts = { clock: () => '2026-06-24T01:00:00.000Z', log: silentLog, metrics: createMetrics() }
  return {
    close,
    async right(model?: ModelSettings): Promise<{ right: number; all: number }> {
      const helped = model
        ? createHelpedAnswers({ plain, index, readers: undefined, helper: createLanguage(model, parts) })
        : plain
      const judged = await judgeAll(
        join(folder, 'questions.jsonl'),
        { answer: (question) => helped.answer({ ...question, errand: { chat: 'eval' } }) },
        organization,
      )
      return { right: judged.filter((one) => !one.wrong).length, all: judged.length }
    },
  }
}

function remembering(answers: Answers): Answers {
  const known = new Map<string, ReturnType<Answers['answer']>>()
  return {
    answer({ errand: _, ...question }) {
      const key = JSON.stringify(question)
      const answer = known.get(key) ?? answers.answer(question)
      known.set(key, answer)
      return answer
    },
  }
}
