import type { Glossary } from '../knowledge/document.ts'
import type { Quote } from '../reply.ts'
import type { Organization } from '../roster/organization.ts'
import { focusOf, whyNot } from './abstain.ts'
import type { PolicyQuestion } from './answer.ts'
import { bare, type Composed, compose, type Material } from './compose.ts'
import { contactFor } from './contacts.ts'
import { follows, merged, type Remembered, rememberedFrom } from './follow-up.ts'
import { type Gathered, gather, type Head } from './gather.ts'
import { unsupportedFigures } from './guard.ts'
import { type Kind, tells } from './kinds.ts'
import type { Outcome } from './outcome.ts'
import type { PassageIndex } from './ports.ts'
import { type Asked, readQuestion } from './question.ts'
import type { Scored } from './rank.ts'
import { scheduled, tellEvent } from './schedule.ts'
import { askedDay, dayText } from './times.ts'
import { corrected, spellingOf } from './typo.ts'
import type { Unit } from './units.ts'
import { asksAboutDocument, byNumber, byTitle, tellVersion } from './versions.ts'
import { type Lexicon, plain, type Term } from './words.ts'

interface DeskDeps {
  index: PassageIndex
  lexicon: Lexicon
  organization: Organization
  glossary: Glossary
}

/** Where one question is worked on: read, looked up, told, checked. */
export function createDesk({ index, lexicon, organization, glossary }: DeskDeps) {
  const own = /^(.{2,4}?(?:区|县|市))/.exec(organization.bureau)?.[1] ?? organization.bureau

  function elsewhere(place: string, { asOf }: PolicyQuestion): Outcome {
    return {
      kind: 'not-found',
      lead: `没有${place}的文件，查不到那里的规定。`,
      searched: `这里只有${own}的文件，请向当地民政部门咨询。`,
      asOf,
    }
  }

  async function answer(question: PolicyQuestion): Promise<{ outcome: Outcome; context: unknown }> {
    const { readers, asOf } = question
    const heads = await index.heads(readers)
    const names = [...heads.map((head) => plain(head.title)), ...glossary.flat().map(plain)]
    const topical = (term: Term) => isTopical(term, names)
    const before = rememberedFrom(question.context)
    const text = await spelled(question.text, names)
    let asked = readQuestion(text, lexicon)
    const continues = before && follows(asked, before, topical)
    if (before && continues) asked = merged(asked, before, topical, lexicon)
    const when = askedDay(asked.text, continues && before.day !== before.day ? before.day : asOf)
    const about = await aboutDocument(text, heads, question)
    if (about) return about
    const day = when.shift === 'none' && continues && before ? before.day : when.day
    const found = await lookUp(asked, { day, asOf, heads, readers, preferred: continues ? before.document : '' })
    const remembered: Remembered = {
      version: 1,
      ...{ text: asked.text, terms: asked.terms, facts: asked.facts, kinds: asked.kinds, denied: asked.denied },
      ...{ document: documentOf(found) ?? before?.document ?? '', day, clarifying: found.kind === 'clarify' },
    }
    return { outcome: found, context: remembered }
  }

  /** The question with mistyped names set right, where no document knows what was typed. */
  async function spelled(text: string, names: readonly string[]): Promise<string> {
    const normal = plain(text)
    const { of } = await index.frequencies(pairs(normal))
    const strange = (piece: string) => pairs(piece).some((pair) => !of.has(pair))
    if (!/[a-z]{6,}/.test(normal) && !strange(normal.replace(/[^\p{Script=Han}]/gu, ''))) return text
    return corrected(normal, spellingOf(names), strange)
  }

  async function aboutDocument(text: string, heads: readonly Head[], question: PolicyQuestion) {
    const normal = plain(text)
    const numbered = byNumber(normal, heads)
    if (!numbered && !asksAboutDocument(normal)) return undefined
    const head = numbered ?? byTitle(normal, inOrder(heads, question.asOf, normal))
    if (!head) return undefined
    const told = await tellVersion(normal, head, heads, question.asOf, index, question.readers)
    if (!told) return undefined
    const { quote } = told
    const outcome: Outcome = {
      kind: 'answer',
      title: head.title,
      answer: `${told.text}依据《${quote.head.title}》${quote.section}。`,
      quotes: [quoteOf(quote.head, quote.section, quote.text)],
      asOf: question.asOf,
    }
    return { outcome, context: undefined }
  }

  interface Look {
    day: string
    asOf: string
    heads: readonly Head[]
    readers: readonly string[]
    preferred: string
  }

  async function lookUp(asked: Asked, look: Look): Promise<Outcome> {
    const { day, readers, heads } = look
    const inForce = await gather(asked, { readers, asOf: day }, index, lexicon)
    prefer(inForce, look.preferred)
    const first = conclude(asked, inForce, look)
    if (first.kind !== 'not-found') return first
    // What is not in force today may be soon, or have been: told with its date, never as valid now.
    const any = await gather(asked, { readers }, index, lexicon)
    const later = conclude(asked, any, look)
    if (later.kind === 'answer') {
      const head = heads.find((one) => one.path === later.quotes[0]?.document)
      const note = head && standing(head, look.asOf)
      if (note) return { ...later, answer: `${note}${later.answer}` }
    }
    return first
  }

  function conclude(asked: Asked, gathered: Gathered, look: Look): Outcome {
    const { units, terms } = gathered
    const material: Material = {
      ...{ asked, terms, lexicon },
      all: units.map((one) => one.unit),
      passageAt: (document, ordinal) => gathered.passages.get(document)?.find((one) => one.ordinal === ordinal),
    }
    const schedule = dated(asked, material, units, look)
    if (schedule) return schedule
    const best = bestOf(units, asked)
    const reason = whyNot(best, asked, terms)
    debug?.(asked, best, reason)
    if (!best || reason) return notFound(asked, best, look, material)
    const composed = compose(best, material)
    if (composed.clarify) return clarified(composed, best, look)
    const more = others(best, asked, units, composed, material)
    return sent([composed, ...more], look, asked)
  }

  function dated(asked: Asked, material: Material, units: readonly Scored[], look: Look): Outcome | undefined {
    const wanted = asked.kinds.some((kind) => DATED.has(kind)) || /名额|报名|[哪几]场|[哪几]期|培训吗|什么培训/.test(asked.text)
    const top = wanted && !asked.kinds.includes('duration') && units.slice(0, 3).some((one) => one.unit.kind === 'row' && (one.unit.passage.cells ?? []).some((cell) => /^\d{4}-\d{2}-\d{2}$/.test(cell.trim())))
    if (!top) return undefined
    if (focusOf(asked, material.terms).some((term) => term.unheard)) return undefined
    const found = scheduled(asked, material.terms, material.all, look.day)
    if (!found?.events.length) return undefined
    const lines = found.events.slice(0, 5).map(tellEvent)
    const text = `${found.lead}${lines.join('；\n')}。`
    return sent([{ text, quotes: found.events.slice(0, 5).map((unit) => ({ unit, text: unit.text })) }], look, asked)
  }

  function sent(parts: readonly Composed[], look: Look, asked: Asked): Outcome {
    const quotes = parts.flatMap((part) => part.quotes)
    const body = [...new Set(parts.map((part) => part.text))].join('\n')
    const unit = quotes[0]?.unit
    const head = unit && look.heads.find((one) => one.id === unit.passage.document)
    const told = quotes.map((quote) => quoteOf(headOf(quote.unit, look), sectionOf(quote.unit), quote.text))
    const answer = `${body}\n${basis(told, look)}`
    const sources = [...told.map((quote) => quote.quote), ...quotes.flatMap(({ unit: { passage } }) => [passage.headings.join(), (passage.columns ?? []).join()])]
    const free = unsupportedFigures(body, sources, [asked.text, ...parts.map((part) => part.calculated ?? '')])
    if (free.length) noteFree?.(free, body)
    // What cannot be traced does not leave: then the document's own words alone.
    const safe = free.length ? `${told.map((quote) => quote.quote).join('\n')}\n${basis(told, look)}` : answer
    return { kind: 'answer', title: head?.title ?? '', answer: safe, quotes: told, asOf: look.asOf }
  }

  function clarified(composed: Composed, best: Scored, look: Look): Outcome {
    const rows = composed.clarify?.rows ?? []
    const quotes = composed.quotes.map((quote) => quoteOf(headOf(quote.unit, look), sectionOf(quote.unit), quote.text))
    const columns = best.unit.passage.columns ?? ['情况']
    return {
      kind: 'clarify',
      title: best.unit.passage.title,
      lead: composed.clarify?.lead ?? '',
      table: { columns, rows },
      choices: rows.map((row) => row[0] ?? '').slice(0, 5),
      quotes,
      asOf: look.asOf,
    }
  }

  function notFound(asked: Asked, best: Scored | undefined, look: Look, material: Material): Outcome {
    const contact = contactFor(asked, material.all, material.terms)
    const nearest = best && best.coverage > 0.35 ? `最接近的是《${best.unit.passage.title}》${sectionOf(best.unit)}，讲的不是这个。` : ''
    return {
      kind: 'not-found',
      lead: '没有查到相关的规定。',
      searched: `查了现行有效的文件。${nearest}`,
      asOf: look.asOf,
      ...(contact ? { contact } : {}),
    }
  }

  return { answer, elsewhere }
}

