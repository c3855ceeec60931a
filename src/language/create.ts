import type { Clock } from '../clock.ts'
import type { Helper } from '../conversation/answers/helper.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { QuestionHelper } from '../policy/helped.ts'
import { createAskModel } from './ask-model.ts'
import { createBudget, type Limits } from './budget.ts'
import { createOpenAiModel } from './openai.ts'
import { createTasks } from './tasks.ts'

/** Which models, and how much they may be used. */
export interface LanguageSettings {
  baseUrl: string
  apiKey: string
  /** In order of preference. */
  models: readonly string[]
  limits: Limits
  /** How long an answer may take to begin and to end; 8 and 25 seconds. */
  waits?: { firstTokenMs: number; wholeMs: number } | undefined
}

/** The models of the settings behind the interfaces of the features. Nothing is loaded or connected before the first call. */
export function createLanguage(
  settings: LanguageSettings,
  parts: { clock: Clock; log: Log; metrics: Metrics },
): QuestionHelper & Helper {
  const { baseUrl, apiKey } = settings
  const models = settings.models.map((model) =>
    createOpenAiModel({ baseUrl, apiKey, model, ...settings.waits }),
  )
  return createTasks(
    createAskModel({ ...parts, models, budget: createBudget(settings.limits), random: Math.random }),
  )
}
