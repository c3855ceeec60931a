import type { Pressed } from '../../message.ts'
import type { Reply, Toast } from '../../reply.ts'
import type { Person } from '../../roster/organization.ts'
import { periodOf } from '../../summary/periods.ts'
import type { SummaryRequest } from '../../summary/request.ts'
import { cardKey } from '../reports/record-card.ts'
import type { Scene } from '../scene.ts'
import type { PostedSummary, Turn } from '../turn.ts'
import { sourcesCard } from './figure-sources.ts'
import { type Audience, comparedPeriod, summarize } from './summaries.ts'
import { withFile } from './summary-file.ts'

type Effect = Pick<Turn, 'outgoing'> & { toast: Toast }

/** A button of a summary: another view of the same request, with the rights of whoever pressed. */
export async function pressSummary(
  press: Pressed,
  person: Person | undefined,
  scene: Scene,
): Promise<Effect> {
  const card = await scene.posted.byKey(String(press.value.summary ?? ''))
  if (!card) return toastOnly('warning', scene.words.pressUnknown)
  if (!person) return toastOnly('error', scene.words.unknownPersonSummary(''))
  const published = card.published && card.personId === person.openId
  const audience: Audience = { person, chat: press.chat, ...(published ? { published: true } : {}) }
  const key = cardKey(press.eventId)
  switch (press.action) {
    case 'summary.by-unit':
      return shown(
        await summarize({ ...card.request, view: 'by-unit' }, audience, key, scene),
        key,
        press,
        scene,
      )
    case 'summary.previous':
      return shown(await summarize(before(card.request), audience, key, scene), key, press, scene)
    case 'summary.sources':
      return shown({ reply: await sourcesCard(card.request, audience, scene) }, key, press, scene)
    case 'summary.docx':
    case 'summary.xlsx': {
      const kind = press.action === 'summary.docx' ? 'docx' : 'xlsx'
      return shown(await withFile({ ...card.request, file: kind }, audience, key, scene), key, press, scene)
    }
    default:
      return toastOnly('warning', scene.words.pressUnknown)
  }
}

/** The period before, of the same kind. */
function before(request: SummaryRequest): SummaryRequest {
  const { compare: _compare, trend: _trend, ...rest } = request
  const { from, to } = comparedPeriod(rest).previous
  const { kind } = request.period
  return { ...rest, period: { from, to, kind: kind === 'year-to-date' ? kind : periodOf(from, to).kind } }
}

function shown(
  composed: { reply: Reply; posted?: PostedSummary },
  key: string,
  press: Pressed,
  scene: Scene,
): Effect {
  const { reply, posted } = composed
  return {
    outgoing: [
      {
        ...{ key, chat: press.chat, op: 'send', replyTo: press.messageId, reply },
        ...(posted && reply.kind === 'summary' ? { summary: posted } : {}),
      },
    ],
    toast: { tone: 'info', text: scene.words.received },
  }
}

function toastOnly(tone: Toast['tone'], text: string): Effect {
  return { outgoing: [], toast: { tone, text } }
}
