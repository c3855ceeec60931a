import { pinyin } from 'pinyin-pro'
import type { Indicator } from './catalogue.ts'
import { contentOf } from './filler.ts'
import type { Lexicon } from './lexicon.ts'

/** Names shorter than this are too easily hit by chance. */
const SHORTEST = 4

/**
 * Indicators of which a name stands in the phrase with one or two signs written as others of the same sound
 * (适老话改造, 能力平估): the slips of typing by pinyin.
 */
export function soundsLike(
  phrase: string,
  lexicon: Lexicon,
  allowed: (indicator: Indicator) => boolean,
): Indicator[] {
  const text = phrase.replace(/\s+/g, '').slice(-40)
  if (contentOf(text).length < 2) return []
  const found = new Set<Indicator>()
  for (const { indicator, list } of lexicon.words) {
    if (!allowed(indicator)) continue
    if (list.some((name) => name.length >= SHORTEST && hasSlip(text, name))) found.add(indicator)
  }
  return [...found]
}

function hasSlip(text: string, name: string): boolean {
  const most = name.length >= 6 ? 2 : 1
  for (let at = 0; at + name.length <= text.length; at++) {
    const slips: [string, string][] = []
    for (let step = 0; step < name.length && slips.length <= most; step++)
      if (text[at + step] !== name[step]) slips.push([text[at + step]!, name[step]!])
    if (slips.length > 0 && slips.length <= most && slips.every(([a, b]) => sameSound(a, b))) return true
  }
  return false
}

const sounds = new Map<string, string[]>()

function soundsOf(sign: string): string[] {
  const before = sounds.get(sign)
  if (before) return before
  const all = pinyin(sign, { toneType: 'none', type: 'array', multiple: true }).map(near)
  if (sounds.size < 8000) sounds.set(sign, all)
  return all
}

/** Sounds that many people type for one another: zh/z, ch/c, sh/s, -ng/-n, n/l. */
function near(sound: string): string {
  return sound
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
    .replace(/^l/, 'n')
}

function sameSound(a: string, b: string): boolean {
  if (!/[\u4e00-\u9fa5]/.test(a)) return false
  const others = soundsOf(b)
  return soundsOf(a).some((sound) => others.includes(sound))
}