let debug: ((asked: Asked, best: Scored | undefined, reason: string | undefined) => void) | undefined
let noteFree: ((free: string[], body: string) => void) | undefined
export function watch(listener: typeof debug, free: typeof noteFree): void {
  debug = listener
  noteFree = free
}

function bestOf(units: readonly Scored[], asked: Asked): Scored | undefined {
  const [first] = units
  if (!first || first.tellsKind || !asked.kinds.length) return first
  return units.find((one) => one.tellsKind && one.score > first.score - 0.4 && one.coverage > Math.max(0.42, first.coverage - 0.4)) ?? first
}

/** Further units for the parts of a question that the first does not tell. */
function others(best: Scored, asked: Asked, units: readonly Scored[], composed: Composed, material: Material): Composed[] {
  const open = asked.kinds.filter((kind) => !tells(kind, plain(composed.text)) && !SOFT.has(kind))
  const more: Composed[] = []
  for (const kind of open) {
    const found = units.find(
      (one) => one !== best && one.unit.passage.document === best.unit.passage.document && tells(kind, one.unit.own) && one.coverage > 0.45 && one.score > best.score - 0.4,
    )
    if (found && more.length < 2) more.push(compose(found, material))
  }
  return more.filter((one) => !one.clarify)
}

const DATED: ReadonlySet<Kind> = new Set(['date', 'clock', 'place', 'person', 'who'])
const SOFT: ReadonlySet<Kind> = new Set(['list', 'definition', 'conditions', 'steps', 'who', 'place'])

