import type { Glossary } from '../../knowledge/document.ts'
import type { Catalogue, Indicator } from '../../reporting/catalogue.ts'
import type { Organization } from '../../roster/organization.ts'
import { PLACE_ENDINGS } from './blanks.ts'
import { type Measured, readMeasure } from './measure.ts'
import { type Match, type Measures, matchesIn } from './naming.ts'
import type { Pick } from './pick.ts'
import { type Asked, readAsked } from './quantity.ts'
import type { Spot } from './sentences.ts'
import { isListed, isRival, isTogether, listBefore, type Rest, several, togetherBefore } from './several.ts'
import { contentOf, INTAKE, NARROWING, PLANNED, SPENDING, STANDARD } from './words.ts'

/** What a blank asks for. Of several indicators one is to be chosen. */
export type Meaning =
  | {
      kind: 'figure'
      indicators: Indicator[]
      sure: boolean
      reason: string
      asked: Asked
      measured: Measured
      org?: string
      /** The words ask for all of them together. */
      sum?: boolean
      /** What a person chose. */
      pick?: Pick
    }
  | { kind: 'count'; of: 'reported' | 'missing' | 'owing' }
  | { kind: 'words'; text: string; reason: string }
  | { kind: 'open'; reason: string }

export interface Reader {
  catalogue: Catalogue
  glossary: Glossary
  organization: Organization
  measures: Measures
}

/** Reads a blank by the words around it. `before`: what the blank before it in the sentence asks for. `scope`: the document's own time words. */
export function meaningOf(spot: Spot, before: Meaning | undefined, scope: string, reader: Reader): Meaning {
  const fixed = placeOrDate(spot, reader.organization) ?? countOfUnits(spot)
  if (fixed) return fixed
  const measured = readMeasure(spot, reader.measures)
  if (!measured) return open('空白后面没有量词，可能是名称，请自行填写')
  if (STANDARD.test(spot.lead)) return open('说的是标准或平均数，台账里没有')
  const asked = readAsked(spot, measured, scope)
  if (asked.quantity === 'unknown') return open('看不出是什么的百分比')
  if (asked.quantity !== 'target' && asked.quantity !== 'share' && PLANNED.test(lastClauses(spot)))
    return open('说的是计划，不是已完成的数')
  return figure(spot, before, asked, measured, reader)
}

function open(reason: string): Meaning {
  return { kind: 'open', reason }
}

function figure(
  spot: Spot,
  before: Meaning | undefined,
  asked: Asked,
  measured: Measured,
  reader: Reader,
): Meaning {
  const isRate = asked.quantity === 'share' || asked.quantity === 'changeShare'
  const fits = (one: Indicator) => {
    if (isRate) return one.kind === 'flow'
    return measured.word === ''
      ? spot.cell !== undefined
      : reader.measures.fit(measured.word, one.unit) !== undefined
  }
  const org = orgOf(spot, reader)
  const rest = { asked, measured, ...(org ? { org } : {}) }
  const own = named(spot, false, measured, reader, fits)
  const [best] = own
  if (best?.full) {
    const rivals = own.filter((one) => one !== best && one.full && isRival(one, best))
    if (rivals.length) return several([best, ...rivals], '这里说到几项指标', isTogether(spot.lead), rest)
    const list = listBefore(spot, measured, reader)
    if (list) {
      const all = named(spot, true, measured, reader, fits).filter((one) => one.full)
      const same = all.find((one) => one.indicator === best.indicator) ?? best
      const meant = [same, ...all.filter((one) => one !== same && isListed(one, list))]
      return several(
        meant,
        `前面还列着“${list.words}”，可能是几项的合计`,
        meant.length === list.items + 1,
        rest,
      )
    }
    const doubt = doubtOf(best, spot, measured, reader, asked)
    return { kind: 'figure', indicators: [best.indicator], sure: doubt === '', reason: doubt, ...rest }
  }
  const words = contentOf(
    strippedLead(spot, reader) + (measured.word ? spot.tail.slice(measured.length) : ''),
  )
  const inherited = before?.kind === 'figure' && spot.follows && words === '' ? before : undefined
  if (inherited && (isRate || inherited.indicators.some(fits)))
    return { ...inherited, ...rest, ...(org || !inherited.org ? {} : { org: inherited.org }) }
  const carried =
    spot.follows && before?.kind === 'figure' ? carriedOn(spot, before, measured, reader, fits) : undefined
  if (carried) return { kind: 'figure', indicators: [carried], sure: true, reason: '', ...rest }
  return fromEarlier(spot, words, own, measured, reader, fits, rest)
}

