import type { Glossary } from '../knowledge/document.ts'
import type { Organization } from '../roster/organization.ts'
import type { PolicyQuestion } from './answer.ts'
import { conclude } from './conclude.ts'
import { follows, merged, type Remembered, rememberedFrom } from './follow-up.ts'
import { type Gathered, gather, type Head } from './gather.ts'
import { changeOf, joined, summed } from './joining.ts'
import { type Outcome, outcomeText } from './outcome.ts'
import { calledFirst, listedIn, partsOf } from './parts.ts'
import type { PassageIndex } from './ports.ts'
import { type Asked, readQuestion } from './question.ts'
import { marksOf, quoteFrom, standingOf } from './sources.ts'
import { unsupported } from './support.ts'
import { beyondDocuments } from './talk.ts'
import { type AskedDay, askedDay, dayText } from './times.ts'
import { eachBenefit } from './together.ts'
import type { Look, Watch } from './told.ts'
import { corrected, spellingOf } from './typo.ts'
import { asksAboutDocument, byNumber, byTitle, repealedBy, tellVersion } from './versions.ts'
import { isMeasure } from './weights.ts'
import { type Lexicon, plain, type Term } from './words.ts'

interface DeskDeps {
  index: PassageIndex
  lexicon: Lexicon
  organization: Organization
  glossary: Glossary
  threshold?: number | undefined
  watch?: Watch | undefined
}