function prefer(gathered: Gathered, path: string): void {
  if (!path) return
  for (const one of gathered.units) if (one.unit.passage.path === path) one.score += 0.2
  gathered.units.sort((a, b) => b.score - a.score)
}

function pairs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)).filter((pair) => /^\p{Script=Han}{2}$/u.test(pair))
}

function isTopical(term: Term, names: readonly string[]): boolean {
  if (term.category) return false
  return term.text.length >= 2 && term.alts.some((alt) => alt.length >= 3 && names.some((name) => name.includes(alt)))
}

function documentOf(outcome: Outcome): string | undefined {
  return outcome.kind === 'answer' || outcome.kind === 'clarify' ? outcome.quotes[0]?.document : undefined
}

function inOrder(heads: readonly Head[], asOf: string, text: string): Head[] {
  const old = /旧|老(?:办法|标准|文件|规定)|试行|暂行|原来|原办法/.test(text)
  const rank = (head: Head) => ((head.validTo !== '' && head.validTo < asOf) === old ? 0 : 1)
  return [...heads].sort((a, b) => rank(a) - rank(b))
}

function standing(head: Head, asOf: string): string {
  if (head.validFrom && head.validFrom > asOf) return `自${dayText(head.validFrom)}起：`
  if (head.validTo && head.validTo < asOf) return `《${head.title}》已于${dayText(head.validTo)}到期或者废止，现在没有相应的规定。当时的规定：`
  return ''
}

function headOf(unit: Unit, look: { heads: readonly Head[] }): Head {
  const head = look.heads.find((one) => one.id === unit.passage.document)
  if (!head) throw new Error('a unit of a document that the reader may not see')
  return head
}

function sectionOf(unit: Unit): string {
  const { article, headings } = unit.passage
  return /^第.+条$/.test(article) ? article : bare(headings[0] ?? '').slice(0, 30) || article
}

function quoteOf(head: Head, section: string, quote: string): Quote {
  return { document: head.path, title: head.title, number: head.number, section, quote, effective: head.validFrom }
}

function basis(quotes: readonly Quote[], look: { asOf: string }): string {
  const [first] = quotes
  if (!first) return ''
  const sections = [...new Set(quotes.filter((quote) => quote.document === first.document).map((quote) => quote.section))].filter((one) => /^第.+条$/.test(one))
  const since = first.effective ? (first.effective > look.asOf ? `，自${dayText(first.effective)}起施行` : `，${dayText(first.effective)}起施行`) : ''
  const others = [...new Set(quotes.slice(1).filter((quote) => quote.document !== first.document).map((quote) => `《${quote.title}》`))]
  return `依据《${first.title}》${first.number ? `（${first.number}）` : ''}${sections.join('、')}${others.map((one) => `、${one}`).join('')}${since}。`
}
