import type { Answer, Asked } from './api.ts'
import type { PlatformMessage, Refused } from './chats.ts'

/** A card that was made to be sent by its id, and changed while it stands. */
interface Entity {
  id: string
  card: Card
  sequence: number
  /** When streaming was last switched on; undefined while it is off. */
  streamingSince: number | undefined
  calledAt: number[]
  message: PlatformMessage | undefined
}

interface Card {
  schema?: string
  config: Record<string, unknown>
  body: { elements: Record<string, unknown>[] }
  [more: string]: unknown
}

interface Route {
  name: string
  method: string
  path: RegExp
  run(asked: Asked, ids: string[]): Answer
}

const PER_SECOND = 10
const STREAMING_MS = 10 * 60_000

/**
 * Cards with ids (FEISHU.md §4, §8): sent once, numbers that rise with every call, ten calls a second, texts only while streaming,
 * which ends by itself. Times in ms.
 */
export function createCards(now: () => number) {
  const entities = new Map<string, Entity>()
  let scope = true
  let shown: (message: PlatformMessage) => void = () => {}

  const draw = (entity: Entity) => {
    if (!entity.message) return
    entity.message.content = JSON.stringify(entity.card)
    entity.message.updates += 1
    shown(entity.message)
  }

  /** Refuses what may not be done to a card now, else counts the call. */
  function refusal(entity: Entity | undefined, sequence: unknown): Refused | undefined {
    if (!scope) return noScope
    if (!entity) return { code: 200740, msg: 'card entity not found' }
    entity.calledAt = entity.calledAt.filter((at) => now() - at < 1_000)
    if (entity.calledAt.length >= PER_SECOND) return { code: 99991400, status: 429, msg: 'too fast' }
    entity.calledAt.push(now())
    if (!Number.isInteger(sequence) || Number(sequence) >= 2 ** 31) return { code: 10002, msg: 'sequence' }
    if (Number(sequence) <= entity.sequence)
      return { code: 300317, msg: 'ErrMsg: sequence number compare failed; ' }
    entity.sequence = Number(sequence)
    return undefined
  }

  const isStreaming = (entity: Entity) =>
    entity.streamingSince !== undefined && now() - entity.streamingSince < STREAMING_MS

  const change = (id: string, sequence: unknown, run: (entity: Entity) => Refused | undefined): Answer => {
    const entity = entities.get(id)
    const wrong = refusal(entity, sequence) ?? (entity && run(entity))
    if (wrong || !entity) return wrong ?? {}
    draw(entity)
    return {}
  }

  const routes: Route[] = [
    {
      ...{ name: 'card-make', method: 'POST', path: /^\/cardkit\/v1\/cards$/ },
      run({ json }) {
        if (!scope) return noScope
        const card = read(json.data)
        if (isRefused(card)) return card
        const id = `card_${entities.size + 1}`
        const streamingSince = card.config.streaming_mode ? now() : undefined
        entities.set(id, { id, card, sequence: 0, streamingSince, calledAt: [], message: undefined })
        return { data: { card_id: id } }
      },
    },
    {
      ...{
        name: 'card-text',
        method: 'PUT',
        path: /^\/cardkit\/v1\/cards\/(\w+)\/elements\/(\w+)\/content$/,
      },
      run: ({ json }, [id = '', element = '']) =>
        change(id, json.sequence, (entity) => {
          if (entity.streamingSince !== undefined && !isStreaming(entity)) {
            entity.streamingSince = undefined
            return { code: 200850, msg: 'streaming timed out' }
          }
          if (!isStreaming(entity)) return { code: 300309, msg: 'streaming is off' }
          const found = entity.card.body.elements.find((one) => one.element_id === element)
          if (!found) return { code: 300313, msg: 'no such element' }
          found.content = json.content
          return undefined
        }),
    },
    {
      ...{ name: 'card-end', method: 'PATCH', path: /^\/cardkit\/v1\/cards\/(\w+)\/settings$/ },
      run: ({ json }, [id = '']) =>
        change(id, json.sequence, (entity) => {
          const { config } = JSON.parse(String(json.settings)) as { config: Record<string, unknown> }
          Object.assign(entity.card.config, config)
          entity.streamingSince = config.streaming_mode ? now() : undefined
          return undefined
        }),
    },
    {
      ...{ name: 'card-put', method: 'PUT', path: /^\/cardkit\/v1\/cards\/(\w+)$/ },
      run: ({ json }, [id = '']) =>
        change(id, json.sequence, (entity) => {
          const card = read((json.card as { data?: unknown } | undefined)?.data)
          if (isRefused(card)) return card
          entity.card = card
          entity.streamingSince = card.config.streaming_mode ? (entity.streamingSince ?? now()) : undefined
          return undefined
        }),
    },
  ]

  return {
    routes,
    /** Whether the app may make such cards. */
    grant(on: boolean): void {
      scope = on
    },
    forget: (id: string) => void entities.delete(id),
    onDraw(told: typeof shown) {
      shown = told
    },
    /** What is sent of a card by its id; undefined for any other content. */
    sent(content: string): { content: string; link(message: PlatformMessage): void } | Refused | undefined {
      const { type, data } = JSON.parse(content) as { type?: string; data?: { card_id?: string } }
      if (type !== 'card') return undefined
      const entity = entities.get(data?.card_id ?? '')
      if (!entity || entity.message) return { code: 230099, msg: 'ErrCode: 200740; no card to be sent' }
      const link = (message: PlatformMessage) => {
        entity.message = message
      }
      return { content: JSON.stringify(entity.card), link }
    },
    /** Whether a message shows a card that is still streaming. */
    streams: (messageId: string) =>
      [...entities.values()].some((one) => one.message?.messageId === messageId && isStreaming(one)),
    isEntity: (messageId: string) =>
      [...entities.values()].some((one) => one.message?.messageId === messageId),
  }
}

const noScope: Refused = {
  code: 99991672,
  msg: 'Access denied. One of the following scopes is required: [cardkit:card:write]',
}

const isRefused = (card: Card | Refused): card is Refused => 'code' in card

function read(data: unknown): Card | Refused {
  const text = String(data)
  if (new TextEncoder().encode(text).length > 30_000) return { code: 200860, msg: 'too large' }
  const card = JSON.parse(text) as Card
  if (card.schema !== '2.0') return { code: 300303, msg: 'not 2.0' }
  const names = card.body.elements.flatMap((one) => (one.element_id ? [one.element_id] : []))
  return new Set(names).size < names.length ? { code: 300301, msg: 'duplicate element_id' } : card
}
