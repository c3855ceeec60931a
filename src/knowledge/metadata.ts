import { z } from 'zod'
import type { Block } from './blocks.ts'
import type { Document } from './document.ts'

/** Keys of front matter or sidecar (CONTRACT §1); all optional, what is missing is read from the text. */
export interface Metadata {
  title?: string | undefined
  number?: string | undefined
  issuer?: string | undefined
  issued?: string | undefined
  effective?: string | undefined
  expires?: string | undefined
  supersedes?: string[] | undefined
  audience?: string[] | undefined
}

const oneOrMore = z.union([z.string(), z.array(z.coerce.string())]).transform((value) => [value].flat())
const day = z.coerce
  .string()
  .refine((text) => dayOfText(text) === text, '日期写成 2026-06-24，且要是真有的日子')

export const metadataSchema = z.object({
  title: z.coerce.string().optional(),
  number: z.coerce.string().optional(),
  issuer: z.coerce.string().optional(),
  issued: day.optional(),
  effective: day.optional(),
  expires: day.optional(),
  supersedes: oneOrMore.optional(),
  audience: oneOrMore.optional(),
})

const NUMBER = /[\u4e00-\u9fa5]{1,10}〔\d{4}〕\s*\d+\s*号/
const DATE = /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/
const ISSUER = /^[\u4e00-\u9fa5]{2,30}(?:局|委员会|办公室|人民政府|民政部|厅|街道办事处)$/
const FORCE =
  /自\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|印发之日|发布之日|公布之日)\s*起(?:施行|执行|实施|生效|试行)/
const UNTIL = /有效期(?:限)?(?:至|到|截至)\s*(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)/
const REPEAL = /同时废止|停止执行|不再执行|予以废止|即行废止/
/** Head and end of a document, where these things stand. */
const HEAD_BLOCKS = 6
const END_BLOCKS = 6

/** Completes the metadata from the text: what is written in front matter or sidecar wins. */
export function describe(
  path: string,
  given: Metadata,
  blocks: readonly Block[],
): Omit<Document, 'passages'> {
  const texts = blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]))
  const head = texts.slice(0, HEAD_BLOCKS)
  const end = texts.slice(-END_BLOCKS)
  const issued = given.issued ?? issuedIn(head, end)
  const force = first(texts, FORCE)
  return {
    path,
    title: given.title ?? titleOf(path, blocks),
    number:
      given.number ??
      head
        .map((text) => NUMBER.exec(text)?.[0])
        .find(Boolean)
        ?.replace(/\s/g, '') ??
      '',
    issuer: given.issuer ?? end.find((text) => ISSUER.test(text)) ?? '',
    issued,
    effective: given.effective ?? (force?.includes('之日') ? issued : dayOfText(force ?? '')),
    expires: given.expires ?? dayOfText(first(texts, UNTIL) ?? ''),
    supersedes: given.supersedes ?? repealed(texts),
    audience: given.audience?.length ? given.audience : ['all'],
  }
}

/** YYYY-MM-DD of a date in either spelling; empty when there is none or no such day. */
export function dayOfText(text: string): string {
  const [, year, month, date] = DATE.exec(text) ?? /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? []
  if (!year || !month || !date) return ''
  const found = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const real = new Date(`${found}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(found) ? found : ''
}

function titleOf(path: string, blocks: readonly Block[]): string {
  const named = blocks.filter((block) => block.kind !== 'table').filter(({ text }) => !NUMBER.test(text))
  const heading = named.find((block) => block.kind === 'heading' && block.level === 1)
  const line = named.find((block) => block.kind === 'paragraph')
  // Before the first chapter stands the title; a chapter's heading is none.
  const text = heading && !/^第.{1,3}[章节编]/.test(heading.text) ? heading.text : line?.text
  const name = (path.split('/').at(-1) ?? path).replace(/\.[a-z]+$/i, '')
  return text && text.length <= 80 && !/[。；]/.test(text) ? text : name
}

/** “2025年9月10日印发” in the head, else a line of its own at the end. */
function issuedIn(head: string[], end: string[]): string {
  const printed = head.find((text) => /印发|发布/.test(text) && DATE.test(text))
  const signed = end.findLast((text) => DATE.test(text) && text.replace(DATE, '').trim().length <= 4)
  return dayOfText(printed ?? signed ?? '')
}

function first(texts: string[], pattern: RegExp): string | undefined {
  for (const text of texts) {
    const found = pattern.exec(text)?.[1]
    if (found) return found
  }
  return undefined
}

/** Titles and 文号 named in a sentence that repeals. */
function repealed(texts: string[]): string[] {
  return texts.flatMap((text) =>
    text
      .split(/(?<=。)/)
      .filter((sentence) => REPEAL.test(sentence))
      .flatMap((sentence) => {
        const before = sentence.slice(0, sentence.search(REPEAL))
        const numbers = [...before.matchAll(new RegExp(NUMBER, 'g'))].map(([number]) =>
          number.replace(/^[^\u4e00-\u9fa5]+/, ''),
        )
        const titles = [...before.matchAll(/《([^《》]{4,80})》/g)].map((match) => match[1] ?? '')
        return [...numbers, ...titles]
      }),
  )
}