/** Where one question is worked on: read, looked up, told. */
export function createDesk({ index, lexicon, organization, glossary, threshold, watch }: DeskDeps) {
  function elsewhere(place: string, { asOf }: PolicyQuestion): Outcome {
    const own = /^(.{2,4}?(?:区|县|市))/.exec(organization.bureau)?.[1] ?? organization.bureau
    const searched = `这里只有${own}的文件，请向当地民政部门咨询。`
    return { kind: 'not-found', lead: `没有${place}的文件，查不到那里的规定。`, searched, asOf }
  }

  async function answer(question: PolicyQuestion): Promise<{ outcome: Outcome; context: unknown }> {
    const { readers, asOf } = question
    const heads = await index.heads(readers)
    const names = [...heads.map((head) => plain(head.title)), ...glossary.flat().map(plain)]
    const topical = (term: Term) => isTopical(term, names)
    const before = rememberedFrom(question.context)
    const text = await spelled(question.text, names, readers)
    const own = readQuestion(
      text,
      lexicon,
      heads.map((head) => plain(head.title)),
      asOf,
    )
    const continues =
      before !== undefined && follows(own, before, topical) && !(await leaves(own, before, heads, readers))
    const asked = before && continues ? merged(own, before, topical, lexicon) : own
    const about = await aboutDocument(text, heads, question)
    if (about) return { outcome: supported(about, question.text), context: undefined }
    const when = askedDay(continues ? plain(text) : asked.text, asOf)
    const day = when.shift === 'none' && continues && before ? before.day : when.day
    const look: Look = {
      day,
      asOf,
      heads,
      readers,
      preferred: continues && before ? before.document : '',
      threshold,
      watch,
    }
    const beyond = beyondDocuments(own.text)
    const told = when.both ? await bothVersions(asked, look, when) : await lookUp(asked, look)
    const outcome = supported(beyond && !announced(told, look) ? untold(beyond, asOf) : told, asked.text)
    const document =
      outcome.kind === 'answer' || outcome.kind === 'clarify' ? outcome.quotes[0]?.document : undefined
    const context: Remembered = {
      version: 1,
      ...{
        text: asked.text,
        terms: asked.terms,
        facts: asked.facts,
        kinds: asked.kinds,
        denied: asked.denied,
      },
      ...{ document: document ?? before?.document ?? '', day, clarifying: outcome.kind === 'clarify' },
    }
    return { outcome, context }
  }

  /** Whether a question names something that the last document says nothing of: then the topic has changed. */
  async function leaves(own: Asked, before: Remembered, heads: readonly Head[], readers: readonly string[]) {
    const head = heads.find((one) => one.path === before.document)
    const named = own.terms.filter((term) => !term.category && !isMeasure(term) && term.text.length > 1)
    if (!head || !named.length) return false
    const passages = await index.passagesOf(head.id, { readers })
    const said = plain(
      [head.title, ...passages.map((one) => `${one.headings.join()} ${one.text}`)].join('\n'),
    )
    const { of } = await index.frequencies(
      named.flatMap((term) => term.alts.flatMap(pairs)),
      readers,
    )
    const foreign = named.filter(
      (term) =>
        !term.alts.some((alt) => said.includes(alt)) &&
        term.alts.some((alt) => alt.length > 1 && pairs(alt).every((pair) => of.has(pair))),
    )
    return foreign.length === named.length
  }

  /** The question with mistyped names set right, where no document knows what was typed. */
  async function spelled(
    text: string,
    names: readonly string[],
    readers: readonly string[],
  ): Promise<string> {
    const normal = plain(text)
    const { of } = await index.frequencies(pairs(normal), readers)
    const strange = (piece: string) => pairs(piece).some((pair) => !of.has(pair))
    if (!/[a-z]{4,}/.test(normal) && !strange(normal)) return text
    return corrected(normal, spellingOf(names), strange)
  }

  async function aboutDocument(text: string, heads: readonly Head[], question: PolicyQuestion) {
    const normal = plain(text)
    const numbered = byNumber(normal, heads)
    if (!numbered && !asksAboutDocument(normal)) return undefined
    const head = numbered ?? byTitle(normal, inOrder(heads, question.asOf, normal))
    const told =
      (head && (await tellVersion(normal, head, heads, question.asOf, index, question.readers))) ??
      (await repealedBy(normal, heads, index, question.readers))
    if (!told) return undefined
    const { quote } = told
    const outcome: Outcome = {
      kind: 'answer',
      title: told.head.title,
      answer: `${told.text}依据《${quote.head.title}》${quote.section}。`,
      quotes: [quoteFrom(quote.head, quote.section, quote.text)],
      asOf: question.asOf,
      grounds: [quote.text, quote.section, ...heads.flatMap(marksOf)],
    }
    return outcome
  }

  async function lookUp(asked: Asked, look: Look): Promise<Outcome> {
    const first = await inForce(asked, look)
    if (first.kind !== 'not-found') return first
    // What is not in force today may be soon, or have been: told with its date, never as valid now.
    const later = conclude(asked, await gathered(asked, look, undefined), look, lexicon)
    if (later.kind !== 'answer') return first
    const head = look.heads.find((one) => one.path === later.quotes[0]?.document)
    const note = head ? standingOf(head, look.asOf) : ''
    return note && head
      ? { ...later, answer: `${note}${later.answer}`, grounds: [...(later.grounds ?? []), ...marksOf(head)] }
      : first
  }

  /** The answer of the rules of one day; of several questions in one message each answer, told once. */
  async function inForce(asked: Asked, look: Look): Promise<Outcome> {
    const benefits = await eachBenefit(asked, look.heads, index, look.readers)
    const sum = benefits && summed(await eachOf(benefits, asked, look))
    if (sum) return sum
    const parts = partsOf(asked)
    if (!parts) {
      const whole = conclude(asked, await gathered(asked, look, look.day), look, lexicon)
      return (await eachListed(asked, look, whole)) ?? whole
    }
    const outcomes: Outcome[] = []
    let preferred = look.preferred
    for (const part of parts) {
      const outcome = conclude(
        part,
        await gathered(part, { ...look, preferred }, look.day),
        { ...look, preferred },
        lexicon,
      )
      if (outcome.kind === 'answer') preferred ||= outcome.quotes[0]?.document ?? ''
      outcomes.push(outcome)
    }
    const told = outcomes.filter((one) => one.kind === 'answer')
    if (told.length === parts.length) return joined(told)
    const whole = conclude(asked, await gathered(asked, look, look.day), look, lexicon)
    if (whole.kind === 'answer') return whole
    return told[0] && outcomes[0] === told[0] ? joined(told) : whole
  }

  /** The answers to questions that were made of one; none where one of them has none. */
  async function eachOf(questions: readonly string[], { denied }: Asked, look: Look) {
    const titles = look.heads.map((head) => plain(head.title))
    const outcomes: Outcome[] = []
    for (const text of questions) {
      const part = { ...readQuestion(text, lexicon, titles, look.asOf), denied }
      outcomes.push(conclude(part, await gathered(part, look, look.day), look, lexicon))
    }
    const answers = outcomes.filter((one) => one.kind === 'answer')
    return answers.length === outcomes.length ? answers : []
  }

  /** What is asked of several things by their names, each for itself, where the whole question's answer tells not all of them. */
  async function eachListed(asked: Asked, look: Look, whole: Outcome): Promise<Outcome | undefined> {
    const listed = listedIn(asked)
    const told = whole.kind === 'answer' ? plain(whole.answer) : ''
    if (!listed || listed.every(({ name }) => told.includes(name.slice(-2)))) return undefined
    const outcomes: Outcome[] = []
    for (const { name, part } of listed) {
      const found = await gathered(part, look, look.day)
      outcomes.push(conclude(part, { ...found, units: calledFirst(found.units, name) }, look, lexicon))
    }
    const answers = outcomes.filter((one) => one.kind === 'answer')
    return answers.length === listed.length ? joined(answers) : undefined
  }

  async function gathered(asked: Asked, look: Look, asOf: string | undefined): Promise<Gathered> {
    const found = await gather(asked, { readers: look.readers, asOf }, index, look.preferred)
    if (!look.preferred) return found
    for (const one of found.units) if (one.unit.passage.path === look.preferred) one.score += 0.2
    found.units.sort((a, b) => b.score - a.score)
    return found
  }

  /** The rule as it stands and the one before or after it, each with its date. */
  async function bothVersions(asked: Asked, look: Look, when: AskedDay): Promise<Outcome> {
    const now = await inForce(asked, { ...look, day: look.asOf })
    const document = now.kind === 'answer' ? now.quotes[0]?.document : undefined
    const older = look.heads.find((head) => head.supersededBy === document && document)
    const day = when.shift === 'none' ? older?.validTo : when.day
    // 由790元调整为845元: the rule in force tells both.
    if (now.kind !== 'answer' || !day || /^(?:增加|减少)/.test(now.answer)) return now
    const then = await inForce(asked, { ...look, day })
    if (then.kind !== 'answer' || then.quotes[0]?.document === document) return now
    const [mark, other] = day > look.asOf ? ['现行', `${dayText(day)}起`] : ['现行', '此前']
    const apart = /多少|几/.test(asked.text) ? changeOf(now.answer, then.answer) : ''
    return {
      ...now,
      answer: `${apart}${mark}：${now.answer}\n${other}：${then.answer}`,
      quotes: [...now.quotes, ...then.quotes],
      grounds: [...(now.grounds ?? []), ...(then.grounds ?? []), ...look.heads.flatMap(marksOf)],
    }
  }

  return { answer, elsewhere }
}

