import { createCipheriv, createHash, randomBytes } from 'node:crypto'

/** The platform's side of callbacks: the bodies of its events, encrypted and signed as Feishu does. */

export interface AppKeys {
  appId: string
  appSecret: string
  encryptKey: string
  verificationToken: string
  botOpenId: string
}

export const testApp: AppKeys = {
  appId: 'cli_0123456789abcdef',
  appSecret: 'canary-secret-77aa',
  encryptKey: 'test-encrypt-key-0001',
  verificationToken: 'vt-0001',
  botOpenId: 'ou_bot',
}

/** A decrypted callback body. */
export type EventBody = Record<string, unknown>

interface Person {
  openId: string
  name: string
}

interface MessageOptions {
  /** Default: a private chat `oc_private`. */
  chatId?: string
  group?: boolean
  /** open_id; default `ou_a`. */
  from?: string
  messageId?: string
  eventId?: string
  /** UTC ISO; default 2026-06-24T02:00:00.000Z. */
  at?: string
  /** Puts `@助手` in front. */
  mentionBot?: boolean
  /** Others mentioned, in order; `@_user_2` … in the text when the bot is mentioned too. */
  mentions?: Person[]
  parentId?: string
  threadId?: string
  senderType?: 'user' | 'bot'
}

export const defaultAt = '2026-06-24T02:00:00.000Z'
let counter = 0
const next = (prefix: string) => `${prefix}_${process.pid.toString(36)}${(++counter).toString(36)}`

/** Makes event bodies of one app. Ids are fresh unless given. */
export function createEvents(keys: AppKeys = testApp) {
  function envelope(
    type: string,
    event: unknown,
    eventId = next('ev'),
    createTime = ms(defaultAt),
  ): EventBody {
    return {
      schema: '2.0',
      header: {
        event_id: eventId,
        event_type: type,
        create_time: createTime,
        token: keys.verificationToken,
        app_id: keys.appId,
        tenant_key: 'tenant',
      },
      event,
    }
  }

  function message(type: string, content: unknown, options: MessageOptions): EventBody {
    const bot = { openId: keys.botOpenId, name: '助手' }
    const mentioned = [...(options.mentionBot ? [bot] : []), ...(options.mentions ?? [])]
    const group = options.group ?? false
    const event = {
      sender: {
        sender_id: { open_id: options.from ?? 'ou_a', union_id: 'on_a' },
        sender_type: options.senderType ?? 'user',
        tenant_key: 'tenant',
      },
      message: {
        message_id: options.messageId ?? next('om'),
        ...(options.parentId ? { parent_id: options.parentId, root_id: options.parentId } : {}),
        ...(options.threadId ? { thread_id: options.threadId } : {}),
        create_time: ms(options.at ?? defaultAt),
        chat_id: options.chatId ?? (group ? 'oc_group' : 'oc_private'),
        chat_type: group ? 'group' : 'p2p',
        message_type: type,
        content: typeof content === 'string' ? content : JSON.stringify(content),
        ...(mentioned.length ? { mentions: mentioned.map(mention) } : {}),
      },
    }
    return envelope('im.message.receive_v1', event, options.eventId, ms(options.at ?? defaultAt))
  }

  return {
    envelope,
    message,
    text(options: MessageOptions & { text: string }): EventBody {
      const text = options.mentionBot ? `@_user_1 ${options.text}` : options.text
      return message('text', { text }, options)
    },
    post(options: MessageOptions & { title?: string; paragraphs: unknown[][] }): EventBody {
      const own = options.mentionBot ? [[{ tag: 'at', user_id: '@_user_1', user_name: '助手' }]] : []
      return message(
        'post',
        { title: options.title ?? '', content: [...own, ...options.paragraphs] },
        options,
      )
    },
    /** Its text is wrong on purpose: the message must be read back. */
    edited(options: { messageId: string; revision?: string } & MessageOptions): EventBody {
      const body = message('text', { text: '不可靠的文字' }, options)
      const { sender, message: changed } = body.event as { sender: unknown; message: object }
      const event = {
        sender,
        message: { ...changed, update_time: options.revision ?? ms(options.at ?? defaultAt) },
      }
      return envelope('im.message.updated_v1', event, options.eventId)
    },
    recalled(options: { messageId: string; chatId?: string; eventId?: string; at?: string }): EventBody {
      return envelope(
        'im.message.recalled_v1',
        {
          message_id: options.messageId,
          chat_id: options.chatId ?? 'oc_private',
          recall_time: ms(options.at ?? defaultAt),
          recall_type: 'message_owner',
        },
        options.eventId,
      )
    },
    press(options: {
      /** The card's message. */
      messageId: string
      value: Record<string, unknown>
      form?: Record<string, unknown>
      from?: string
      chatId?: string
      eventId?: string
      at?: string
    }): EventBody {
      return envelope(
        'card.action.trigger',
        {
          operator: { open_id: options.from ?? 'ou_a', tenant_key: 'tenant' },
          token: 'c-card-update',
          host: 'im_message',
          action: {
            tag: 'button',
            value: options.value,
            ...(options.form ? { form_value: options.form } : {}),
          },
          context: { open_message_id: options.messageId, open_chat_id: options.chatId ?? 'oc_private' },
        },
        options.eventId,
        `${ms(options.at ?? defaultAt)}000`,
      )
    },
    /** Somebody opens the private chat for the first time; with `group`, the bot is added to a group. */
    entered(options: { chatId?: string; from?: string; group?: boolean; eventId?: string } = {}): EventBody {
      const operator = { open_id: options.from ?? 'ou_a' }
      return options.group
        ? envelope(
            'im.chat.member.bot.added_v1',
            { chat_id: options.chatId ?? 'oc_group', operator_id: operator },
            options.eventId,
          )
        : envelope(
            'im.chat.access_event.bot_p2p_chat_entered_v1',
            { chat_id: options.chatId ?? 'oc_private', operator_id: operator, last_message_id: '' },
            options.eventId,
          )
    },
    /** The same meeting in schema 1.0. */
    enteredFirst(options: { chatId?: string; from?: string; eventId?: string } = {}): EventBody {
      const openId = options.from ?? 'ou_a'
      return {
        ts: '1782266400.71',
        uuid: options.eventId ?? next('uuid'),
        token: keys.verificationToken,
        type: 'event_callback',
        event: {
          type: 'p2p_chat_create',
          app_id: keys.appId,
          chat_id: options.chatId ?? 'oc_private',
          operator: { open_id: openId },
          user: { open_id: openId, name: '王芳' },
        },
      }
    },
    challenge(text = 'c-0001'): EventBody {
      return { challenge: text, token: keys.verificationToken, type: 'url_verification' }
    },
  }
}

