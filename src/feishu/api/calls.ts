import { asObject, listAt, objectAt, textAt } from '../json.ts'
import type { Caller } from './client.ts'

/** A message as it is sent: `content` is JSON. */
export interface Content {
  msgType: 'interactive' | 'text' | 'file'
  content: string
}

/** The platform's calls that the house makes. Each throws CallFailure when it does not succeed. */
export interface Calls {
  /** `to`: a chat, or a person's open_id. Returns the new message's id; empty where the platform does not repeat it for a `uuid` it has seen. */
  create(to: string, message: Content, uuid: string): Promise<string>
  reply(messageId: string, message: Content, uuid: string, inThread: boolean): Promise<string>
  /** Changes an own card in place. */
  patch(messageId: string, card: string): Promise<void>
  /** Makes a card that is sent by its id and can be changed while it stands. Returns that id. */
  makeCard(card: string): Promise<string>
  /** Puts the text of one element of such a card. `sequence` rises with every call on a card. */
  putText(cardId: string, element: string, content: string, sequence: number): Promise<void>
  /** Ends its streaming mode, in which nobody can press or forward it. */
  endStreaming(cardId: string, sequence: number): Promise<void>
  /** Puts another card in its place. */
  putCard(cardId: string, card: string, sequence: number): Promise<void>
  /** Changes an own text message in place. */
  edit(messageId: string, text: string): Promise<void>
  /** The message as it stands now; undefined when there is none to see. */
  get(messageId: string): Promise<Record<string, unknown> | undefined>
  /** Returns the file's key. `fileType` as the platform names it. */
  upload(name: string, fileType: FileType, bytes: Uint8Array): Promise<string>
  resource(messageId: string, key: string, type: 'file' | 'image'): Promise<ReadableStream<Uint8Array>>
  /** Lines of text that the platform reads in a picture of less than 5 MB. */
  recognize(bytes: Uint8Array): Promise<string[]>
  /** What is said in up to 60 s of mono PCM, 16,000 samples of 16 bit a second. `fileId`: 16 letters and digits of our own. */
  hear(sound: Uint8Array, fileId: string): Promise<string>
  /** Returns the reaction's id. */
  react(messageId: string, emoji: string): Promise<string>
  unreact(messageId: string, reactionId: string): Promise<void>
  botInfo(): Promise<{ openId: string; enabled: boolean; name: string }>
  /** Names of the scopes that are granted. */
  scopes(): Promise<Set<string>>
  /** Appends rows to a Base's table, each its columns by name: once for a token (a UUID), however often it is called. */
  append(
    table: { appToken: string; tableId: string },
    rows: readonly Record<string, string | number>[],
    token: string,
  ): Promise<void>
  /** How many groups the bot is in, up to 100. */
  groups(): Promise<number>
}

export type FileType = 'opus' | 'mp4' | 'pdf' | 'doc' | 'xls' | 'ppt' | 'stream'

