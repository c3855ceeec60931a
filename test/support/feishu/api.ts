import type { Chats, PlatformMessage, Refused } from './chats.ts'
import type { AppKeys } from './events.ts'

/** A request as the platform's calls see it. */
export interface Asked {
  method: string
  /** Below `/open-apis`. */
  path: string
  query: URLSearchParams
  json: Record<string, unknown>
  form: FormData | undefined
}

export type Answer =
  | { data?: unknown; beside?: Record<string, unknown>; bytes?: undefined }
  | { bytes: Uint8Array }
  | Refused

export interface Files {
  uploaded: Map<string, { name: string; type: string; bytes: Uint8Array }>
  resources: Map<string, Uint8Array>
  scopes: Set<string>
  /** Rows of the Base's one table, as columns by name. */
  rows: Record<string, unknown>[]
  /** What the platform reads in pictures and hears in sound. */
  recognition: Recognition
}

interface Recognition {
  /** The text in a picture, region by region. */
  read(picture: Uint8Array): string[]
  /** The words in a piece of sound, of so many seconds. */
  hear(sound: Uint8Array, seconds: number): string
}

interface Route {
  name: string
  method: string
  path: RegExp
  run(asked: Asked, ids: string[]): Answer | Promise<Answer>
}

/** The calls of the platform that the house makes; `name` is what faults and captured calls are named by. */
export function createRoutes(keys: AppKeys, chats: Chats, files: Files): Route[] {
  const on = (name: string, method: string, path: RegExp, run: Route['run']): Route => ({
    name,
    method,
    path,
    run,
  })
  const appended = new Set<string>()
  const withMessage = (id: string, run: (message: PlatformMessage) => Answer): Answer => {
    const found = chats.find(id)
    return 'code' in found ? found : run(found)
  }
  return [
    ...chats.cards.routes,
    on('create', 'POST', /^\/im\/v1\/messages$/, ({ json }) =>
      told(chats.send(String(json.receive_id), json)),
    ),
    on('reply', 'POST', /^\/im\/v1\/messages\/([^/]+)\/reply$/, ({ json }, [id = '']) =>
      withMessage(id, (parent) => told(chats.send(parent.chatId, json, id))),
    ),
    on('patch', 'PATCH', /^\/im\/v1\/messages\/([^/]+)$/, ({ json }, [id = '']) =>
      withMessage(id, (message) => {
        if (message.msgType !== 'interactive') return { code: 230001, msg: 'not a card' }
        if (chats.cards.isEntity(id)) return { code: 230099, msg: 'ErrCode: 300317; a card with an id' }
        return changed(message, json, chats.see)
      }),
    ),
    on('edit', 'PUT', /^\/im\/v1\/messages\/([^/]+)$/, ({ json }, [id = '']) =>
      withMessage(id, (message) => {
        if (message.msgType !== 'text') return { code: 230054, msg: 'not a text' }
        return message.updates >= 20
          ? { code: 230072, msg: 'edited 20 times' }
          : changed(message, json, chats.see)
      }),
    ),
    on('delete', 'DELETE', /^\/im\/v1\/messages\/([^/]+)$/, (_, [id = '']) =>
      withMessage(id, (message) => {
        message.deleted = true
        return {}
      }),
    ),
    on('get', 'GET', /^\/im\/v1\/messages\/([^/]+)$/, (_, [id = '']) => {
      const found = chats.messages.get(id)
      return found ? { data: { items: [readBack(found)] } } : { code: 231003, msg: 'message not found' }
    }),
    on('react', 'POST', /^\/im\/v1\/messages\/([^/]+)\/reactions$/, ({ json }, [id = '']) =>
      withMessage(id, (message) => {
        const reactionId = `reaction_${message.reactions.size + 1}`
        message.reactions.set(reactionId, (json.reaction_type as { emoji_type: string }).emoji_type)
        return { data: { reaction_id: reactionId } }
      }),
    ),
    on(
      'unreact',
      'DELETE',
      /^\/im\/v1\/messages\/([^/]+)\/reactions\/([^/]+)$/,
      (_, [id = '', reaction = '']) =>
        withMessage(id, (message) =>
          message.reactions.delete(reaction) ? { data: {} } : { code: 231007, msg: 'none' },
        ),
    ),
    on('resource', 'GET', /^\/im\/v1\/messages\/([^/]+)\/resources\/([^/]+)$/, (_, [, key = '']) => {
      const bytes = files.resources.get(key)
      return bytes ? { bytes } : { code: 234003, msg: 'no such file' }
    }),
    on('upload', 'POST', /^\/im\/v1\/files$/, async ({ form }) => {
      const part = form?.get('file')
      if (!(part instanceof Blob)) return { code: 234001, msg: 'no file' }
      const key = `file_${files.uploaded.size + 1}`
      const bytes = new Uint8Array(await part.arrayBuffer())
      const field = (name: string) => String(form?.get(name) ?? '')
      files.uploaded.set(key, { name: field('file_name'), type: field('file_type'), bytes })
      return { data: { file_key: key } }
    }),
    on('recognize', 'POST', /^\/optical_char_recognition\/v1\/image\/basic_recognize$/, ({ json }) => {
      const picture = base64(json.image)
      if (!picture?.length || picture.length >= 5 * 1024 * 1024)
        return { code: 1150101, msg: 'invalid param' }
      return { data: { text_list: files.recognition.read(picture) } }
    }),
    on('hear', 'POST', /^\/speech_to_text\/v1\/speech\/file_recognize$/, ({ json }) => {
      const { file_id, format, engine_type } = (json.config ?? {}) as Record<string, unknown>
      const sound = base64((json.speech as Record<string, unknown> | undefined)?.speech)
      // 16,000 samples a second of two bytes each.
      const seconds = (sound?.length ?? 0) / 32_000
      const asked = format === 'pcm' && engine_type === '16k_auto' && /^\w{16}$/.test(String(file_id))
      if (!asked || !sound?.length || sound.length % 2 || seconds > 60)
        return { code: 1040101, msg: 'invalid param' }
      return { data: { recognition_text: files.recognition.hear(sound, seconds) } }
    }),
    on('append', 'POST', /^\/bitable\/v1\/apps\/(\w+)\/tables\/(\w+)\/records\/batch_create$/, (asked) => {
      const token = asked.query.get('client_token') ?? ''
      const records = asked.json.records as { fields: Record<string, unknown> }[]
      if (records.length > 1_000) return { code: 1254104, msg: 'too many' }
      if (!/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(token))
        return { code: 1254001, msg: 'client_token' }
      if (!appended.has(token)) files.rows.push(...records.map((one) => one.fields))
      appended.add(token)
      return { data: { records } }
    }),
    on('info', 'GET', /^\/bot\/v3\/info$/, () => ({
      beside: { bot: { activate_status: 2, app_name: '民政助手', open_id: keys.botOpenId } },
    })),
    on('scopes', 'GET', /^\/application\/v6\/scopes$/, () => ({
      data: { scopes: [...files.scopes].map((scope_name) => ({ scope_name, grant_status: 1 })) },
    })),
    on('chats', 'GET', /^\/im\/v1\/chats$/, () => ({
      data: { items: [{ chat_id: 'oc_group' }], has_more: false },
    })),
  ]
}

/** Undefined for what is no base64. */
function base64(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value)
    ? new Uint8Array(Buffer.from(value, 'base64'))
    : undefined
}

function told(sent: PlatformMessage | Refused): Answer {
  return 'code' in sent ? sent : { data: { message_id: sent.messageId, chat_id: sent.chatId } }
}

function changed(message: PlatformMessage, json: Record<string, unknown>, see: Chats['see']): Answer {
  message.content = String(json.content)
  message.updates += 1
  see(message)
  return {}
}

function readBack(message: PlatformMessage) {
  return {
    message_id: message.messageId,
    chat_id: message.chatId,
    msg_type: message.msgType,
    body: { content: message.content },
    deleted: message.deleted,
    sender: {
      id: message.senderId,
      id_type: 'open_id',
      sender_type: message.sender === 'bot' ? 'app' : 'user',
    },
    mentions: message.mentions,
  }
}