export interface SignedRequest {
  headers: Record<string, string>
  body: string
}

/** What Feishu would send: encrypted and signed when there is an Encrypt Key, else plain. */
export function sealed(body: EventBody, keys: AppKeys = testApp, iv = randomBytes(16)): SignedRequest {
  if (!keys.encryptKey) return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return signed(JSON.stringify({ encrypt: encrypted(JSON.stringify(body), keys.encryptKey, iv) }), keys)
}

/** Signs a raw body as it stands. */
export function signed(
  body: string,
  keys: AppKeys = testApp,
  timestamp = '1782266400',
  nonce = 'nonce',
): SignedRequest {
  const signature = createHash('sha256')
    .update(timestamp + nonce + keys.encryptKey + body)
    .digest('hex')
  return {
    headers: {
      'content-type': 'application/json',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': nonce,
      'x-lark-signature': signature,
    },
    body,
  }
}

export function encrypted(plain: string, encryptKey: string, iv = randomBytes(16)): string {
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv)
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64')
}

/** POSTs an event `times` times at once; the answers in order. */
export async function deliver(
  url: string,
  event: EventBody | SignedRequest,
  options: { times?: number; keys?: AppKeys } = {},
): Promise<{ status: number; body: unknown }[]> {
  const request = isRequest(event) ? event : sealed(event, options.keys)
  return Promise.all(
    Array.from({ length: options.times ?? 1 }, async () => {
      const answer = await fetch(url, { method: 'POST', headers: request.headers, body: request.body })
      return { status: answer.status, body: await answer.json().catch(() => undefined) }
    }),
  )
}

function isRequest(event: EventBody | SignedRequest): event is SignedRequest {
  return typeof event.body === 'string' && typeof event.headers === 'object'
}

function mention(person: Person, index: number) {
  return {
    key: `@_user_${index + 1}`,
    id: { open_id: person.openId, union_id: `on_${person.openId}` },
    name: person.name,
    tenant_key: 'tenant',
  }
}

function ms(at: string): string {
  return String(Date.parse(at))
}