/** “群防群治巡逻*次，时长*小时”: the subject of the blank before, with the words of this one, is a name. */
function carriedOn(
  spot: Spot,
  before: Extract<Meaning, { kind: 'figure' }>,
  measured: Measured,
  reader: Reader,
  fits: (one: Indicator) => boolean,
): Indicator | undefined {
  const own = contentOf(spot.lead)
  const [subject] = before.indicators
  if (
    own.length < 2 ||
    !subject ||
    before.indicators.length > 1 ||
    contentOf(spot.tail.slice(measured.length))
  )
    return undefined
  const found = reader.catalogue.filter(
    (one) =>
      one !== subject &&
      fits(one) &&
      reader.measures.fit(measured.word, one.unit)?.strict &&
      [one.name, ...one.aliases].includes(subject.name + own),
  )
  return found.length === 1 ? found[0] : undefined
}

/** Nothing named in the own clause: the clauses before it in the sentence tell, or nothing does. */
function fromEarlier(
  spot: Spot,
  words: string,
  own: readonly Match[],
  measured: Measured,
  reader: Reader,
  fits: (one: Indicator) => boolean,
  rest: Rest,
): Meaning {
  const wide = named(spot, true, measured, reader, fits)
  const full = wide.filter((one) => one.full && !rest.measured.percent)
  const [best] = full
  if (best) {
    const meant = full.filter((one) => one === best || isRival(one, best))
    if (meant.length > 1) return several(meant, '前面说到几项指标', togetherBefore(spot, meant), rest)
    const strict = reader.measures.fit(measured.word, best.indicator.unit)?.strict ?? false
    // “银发顾问走进社区，接待咨询*人次”: every word of the own clause belongs to the name that the sentence began.
    const explained = contentOf(without(words, best)) === ''
    const sure = strict && explained && !isNarrowed(spot, best)
    const reason = sure ? '' : `前面说到“${best.indicator.name}”，这里的说法不完全一样`
    return { kind: 'figure', indicators: [best.indicator], sure, reason, ...rest }
  }
  const near = [...own, ...wide].filter((one) => one.covered >= 3 && strong(one, measured, reader))
  const indicators = [...new Set(near.map((one) => one.indicator))].slice(0, 3)
  if (indicators.length)
    return { kind: 'figure', indicators, sure: false, reason: '只有部分字词对得上', ...rest }
  return open('没有对应的指标')
}

function strong(one: Match, measured: Measured, reader: Reader): boolean {
  return reader.measures.fit(measured.word, one.indicator.unit)?.strict === true || one.covered >= 4
}

/** Between an earlier clause and the blank other words stand by nature: only narrowing ones count there. */
function isNarrowed({ earlier, lead, tail }: Spot, { indicator }: Match): boolean {
  return [...`${earlier}${lead}${tail}`.matchAll(NARROWING)].some(([word]) => !indicator.name.includes(word))
}

function without(words: string, match: Match): string {
  const names = [match.indicator.name, ...match.indicator.aliases].join('\n')
  let rest = words
  for (let length = Math.min(8, words.length); length >= 2; length--)
    for (let at = 0; at + length <= rest.length; at++) {
      const piece = rest.slice(at, at + length)
      if (names.includes(piece)) rest = rest.replace(piece, '')
    }
  return rest
}

function named(
  spot: Spot,
  wide: boolean,
  measured: Measured,
  reader: Reader,
  fits: (one: Indicator) => boolean,
): Match[] {
  const column = spot.cell?.column.replace(/[（(].*?[)）]/g, '').replace(QUANTITY, '')
  const head = spot.cell ? `${spot.cell.row} ${column} ` : ''
  const lead = head + (wide ? spot.earlier : '') + withoutUnits(spot.lead, reader)
  const text = lead + spot.tail
  return matchesIn(text, lead.length, lead.length + measured.length, reader.catalogue, reader.glossary, fits)
}

