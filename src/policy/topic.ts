import type { Asked } from './question.ts'
import { isMeasure, type Weighed } from './weights.ts'

/** Longest topic that a heading can bear. */
const LONGEST = 14
/** What every rule is, and the verbs of asking: no part of what it is about. */
const FORM =
  /(?:的?(?:规定|政策|文件|办法|标准|问题|情况|多少钱|[多几]少|什么|最[高多低少])|[报领拿补给发做办要的])+$/
/** 床位收费: of the words for how much only a sum names a matter. */
const SUM = /[费贴助励金价]$/

/** What a question is about, in its own words: the stretch that weighs most; empty where it names nothing. */
export function topicOf({ text }: Pick<Asked, 'text'>, terms: readonly Weighed[]): string {
  const stretches: { start: number; end: number; weight: number }[] = []
  for (const term of terms) {
    const last = stretches.at(-1)
    if (isMeasure(term) && !SUM.test(term.text)) continue
    const joins = last && /^的?$/.test(text.slice(last.end, term.start)) && term.end - last.start <= LONGEST
    const weight = isMeasure(term) ? 0 : term.category ? term.weight * 0.4 : term.weight
    if (joins) Object.assign(last, { end: term.end, weight: last.weight + weight })
    else if (weight) stretches.push({ start: term.start, end: term.end, weight })
  }
  const [best] = stretches.sort((a, b) => b.weight - a.weight)
  const topic = best ? text.slice(best.start, best.end).replace(FORM, '') : ''
  return topic.length > 1 && topic.length <= LONGEST && /\p{Script=Han}/u.test(topic) ? topic : ''
}

/** The name under which titles or the glossary know what is asked about; else the matter of the document that answers. */
export function nameOf(terms: readonly Weighed[], title: string): string {
  const known = terms.filter((term) => term.topic && !isMeasure(term) && term.text.length > 2)
  return [...known].sort((a, b) => b.weight - a.weight)[0]?.text ?? matterOf(title)
}

const DRESS =
  /^(?:.*[局府委部厅] ?)?关于(?:做好|公布|调整|提高|印发|加强|规范|用好|发布|\d{4}年)*|^[一-龥]{1,4}(?:区|县|市)(?=[一-龥]{4})|《|》|[（(].*?[)）]|(?:的?通知|的?公告|实施(?:办法|细则|方案)|管理办法|办法|细则|规程|工作指引|方案)$/g

/** The matter of a document, without what every title has. */
function matterOf(title: string): string {
  const bare = title
    .replace(/[（(][^（()）]*[)）]$/, '')
    .replace(DRESS, '')
    .replace(DRESS, '')
  return bare.length > 1 ? bare : title
}