export function createCalls(call: Caller): Calls {
  return {
    create: (to, { msgType, content }, uuid) =>
      call('create', async (client, options) => {
        const data = { receive_id: to, msg_type: msgType, content, uuid }
        const params = { receive_id_type: to.startsWith('ou_') ? ('open_id' as const) : ('chat_id' as const) }
        const answer = await client.im.v1.message.create({ params, data }, options)
        return answer.data?.message_id ?? ''
      }),
    reply: (messageId, { msgType, content }, uuid, inThread) =>
      call('reply', async (client, options) => {
        const data = { msg_type: msgType, content, uuid, ...(inThread ? { reply_in_thread: true } : {}) }
        const answer = await client.im.v1.message.reply({ path: { message_id: messageId }, data }, options)
        return answer.data?.message_id ?? ''
      }),
    patch: (messageId, card) =>
      call('patch', async (client, options) => {
        await client.im.v1.message.patch(
          { path: { message_id: messageId }, data: { content: card } },
          options,
        )
      }),
    makeCard: (card) =>
      call('card-make', async (client, options) => {
        const answer = await client.cardkit.v1.card.create(
          { data: { type: 'card_json', data: card } },
          options,
        )
        return answer.data?.card_id ?? ''
      }),
    putText: (cardId, element, content, sequence) =>
      call('card-text', async (client, options) => {
        const path = { card_id: cardId, element_id: element }
        await client.cardkit.v1.cardElement.content({ path, data: { content, sequence } }, options)
      }),
    endStreaming: (cardId, sequence) =>
      call('card-end', async (client, options) => {
        const settings = JSON.stringify({ config: { streaming_mode: false } })
        await client.cardkit.v1.card.settings(
          { path: { card_id: cardId }, data: { settings, sequence } },
          options,
        )
      }),
    putCard: (cardId, card, sequence) =>
      call('card-put', async (client, options) => {
        const data = { card: { type: 'card_json' as const, data: card }, sequence }
        await client.cardkit.v1.card.update({ path: { card_id: cardId }, data }, options)
      }),
    edit: (messageId, text) =>
      call('edit', async (client, options) => {
        const data = { msg_type: 'text', content: text }
        await client.im.v1.message.update({ path: { message_id: messageId }, data }, options)
      }),
    get: (messageId) =>
      call('get', async (client, options) => {
        const answer = await client.im.v1.message.get({ path: { message_id: messageId } }, options)
        return asObject(answer.data?.items?.[0])
      }),
    upload: (name, fileType, bytes) =>
      call('upload', async (client, options) => {
        const data = { file_type: fileType, file_name: name, file: Buffer.from(bytes) }
        const answer = await client.im.v1.file.create({ data }, options)
        return answer?.file_key ?? ''
      }),
    resource: (messageId, key, type) =>
      call('resource', async (client, options) => {
        const path = { message_id: messageId, file_key: key }
        const answer = await client.im.v1.messageResource.get({ path, params: { type } }, options)
        // Our HTTP hands the web's own stream through the SDK.
        return answer.getReadableStream() as unknown as ReadableStream<Uint8Array>
      }),
    recognize: (bytes) =>
      call('recognize', async (client, options) => {
        const data = { image: Buffer.from(bytes).toString('base64') }
        const answer = await client.optical_char_recognition.v1.image.basicRecognize({ data }, options)
        return answer.data?.text_list ?? []
      }),
    hear: (sound, fileId) =>
      call('hear', async (client, options) => {
        const speech = { speech: Buffer.from(sound).toString('base64') }
        const config = { file_id: fileId, format: 'pcm', engine_type: '16k_auto' }
        const data = { speech, config }
        const answer = await client.speech_to_text.v1.speech.fileRecognize({ data }, options)
        return answer.data?.recognition_text ?? ''
      }),
    react: (messageId, emoji) =>
      call('react', async (client, options) => {
        const data = { reaction_type: { emoji_type: emoji } }
        const answer = await client.im.v1.messageReaction.create(
          { path: { message_id: messageId }, data },
          options,
        )
        return answer.data?.reaction_id ?? ''
      }),
    unreact: (messageId, reactionId) =>
      call('unreact', async (client, options) => {
        const path = { message_id: messageId, reaction_id: reactionId }
        await client.im.v1.messageReaction.delete({ path }, options)
      }),
    botInfo: () =>
      call('info', async (client, options) => {
        const answer = await client.request({ method: 'GET', url: '/open-apis/bot/v3/info' }, options)
        const bot = objectAt(asObject(answer) ?? {}, 'bot')
        return {
          openId: textAt(bot, 'open_id'),
          enabled: bot.activate_status === 2,
          name: textAt(bot, 'app_name'),
        }
      }),
    scopes: () =>
      call('scopes', async (client, options) => {
        const answer = await client.request(
          { method: 'GET', url: '/open-apis/application/v6/scopes' },
          options,
        )
        const scopes = listAt(objectAt(asObject(answer) ?? {}, 'data'), 'scopes').map(
          (one) => asObject(one) ?? {},
        )
        return new Set(scopes.filter((one) => one.grant_status === 1).map((one) => textAt(one, 'scope_name')))
      }),
    append: (table, rows, token) =>
      call('append', async (client, options) => {
        const path = { app_token: table.appToken, table_id: table.tableId }
        const data = { records: rows.map((fields) => ({ fields })) }
        await client.bitable.v1.appTableRecord.batchCreate(
          { path, params: { client_token: token }, data },
          options,
        )
      }),
    groups: () =>
      call('chats', async (client, options) => {
        const answer = await client.im.v1.chat.list({ params: { page_size: 100 } }, options)
        return answer.data?.items?.length ?? 0
      }),
  }
}
