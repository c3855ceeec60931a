import type { ChatRef } from '../message.ts'
import type { Reply } from '../reply.ts'
import type { Person } from '../roster/organization.ts'
import type { SummaryRequest } from '../summary/request.ts'
import type { Scene } from './scene.ts'

/** The figures that the asker may see, as a card. In a group staff see their own unit's, as in private. */
export async function summarize(
  _request: SummaryRequest,
  _person: Person,
  _chat: ChatRef,
  _scene: Scene,
): Promise<Reply> {
  return { kind: 'notice', tone: 'grey', title: '', lines: [], buttons: [] }
}
