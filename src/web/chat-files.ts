import { html } from 'hono/html'
import type { ChatItem, LocalChat } from './local-chat.ts'
import type { Markup } from './markup.ts'

/** Bytes of a file sent from the page. */
export const LARGEST_FILE = 8 * 1024 * 1024

const TYPES: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A file of the chat as a download, under its own name; 404 when the chat has forgotten it. */
export function fileResponse(chat: LocalChat, messageId: string): Response {
  const file = chat.file(messageId)
  if (!file) return new Response('文件已经不在了，请再要一次。', { status: 404, headers: PLAIN })
  const ending = /\.(\w{1,5})$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': TYPES[ending] ?? 'application/octet-stream',
      // RFC 6266: a plain name for old clients, the Chinese one for all others.
      'content-disposition': `attachment; filename="file${TYPES[ending] ? `.${ending}` : ''}"; filename*=UTF-8''${encoded(file.name)}`,
    },
  })
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8' }

/** RFC 5987: what encodeURIComponent leaves of the reserved signs is encoded too. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** The name without a path or signs that no file name has. */
export function fileName(name: string): string {
  return (
    name
      .toWellFormed()
      .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
      .split(/[\\/]/)
      .at(-1)
      ?.trim()
      .slice(-120) || '文件'
  )
}

/** The bytes of base64; undefined when it is none, or more than the page takes. */
export function fileBytes(base64: string): Uint8Array | undefined {
  if (base64.length > (LARGEST_FILE * 4) / 3 + 4) return undefined
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  } catch {
    return undefined
  }
}

export function fileLink(item: ChatItem): Markup | '' {
  if (!item.file) return ''
  const { name, size } = item.file
  return html`<a class="bubble file" href="/chat/file?id=${encodeURIComponent(item.id)}" download="${name}">
    <span>${name}</span><small>${sizeWords(size)} · 下载</small></a>`
}

function sizeWords(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
