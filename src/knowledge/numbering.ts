/**
 * How official documents number their parts (GB/T 9704 and the habits of regulations): 编 章 节 条, then 一、（一）1.（1）①.
 * A lower rank stands above a higher one.
 */
const NUMBER = '[一二三四五六七八九十百零〇两\\d]{1,6}'
const CHAPTER = new RegExp(`^第${NUMBER}([编章节])`)
/** A sentence that speaks of an article (“第六条规定的……”) opens none. */
const ARTICLE = new RegExp(
  `^(第${NUMBER}条(?:之[一二三四五六七八九十]{1,3}(?![一-龥]))?)(?!规定|所称|所列|所述|中|的|第|至|和|及|与|或|、|之|[款项])`,
)
const SECTION = /^[一二三四五六七八九十]{1,3}、/
const SUBSECTION = /^[（(][一二三四五六七八九十]{1,3}[）)]/
const ITEMS = [/^\d{1,2}(?:[.．](?!\d)|、)/, /^\d{1,2}[)）]/, /^[（(]\d{1,2}[）)]/, /^[①②③④⑤⑥⑦⑧⑨⑩]/]

/** Ranks below which a numbered line can be a heading. */
export const RANK = { book: 6, chapter: 8, division: 9, article: 9.5, section: 10, subsection: 11, item: 12 }

/** The rank of a numbered line; undefined for one without a number. */
export function rankOf(text: string): number | undefined {
  const chapter = CHAPTER.exec(text)?.[1]
  if (chapter) return chapter === '编' ? RANK.book : chapter === '章' ? RANK.chapter : RANK.division
  if (ARTICLE.test(text)) return RANK.article
  if (SECTION.test(text)) return RANK.section
  if (SUBSECTION.test(text)) return RANK.subsection
  const item = ITEMS.findIndex((pattern) => pattern.test(text))
  return item < 0 ? undefined : RANK.item + item
}

/** `第六条`, `二、`, `（一）`, `1.`; empty for a line without a number. */
export function labelOf(text: string): string {
  const marks = [ARTICLE, SECTION, SUBSECTION, ...ITEMS]
  for (const mark of marks) {
    const found = mark.exec(text)
    if (found) return found[1] ?? found[0]
  }
  return ''
}

/** Whether a line is one of a list: （一）, 1., （1）, ①. */
export function isItem(text: string): boolean {
  return (rankOf(text) ?? 0) >= RANK.subsection
}
