/** What a document replaces, read from sentences that repeal: “《甲》（乙〔2021〕18号）同时废止”. */
const REPEAL = /废止|停止执行|停止施行|不再执行|不再施行|失效/
const NUMBER = /[\u4e00-\u9fa5]{1,10}[〔［[【]\d{4}[〕］\]】]\s*\d+\s*号/g
const TITLE = /《((?:[^《》]|《[^《》]*》){2,120})》/g
/** A clause that only names what the document rests on. */
const BASIS = /^(?:根据|依据|按照|依照|为贯彻|为落实|结合|对照)/
const JOINERS = /^(?:原有的?|原|和|以及|及|与|将|对|由|按|文件|同时)+/

/** Titles and 文号 of the replaced documents, in order. */
export function repealedIn(texts: readonly string[]): string[] {
  const found = texts
    .flatMap((text) => text.split(/(?<=[。；])/))
    .flatMap((sentence) => {
      const place = sentence.search(REPEAL)
      return place < 0 ? [] : namesIn(listBefore(sentence.slice(0, place)))
    })
  return [...new Set(found)]
}

/** The clauses just before the repealing words that go on naming documents. */
function listBefore(text: string): string {
  const clauses = text.split('，')
  const kept: string[] = []
  for (const clause of clauses.toReversed()) {
    const names = /[《》〔［[【]/.test(clause)
    if ((!names && kept.some((one) => /[《〔]/.test(one))) || BASIS.test(clause.trim())) break
    kept.unshift(clause)
  }
  return kept.join('，')
}

function namesIn(text: string): string[] {
  const numbers = [...text.matchAll(NUMBER)].map(([number]) => number.replace(JOINERS, '').replace(/\s/g, ''))
  const titles = [...text.matchAll(TITLE)].map((match) => match[1] ?? '')
  return [...numbers, ...titles]
}
