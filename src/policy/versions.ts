import { tokensOf } from '../knowledge/tokens.ts'
import type { Head } from './gather.ts'
import type { PassageIndex } from './ports.ts'
import { dayText } from './times.ts'
import { sentences } from './units.ts'

export interface VersionAnswer {
  text: string
  head: Head
  quote: { text: string; section: string; head: Head }
}

const NUMBER = /([一-龥]{0,6})[〔[(（【]?(\d{4})[〕\])）】]?\s*(?:年)?第?\s*(\d+)\s*号/

/** The document that a question names by its 文号. */
export function byNumber(text: string, heads: readonly Head[]): Head | undefined {
  const asked = NUMBER.exec(text)
  if (!asked) return undefined
  const [, word = '', year, number] = asked
  return heads.find((head) => {
    const own = NUMBER.exec(head.number)
    return own?.[2] === year && own?.[3] === number && (own?.[1] ?? '').slice(-2) === word.slice(-2)
  })
}

/** Questions about a document itself: whether it is in force, since when, until when, under which number. */
export function asksAboutDocument(text: string): boolean {
  return /文号|几号文|(?:还|仍|现在)(?:有效|在?执行|能用|算数|管用)|是否有效|废止|失效|有效期|管到(?:什么时候|哪[天年])|(?:什么时候|哪[天年])(?:到期|截止有效)|哪[天年日]?(?:印发|发布|出台|开始?施行|开始?执行|起施行|起执行)|什么时候(?:印发|发布|出台|开始?施行|开始?执行|生效|起|实施)|从哪天起(?:施行|执行|实施)|何时(?:施行|执行|生效|印发)|被(?:什么|哪个)[^，。]{0,6}(?:代替|取代|替代)/.test(
    text,
  )
}

/** How much of a title the question holds: the document that it speaks of. */
export function byTitle(text: string, heads: readonly Head[]): Head | undefined {
  const scored = heads
    .map((head) => ({ head, share: titleShare(text, head.title) + askedShare(text, head.title) }))
    .filter((one) => one.share >= 0.6)
    .sort((a, b) => b.share - a.share)
  return scored[0]?.head
}

const ASKING_STOP =
  /文号|是多少|从?哪天|什么时候|开始|施行|执行|印发|发布|有效期?|现在|还|吗|到|起|的|是|和|，|,|？|\?|现行|什么|几号|区|办法|通知|细则/g

/** How much of the question's words stand in the title. */
function askedShare(text: string, title: string): number {
  const pieces = text
    .split(ASKING_STOP)
    .flatMap((part) =>
      Array.from({ length: Math.max(0, part.length - 1) }, (_, at) => part.slice(at, at + 2)),
    )
  return pieces.length ? pieces.filter((piece) => title.includes(piece)).length / pieces.length : 0
}

const TITLE_STOP =
  /关于|的|通知|[一-龥]{2,3}(?:区|县|市)(?=[一-龥]{4})|《|》|（.*?）|\(.*?\)|工作|实施|管理|\d{4}年/g

function titleShare(text: string, title: string): number {
  const core = title.normalize('NFKC').replace(TITLE_STOP, '')
  const pieces = Array.from({ length: Math.max(1, core.length - 1) }, (_, at) => core.slice(at, at + 2))
  return pieces.filter((piece) => text.includes(piece)).length / pieces.length
}

export async function tellVersion(
  text: string,
  head: Head,
  heads: readonly Head[],
  asOf: string,
  index: PassageIndex,
  readers: readonly string[],
): Promise<VersionAnswer | undefined> {
  const newer = heads.find((one) => one.path === head.supersededBy)
  const expired = head.validTo !== '' && head.validTo < asOf
  const future = head.validFrom !== '' && head.validFrom > asOf
  const named = `《${head.title}》${head.number ? `（${head.number}）` : ''}`
  const parts: string[] = []
  if (/有效|执行(?!时间)|废止|失效|能用|算数|管用/.test(text) && !/有效期|开始执行|哪天/.test(text)) {
    if (newer && expired)
      parts.push(
        `已废止：${named}自${dayText(newer.validFrom)}起由《${newer.title}》${newer.number ? `（${newer.number}）` : ''}代替。`,
      )
    else if (expired) parts.push(`已失效：${named}有效期至${dayText(head.validTo)}，已经到期。`)
    else if (future) parts.push(`还没有施行：${named}自${dayText(head.validFrom)}起施行。`)
    else {
      const end = newer
        ? `，${dayText(newer.validFrom)}起由《${newer.title}》代替`
        : head.validTo
          ? `，有效期至${dayText(head.validTo)}`
          : ''
      parts.push(`现行有效：${named}${head.validFrom ? `自${dayText(head.validFrom)}起施行` : ''}${end}。`)
    }
  }
  if (/什么文件|哪个文件|叫什么|是啥文件/.test(text)) parts.push(`${named}。`)
  if (/文号|几号文/.test(text) && head.number) parts.push(`文号是${head.number}。`)
  if (/印发|发布|出台/.test(text) && head.issued) parts.push(`${dayText(head.issued)}印发。`)
  if (
    /施行|执行|生效|实施|起/.test(text) &&
    head.validFrom &&
    !parts.some((part) => part.includes('起施行') || part.startsWith('已'))
  )
    parts.push(`自${dayText(head.validFrom)}起施行。`)
  if (/有效期|到什么时候|管到|到哪[天年]|到期/.test(text) && head.validTo)
    parts.push(`有效期至${dayText(head.validTo)}。`)
  if (!parts.length) return undefined
  const source = newer && expired ? newer : head
  const quote = await sentenceOn(
    source,
    index,
    readers,
    newer && expired ? /废止|停止执行/ : /施行|执行|试行|有效期|印发/,
  )
  if (!quote) return undefined
  return { text: parts.join(''), head, quote: { ...quote, head: source } }
}

/** The sentence of a document that tells its own validity. */
async function sentenceOn(head: Head, index: PassageIndex, readers: readonly string[], pattern: RegExp) {
  const passages = await index.passagesOf(head.id, { readers })
  for (const passage of [...passages].reverse())
    for (const text of passage.text.split('\n').flatMap(sentences))
      if (pattern.test(text) && /\d{4}年|废止|之日/.test(text))
        return { text, section: passage.article || (passage.headings.at(-1) ?? '') }
  return undefined
}

/** A 文号 that the index does not hold as a document but names: who repealed it, in that document's words. */
export async function repealedBy(
  text: string,
  heads: readonly Head[],
  index: PassageIndex,
  readers: readonly string[],
): Promise<VersionAnswer | undefined> {
  const asked = NUMBER.exec(text)
  if (!asked) return undefined
  const [, , year, number] = asked
  const found = await index.search(tokensOf(asked[0]), { readers }, 20)
  for (const passage of found)
    for (const sentence of passage.text.split('\n').flatMap(sentences)) {
      const named = new RegExp(`${year}\\D{0,2}${number}号`).test(sentence.normalize('NFKC'))
      const head = heads.find((one) => one.id === passage.document)
      if (!named || !head || !/废止|停止执行|不再执行/.test(sentence)) continue
      const since = head.validFrom ? `，自${dayText(head.validFrom)}起由《${head.title}》代替` : ''
      const quote = { text: sentence, section: passage.article || (passage.headings.at(-1) ?? ''), head }
      return { text: `已废止${since}。`, head, quote }
    }
  return undefined
}
