import { phrases } from '../../conversation/phrases.ts'
import type { Reply } from '../../reply.ts'
import type { Content } from '../api/calls.ts'
import { plainText } from '../cards/plain-text.ts'
import { textMessages } from '../cards/render.ts'

/** The reply as words, for where its card is refused. */
export function asText(reply: Reply): Content[] {
  return textMessages(plainText(reply))
}

/** The same without telephone numbers and mail addresses in clear, which the platform's audit refuses. */
export function asMaskedText(reply: Reply): Content[] {
  return textMessages(masked(plainText(reply)))
}

/** The last thing that can be said where even the words are refused. */
export function asNotice(outboxId: number): Content[] {
  return textMessages(phrases.refusedByPlatform(String(outboxId)))
}

/** Enough stays to know whose they are. */
function masked(text: string): string {
  return text
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (mail) => `${mail[0]}***@***`)
    .replace(/(?<!\d)\d(?:[ -]?\d){6,17}(?!\d)/g, (number) => `${number.slice(0, 3)}****${number.slice(-2)}`)
}
