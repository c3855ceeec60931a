import type { Reply } from '../reply.ts'
import { type Person, PUBLIC_READER, readerKeys } from '../roster/organization.ts'
import type { Message } from './said.ts'
import type { Scene } from './scene.ts'
import { firstWords } from './welcome.ts'

/**
 * A policy answer for the asker: in a group only what everybody may read.
 * `gap` is the question when nothing was found, for the admin's list.
 */
export async function answerQuestion(
  message: Message,
  text: string,
  person: Person | undefined,
  context: unknown,
  scene: Scene,
): Promise<{ reply: Reply; policy: unknown; gap?: string }> {
  const readers = message.chat.kind === 'group' ? PUBLIC_READER : readerKeys(person)
  return { reply: firstWords(scene), policy: context }
}
