import { html } from 'hono/html'
import { cardHtml } from './card-view.ts'
import { fileLink } from './chat-files.ts'
import { BOT_NAME, type ChatPerson } from './chat-page-deps.ts'
import type { ChatItem, LocalMessage } from './local-chat.ts'
import { isNode, type Markup, words } from './markup.ts'

/** Longer texts are folded to their beginning. */
const LONG = 800
const BEGINNING = 120

/** Through whose eyes an item is drawn. */
export interface Viewer {
  personId: string
  personOf(openId: string): ChatPerson | undefined
  itemOf(messageId: string): ChatItem | undefined
  timezone: string
}

/** One line of the conversation: what a person said, or what the bot answered. */
export function itemHtml(item: ChatItem, viewer: Viewer): Markup {
  const sender = viewer.personOf(item.senderId)
  const mine = item.senderId === viewer.personId
  const name = item.senderId ? (sender?.name ?? '未知') : BOT_NAME
  if (item.recalled) return html`<li class="gone" id="${item.id}">${mine ? '您' : name}撤回了一条消息</li>`
  const side = mine ? 'mine' : item.senderId ? 'other' : 'bot'
  return html`<li class="item ${side}" id="${item.id}">
    <span class="avatar" aria-hidden="true">${item.senderId ? name.slice(0, 1) : '民'}</span>
    <div class="said">
      <p class="who">${mine ? '' : html`<b>${name}</b> `}${sender && !mine ? sender.unitName : ''} <time datetime="${item.at}">${timeWords(item.at, viewer.timezone)}</time>${item.edited ? ' 已编辑' : ''}${tools(item, mine)}</p>
      ${quoteOf(item, viewer)}
      ${item.senderId ? bubble(item) : botMessages(item)}
    </div>
  </li>`
}

function tools(item: ChatItem, mine: boolean): Markup | '' {
  if (!mine && item.senderId) return ''
  const change = html`<button type="button" data-edit="${item.id}" data-text="${item.text}">编辑</button>`
  return html`<span class="tools">${
    mine
      ? html`${item.file ? '' : change}<button type="button" data-recall="${item.id}">撤回</button>`
      : html`<button type="button" data-reply="${item.id}" data-text="${headOf(item)}">回复</button>`
  }</span>`
}

function bubble(item: ChatItem): Markup {
  return html`${item.file ? fileLink(item) : textBubble(item.text)}
    ${item.working ? html`<p class="working" role="status">处理中…</p>` : ''}`
}

/** A text that would bury the conversation is folded. */
function textBubble(text: string): Markup {
  if (text.length <= LONG) return html`<div class="bubble">${text}</div>`
  const rest = `${text.length.toLocaleString('zh-CN')}字`
  return html`<details class="bubble long"><summary>${text.slice(0, BEGINNING).toWellFormed()}…<small>全文${rest}</small></summary>${text}</details>`
}

/** What a message answers: in the group always, in private when a person chose to. */
function quoteOf(item: ChatItem, viewer: Viewer): Markup | '' {
  const asked = item.replyTo ? viewer.itemOf(item.replyTo) : undefined
  if (!asked || asked.recalled || !(item.senderId || asked.chatId.endsWith('group'))) return ''
  const name = asked.senderId ? (viewer.personOf(asked.senderId)?.name ?? '') : BOT_NAME
  return html`<p class="reply-to">回复 ${name}：${headOf(asked).slice(0, 40).toWellFormed()}</p>`
}

/** A message in a few words: its text, its file, or the heading of its card. */
function headOf(item: ChatItem): string {
  const content: unknown = JSON.parse(item.messages[0]?.content ?? '{}')
  if (item.text || !isNode(content)) return item.text
  const title = isNode(content.header) && isNode(content.header.title) ? content.header.title.content : ''
  return item.file?.name || words(title) || words(content.text) || '消息'
}

function botMessages(item: ChatItem): Markup {
  return html`${fileLink(item)}${item.messages.map(messageHtml)}`
}

function messageHtml(message: LocalMessage): Markup {
  const content: unknown = JSON.parse(message.content)
  if (message.msgType === 'interactive') return cardHtml(content)
  const { text } = content as { text: string }
  return textBubble(text)
}

function timeWords(at: string, timezone: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(Date.parse(at))
}
