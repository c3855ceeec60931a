import type { Head } from './gather.ts'
import { bare } from './lists.ts'
import type { PassageIndex } from './ports.ts'
import type { Asked } from './question.ts'
import { plain } from './words.ts'

const TOGETHER = /合起来|合计|加起来|一共|总共|拢共|总计|加在一起/
const BENEFIT = '(?:补贴|津贴|补助)'
const PAIR = new RegExp(`([一-龥]{2,8}?${BENEFIT})(?:和|跟|与|加上?|、)([一-龥]{2,8}?${BENEFIT})`)
/** 不重复享受, 就高: then there is nothing to add. */
const EXCLUSIVE =
  /不(?:得|能|可)?(?:重复|同时|叠加|兼)(?:享受|领取|补贴|发放|得)|就高|择一|只能?(?:享受|领|选)|不叠加|不累加/
const COLLECTIVE = new RegExp(`([两二三四2-4])项${BENEFIT}`)

/** Questions for each of the benefits that are asked for together: 高龄津贴和护理补贴合计多少; undefined where it is one. */
export async function eachBenefit(
  asked: Asked,
  heads: readonly Head[],
  index: PassageIndex,
  readers: readonly string[],
): Promise<string[] | undefined> {
  if (!TOGETHER.test(asked.text) || !asked.kinds.includes('money')) return undefined
  const pair = PAIR.exec(asked.text)
  const names = pair ? pair.slice(1, 3) : await namesOf(COLLECTIVE.exec(asked.text), heads, index, readers)
  if (!names || (await excluded(names, heads, index, readers))) return undefined
  const told = [
    ...asked.terms.filter((term) => term.category).map((term) => term.text),
    ...asked.facts.map((fact) => asked.text.slice(fact.start, fact.end)),
  ]
  return names.map((name) => `${told.join('，')}${told.length ? '，' : ''}${name ?? ''}每月多少钱`)
}

/** 两项补贴: the two that the document of that name has a section each for. */
async function namesOf(
  match: RegExpExecArray | null,
  heads: readonly Head[],
  index: PassageIndex,
  readers: readonly string[],
): Promise<string[] | undefined> {
  const head = match && heads.find((one) => plain(one.title).includes(match[0]) && !one.supersededBy)
  if (!head) return undefined
  const passages = await index.passagesOf(head.id, { readers })
  const sections = passages.map((one) => plain(bare(one.headings[0] ?? '')))
  const names = [...new Set(sections.filter((name) => new RegExp(`^[一-龥]{2,14}${BENEFIT}$`).test(name)))]
  const count = '一二三四'.indexOf((match[1] ?? '').replace('两', '二')) + 1 || Number(match[1])
  return names.length === count ? names : undefined
}

/** Whether a sentence of a document in whose title one of them stands says that the two are not had together. */
async function excluded(
  names: readonly (string | undefined)[],
  heads: readonly Head[],
  index: PassageIndex,
  readers: readonly string[],
): Promise<boolean> {
  const stems = names.map((name = '') => name.replace(new RegExp(`${BENEFIT}$`), '').slice(-2))
  const theirs = heads.filter((head) => stems.some((stem) => plain(head.title).includes(stem)))
  const passages = await Promise.all(theirs.map((head) => index.passagesOf(head.id, { readers })))
  return passages
    .flat()
    .flatMap((one) => plain(one.text).split(/[。；;]/))
    .some((text) => EXCLUSIVE.test(text) && stems.every((stem) => text.includes(stem)))
}