/** The last look: what nothing supports does not leave the house. */
function supported(outcome: Outcome, question: string): Outcome {
  if (outcome.kind !== 'answer' && outcome.kind !== 'clarify') return outcome
  if (!unsupported(outcomeText(outcome), outcome.grounds ?? [], question).length) return outcome
  const { asOf } = outcome
  return {
    kind: 'not-found',
    lead: '没有查到可以核对的规定。',
    searched: '请看文件原文或者问经办科室。',
    asOf,
  }
}

/** A rule that is issued and not yet in force tells what will be. */
function announced(outcome: Outcome, look: Look): boolean {
  if (outcome.kind !== 'answer') return outcome.kind === 'not-found'
  return outcome.quotes.some(({ document }) =>
    look.heads.some((one) => one.path === document && one.validFrom > look.asOf),
  )
}

function untold(beyond: 'forecast' | 'own-case', asOf: string): Outcome {
  const lead = beyond === 'forecast' ? '以后怎么调整，现有文件没有规定。' : '个人办理到哪一步，文件里查不到。'
  return {
    kind: 'not-found',
    lead,
    searched: beyond === 'forecast' ? '有新文件后再答复。' : '请问受理的乡镇、街道或者社区。',
    asOf,
  }
}

function pairs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)).filter(
    (pair) => /^\p{Script=Han}{2}$/u.test(pair),
  )
}

/** Names a subject of its own: stands in a title or in the bureau's glossary. */
function isTopical(term: Term, names: readonly string[]): boolean {
  if (term.category || term.text.length < 2) return false
  return term.alts.some((alt) => alt.length >= 3 && names.some((name) => name.includes(alt)))
}

function inOrder(heads: readonly Head[], asOf: string, text: string): Head[] {
  const old = /旧|老(?:办法|标准|文件|规定)|试行|暂行|原来|原办法/.test(text)
  const rank = (head: Head) => ((head.validTo !== '' && head.validTo < asOf) === old ? 0 : 1)
  return [...heads].sort((a, b) => rank(a) - rank(b))
}
