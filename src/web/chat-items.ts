import { html } from 'hono/html'
import { cardHtml } from './card-view.ts'
import { BOT_NAME, type ChatPerson } from './chat-page-deps.ts'
import type { ChatItem, LocalMessage } from './local-chat.ts'
import type { Markup } from './markup.ts'

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
      <p class="who">${mine ? '' : html`<b>${name}</b> `}${sender && !mine ? sender.unitName : ''} <time datetime="${item.at}">${timeWords(item.at, viewer.timezone)}</time>${item.edited ? ' 已编辑' : ''}</p>
      ${item.senderId ? bubble(item, mine) : botMessages(item, viewer)}
    </div>
  </li>`
}

function bubble(item: ChatItem, mine: boolean): Markup {
  return html`<div class="bubble">${item.text}</div>
    ${item.working ? html`<p class="working" role="status">处理中…</p>` : ''}
    ${
      mine
        ? html`<p class="tools"><button type="button" data-edit="${item.id}" data-text="${item.text}">编辑</button>
          <button type="button" data-recall="${item.id}">撤回</button></p>`
        : ''
    }`
}

function botMessages(item: ChatItem, viewer: Viewer): Markup {
  const asked = item.replyTo ? viewer.itemOf(item.replyTo) : undefined
  const quote = asked && !asked.recalled && asked.chatId.endsWith('group') ? asked : undefined
  return html`${
    quote &&
    html`<p class="reply-to">回复 ${viewer.personOf(quote.senderId)?.name ?? ''}：${quote.text.slice(0, 40)}</p>`
  }${item.messages.map(messageHtml)}`
}

function messageHtml(message: LocalMessage): Markup {
  const content: unknown = JSON.parse(message.content)
  if (message.msgType === 'interactive') return cardHtml(content)
  const { text } = content as { text: string }
  return html`<div class="bubble">${text}</div>`
}

function timeWords(at: string, timezone: string): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(Date.parse(at))
}
