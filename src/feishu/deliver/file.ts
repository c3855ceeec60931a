import { phrases } from '../../conversation/phrases.ts'
import type { FileReply } from '../../reply.ts'
import type { Calls, Content, FileType } from '../api/calls.ts'
import { textMessages } from '../cards/render.ts'
import { type Sending, sendInOrder } from './messages.ts'
import { attempt, type Posted } from './outcome.ts'
import { NOTICE_PIECE } from './pieces.ts'

const TYPES: Record<string, FileType> = {
  pdf: 'pdf',
  doc: 'doc',
  docx: 'doc',
  xls: 'xls',
  xlsx: 'xls',
  ppt: 'ppt',
  pptx: 'ppt',
  mp4: 'mp4',
  opus: 'opus',
}

/** Uploaded files that are not sent yet, by outbox key: a retry does not upload again. */
const KEPT = 50

/** Sends files: uploaded first, then a message of its own. Where the file is refused, a sentence says so. */
export function createFileSender(calls: Calls): (sending: Sending, file: FileReply) => Promise<Posted> {
  const uploaded = new Map<string, string>()

  async function upload(key: string, file: FileReply): Promise<Posted> {
    const bytes = Buffer.from(file.content, 'base64')
    const done = await attempt('upload', () => calls.upload(file.name, fileTypeOf(file.name), bytes))
    if ('refusal' in done) return done
    uploaded.set(key, done.messageId)
    const [oldest] = uploaded.keys()
    if (uploaded.size > KEPT && oldest) uploaded.delete(oldest)
    return done
  }

  return async (sending, file) => {
    const { key } = sending.parcel
    if (sending.known.length) return sendInOrder(sending, [messageOf('')], sending.known[0]!.piece)
    for (let round = 0; ; round++) {
      const kept = uploaded.get(key)
      const fileKey = kept !== undefined ? { messageId: kept } : await upload(key, file)
      const sent =
        'refusal' in fileKey ? fileKey : await sendInOrder(sending, [messageOf(fileKey.messageId)], 0)
      if (!('refusal' in sent)) {
        uploaded.delete(key)
        return sent
      }
      const { action } = sent.refusal
      if (action === 'upload-again' && round === 0) uploaded.delete(key)
      else if (action === 'bug' || action === 'simplify' || action === 'upload-again')
        return sendInOrder(sending, textMessages(phrases.fileNotSent(file.name)), NOTICE_PIECE)
      else return sent
    }
  }
}

function messageOf(fileKey: string): Content {
  return { msgType: 'file', content: JSON.stringify({ file_key: fileKey }) }
}

/** Unknown kinds go as a stream of bytes. */
function fileTypeOf(name: string): FileType {
  const ending = name.toLowerCase().split('.').at(-1) ?? ''
  return TYPES[ending] ?? 'stream'
}
