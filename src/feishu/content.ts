import type { Mention } from './gate.ts'
import { asObject, type JsonObject, listAt, objectAt, parseObject, textAt } from './json.ts'

/**
 * What a message says, as plain text, with the keys of pictures among it; or that it is of a kind, named by `unreadable`, that holds
 * no text.
 */
export type Content =
  | { text: string; pictures?: string[] }
  | {
      unreadable: string
      file?: { key: string; name: string }
      pictures?: string[]
      durationMs?: number
    }

/**
 * Reads the `content` of a text or post message. Mentions become `@name`; the bot's own is taken out.
 * Undefined when it is not what the platform documents.
 */
export function readContent(
  messageType: string,
  content: string,
  mentions: Mention[],
  botOpenId?: string,
): Content | undefined {
  if (messageType === 'file') return { unreadable: 'file', ...sentFile(parseObject(content)) }
  if (messageType === 'image') return { unreadable: 'image', ...sentPhoto(parseObject(content)) }
  if (messageType === 'audio') return { unreadable: 'audio', ...sentVoice(parseObject(content)) }
  if (messageType !== 'text' && messageType !== 'post') return { unreadable: messageType || 'unknown' }
  // A message that was recalled before its delivery comes without content.
  if (content === '') return { text: '' }
  const parsed = parseObject(content)
  if (!parsed) return undefined
  const named = (text: string) => nameMentions(text, mentions, botOpenId)
  if (messageType === 'text') {
    if (typeof parsed.text !== 'string') return undefined
    return { text: named(withoutParagraphTags(parsed.text)) }
  }
  const post = Array.isArray(parsed.content) ? parsed : onlyLocale(parsed)
  if (!post) return undefined
  const text = postText(post, mentions, named)
  const keys = pictureKeys(post)
  const pictures = keys.length ? { pictures: keys } : {}
  return text === '' && keys.length ? { unreadable: 'image', ...pictures } : { text, ...pictures }
}

/** More than a person sends to be read at once. */
const MOST_PICTURES = 9

function pictureKeys(post: JsonObject): string[] {
  return listAt(post, 'content')
    .flat()
    .flatMap((value) => {
      const node = asObject(value)
      return node?.tag === 'img' ? textAt(node, 'image_key') || [] : []
    })
    .slice(0, MOST_PICTURES)
}

function sentFile(content: JsonObject | undefined): { file?: { key: string; name: string } } {
  const key = textAt(content ?? {}, 'file_key')
  return key ? { file: { key, name: textAt(content ?? {}, 'file_name') } } : {}
}

function sentPhoto(content: JsonObject | undefined): { file?: { key: string; name: string } } {
  const key = textAt(content ?? {}, 'image_key')
  return key ? { file: { key, name: '' } } : {}
}

function sentVoice(content: JsonObject | undefined): {
  file?: { key: string; name: string }
  durationMs?: number
} {
  const key = textAt(content ?? {}, 'file_key')
  const duration = Number(content?.duration)
  return {
    ...(key ? { file: { key, name: '' } } : {}),
    ...(duration > 0 ? { durationMs: duration } : {}),
  }
}

/** Mentions of an event (`id` is an object) or of a message read back (`id` is a string). */
export function readMentions(value: unknown[]): Mention[] {
  return value.flatMap((item) => {
    const mention = asObject(item)
    if (!mention) return []
    const openId = typeof mention.id === 'string' ? mention.id : textAt(objectAt(mention, 'id'), 'open_id')
    return [{ key: textAt(mention, 'key'), openId, name: textAt(mention, 'name') }]
  })
}

const ALL = '@所有人'

function nameMentions(text: string, mentions: Mention[], botOpenId?: string): string {
  const byKey = new Map(mentions.map((mention) => [mention.key, mention]))
  return text
    .replace(/@_user_\d+|@_all/g, (key) => {
      const mention = byKey.get(key)
      if (key === '@_all') return ALL
      if (!mention) return key
      return mention.openId === botOpenId ? '' : `@${mention.name}`
    })
    .trim()
}

/** Messages read back may wrap their lines in paragraph tags. */
function withoutParagraphTags(text: string): string {
  if (!/^\s*<p>/.test(text)) return text
  return text.replace(/<\/p>\s*<p>|<br\s*\/?>/g, '\n').replace(/<\/?p>/g, '')
}

/** A post that is sent has a locale around it; one that is received has none. */
function onlyLocale(parsed: JsonObject): JsonObject | undefined {
  return Object.values(parsed)
    .map(asObject)
    .find((value) => value && Array.isArray(value.content))
}

function postText(post: JsonObject, mentions: Mention[], named: (text: string) => string): string {
  const paragraphs = listAt(post, 'content').map((paragraph) => {
    const nodes = Array.isArray(paragraph) ? paragraph : [paragraph]
    return nodes.map((node) => nodeText(node, mentions)).join('')
  })
  const lines = [textAt(post, 'title'), ...paragraphs].map((line) => line.replace(/[ \t]+$/, ''))
  return named(lines.join('\n').replace(/\n{3,}/g, '\n\n'))
}

function nodeText(value: unknown, mentions: Mention[]): string {
  const node = asObject(value)
  if (!node) return ''
  switch (node.tag) {
    case 'at':
      return mentionText(node, mentions)
    case 'code_block':
      return `\n${textAt(node, 'text').trimEnd()}\n`
    case 'emotion':
    case 'img':
    case 'media':
    case 'hr':
      return ''
    case 'table':
      return `\n${tableText(node)}\n`
    default:
      return textAt(node, 'text')
  }
}

/** The key of the mention stays in the text until all keys are replaced together. */
function mentionText(node: JsonObject, mentions: Mention[]): string {
  const id = textAt(node, 'user_id')
  if (id === 'all' || id === '@_all') return '@_all'
  const known = mentions.find((mention) => mention.key === id || mention.openId === id)
  return known ? known.key : `@${textAt(node, 'user_name')}`
}

/** A table is not documented for posts: whatever holds its rows, each row becomes a line of cells. */
function tableText(node: JsonObject): string {
  const rows = Object.values(node).find((value) => Array.isArray(value) && value.every(Array.isArray))
  return ((rows as unknown[][] | undefined) ?? []).map((row) => row.map(cellText).join(' | ')).join('\n')
}

function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell
  if (Array.isArray(cell)) return cell.map(cellText).join('')
  const node = asObject(cell)
  return node ? textAt(node, 'text') || cellText(listAt(node, 'content')) : ''
}