/** Names of streets say where, not what. */
function withoutUnits(text: string, { measures }: Reader): string {
  let out = text
  for (const { start, end } of measures.units(text).reverse())
    out = out.slice(0, start).replace(/其中$/, '') + out.slice(end)
  return out
}

function strippedLead(spot: Spot, reader: Reader): string {
  return withoutUnits(spot.lead, reader).replace(QUANTITY, '')
}

/** Says which figure is meant, not of what. */
const QUANTITY =
  /(?:全年|年度)?(?:目标|任务|计划)(?:任务|数)?|完成率|占比|百分比|进度|[上去]年同期|[本上]期|未报|占/g

/** Why a named indicator may still not be what is meant; empty when all is plain. */
function doubtOf(match: Match, spot: Spot, measured: Measured, reader: Reader, asked: Asked): string {
  const { indicator, doubt } = match
  if (asked.quantity === 'target') return ''
  if (measured.word === '元' && INTAKE.test(spot.lead)) {
    const names = [indicator.name, ...indicator.aliases]
    if (!names.some((name) => INTAKE.test(name)) && SPENDING.test(names.join()))
      return `文中说的是“${INTAKE.exec(spot.lead)?.[0]}”，台账里是“${indicator.name}”`
  }
  if (doubt && !/^(?:目标|任务|全年任务|完成率)+$/.test(doubt))
    return `“${doubt}”可能只是其中一部分或另有所指`
  const fit = reader.measures.fit(measured.word, indicator.unit)
  if (fit && !fit.strict && [measured.word, indicator.unit].includes('人次') && measured.word !== '')
    return `台账按“${indicator.unit}”记，文中是“${measured.word}”`
  return ''
}

function orgOf(spot: Spot, { measures }: Reader): string | undefined {
  return (
    measures.units(spot.lead).at(-1)?.id ??
    measures.units(`${spot.earlier}${spot.cell?.row ?? ''}`).at(-1)?.id ??
    measures.units(spot.sentence).at(-1)?.id
  )
}

function lastClauses({ sentence, lead }: Spot): string {
  return `${sentence.slice(0, 12)}${lead}`
}

/** Blanks that are no figures: places, dates, parts of a number, numbers of order. */
function placeOrDate({ lead, tail, mark }: Spot, organization: Organization): Meaning | undefined {
  if (/^[\d０-９]/.test(tail) || /[\d０-９]$/.test(lead)) return open('数字只遮了一部分，请自行填写')
  if (/第$/.test(lead)) return open('是次序，不是数量')
  if (/^(?:年|月(?!均)|日(?!间|照|托|均)|号|时|点|分(?!别)|岁)/.test(tail))
    return open('是日期或年龄，请自行填写')
  const ending = PLACE_ENDINGS.find((one) => tail.startsWith(one))
  if (!ending) return undefined
  const own = /^(?:.*?[省市])?(.{2,5}?)([区县市旗])/.exec(organization.bureau)
  const others = /(?:与|和|同|跟|向|赴|到|兄弟|结对|对口)$/.test(lead) || mark.length === 1
  if (own && ending === own[2] && !others)
    return { kind: 'words', text: own[1] ?? '', reason: `本${ending}名称` }
  return open(`是${ending}的名称，请自行填写`)
}

/** “已有*个街道报送，*个街道未报”. */
function countOfUnits({ lead, tail }: Spot): Meaning | undefined {
  if (!/^个(?:街道|镇|乡镇|单位|社区)/.test(tail)) return undefined
  if (
    /未报(?:送)?$|^个(?:街道|镇|乡镇|单位|社区)(?:尚)?未(?:报|上报|报送)/.test(
      lead.endsWith('未报') ? '未报' : tail,
    )
  )
    return { kind: 'count', of: 'missing' }
  if (/应报(?:送)?(?:的)?$/.test(lead)) return { kind: 'count', of: 'owing' }
  if (
    /^个(?:街道|镇|乡镇|单位|社区)(?:均|都)?(?:已|已经)?(?:按时)?(?:报送|上报|报数|报齐)/.test(tail) ||
    /已报(?:送)?$/.test(lead)
  )
    return { kind: 'count', of: 'reported' }
  return undefined
}
