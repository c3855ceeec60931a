import { transcribePicture } from '../../prompts/transcribe-picture.ts'
import type { Clock } from '../clock.ts'
import { base64Of } from '../conversation/base64.ts'
import { pictureType } from '../conversation/transcripts/read-pictures.ts'
import type { PictureReader } from '../conversation/transcripts/transcript.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { createAskModel } from './ask-model.ts'
import { createBudget, type Limits } from './budget.ts'
import { createOpenAiModel } from './openai.ts'

export interface VisionSettings {
  baseUrl: string
  apiKey: string
  model: string
  limits: Limits
}

/** Larger pictures are refused by servers. */
const MAX_BYTES = 5 * 1024 * 1024
/** A picture is looked at for longer than a text; still well within the time of one turn. */
const PATIENCE = { firstTokenMs: 20_000, wholeMs: 35_000 }

/**
 * Reads pictures with a model that takes them. The picture goes out as it is: nothing in pixels can be masked. What comes back is
 * shown to whoever sent the picture and counts once they have confirmed it, whatever a server may have made up.
 */
export function createVisionReader(
  { limits, ...settings }: VisionSettings,
  parts: { clock: Clock; log: Log; metrics: Metrics },
): PictureReader {
  const models = [createOpenAiModel({ ...settings, ...PATIENCE })]
  const ask = createAskModel({ ...parts, models, budget: createBudget(limits), random: Math.random })
  return async (picture, { chat }) => {
    if (picture.length > MAX_BYTES) return { kind: 'unread', why: 'too-large' }
    const type = pictureType(picture)
    if (!type) return { kind: 'unread', why: 'format' }
    const images = [`data:${type};base64,${base64Of(picture)}`]
    const answer = await ask(transcribePicture, { hint: '一张照片' }, { chat, images })
    if (!answer) return { kind: 'unread', why: 'not-here' }
    const lines = answer.lines.map(plain).filter(Boolean)
    return lines.length ? { kind: 'text', lines } : { kind: 'nothing' }
  }
}

/**
 * Words alone: neither links nor the signs that make a card something else. Of a number with a sign that could not be made out
 * nothing is left: “□0人” is no zero.
 */
function plain(line: string): string {
  return line
    .replace(/[\d.,，]*□[\d.,，□]*/g, '□')
    .replace(/https?:\/\/\S+/gi, '')
    .replace(/[<>`*#\u0000-\u001f]/g, '')
    .trim()
}
