import { pinyin } from 'pinyin-pro'

/** Names that a mistyped word may mean: titles, headings, first cells, the glossary. Compiled once per set of names. */
export interface Spelling {
  /** Pinyin of each piece of 3–6 signs → the piece. */
  sounds: ReadonlyMap<string, string>
  /** Piece of 5–6 signs with one sign left out (`＿`) → the piece. */
  shapes: ReadonlyMap<string, string>
  /** Joined pinyin of two signs and the sign that follows → the two. */
  next: ReadonlyMap<string, string>
}

const HAN = /\p{Script=Han}+/gu
const soundOf = new Map<string, string>()

function sounds(text: string): string {
  let sound = soundOf.get(text)
  if (sound === undefined) {
    if (soundOf.size > 50_000) soundOf.clear()
    sound = [...text].map(signSound).join(' ')
    soundOf.set(text, sound)
  }
  return sound
}

const signs = new Map<string, string>()
/** Toneless, and deaf to what southern speech mixes: zh/z, sh/s, ch/c, -ng/-n. */
function signSound(sign: string): string {
  let sound = signs.get(sign)
  if (sound === undefined) {
    sound = pinyin(sign, { toneType: 'none' })
    signs.set(sign, sound)
  }
  return sound
}

/** Of letters without blanks. */
function squeezed(sound: string): string {
  return sound
    .replaceAll(' ', '')
    .replace(/([zcs])h/g, '$1')
    .replace(/([aei])ng/g, '$1n')
}

function loose(sound: string): string {
  return sound.replace(/\b([zcs])h/g, '$1').replace(/([aei])ng\b/g, '$1n')
}

export function spellingOf(names: Iterable<string>): Spelling {
  const bySound = new Map<string, string>()
  const byShape = new Map<string, string>()
  const byNext = new Map<string, string>()
  for (const name of names)
    for (const [run] of name.matchAll(HAN)) {
      for (let at = 0; at + 3 <= run.length; at++)
        byNext.set(`${squeezed(sounds(run.slice(at, at + 2)))}|${run[at + 2]}`, run.slice(at, at + 2))
      for (let length = 3; length <= 6; length++)
        for (let at = 0; at + length <= run.length; at++) {
          const piece = run.slice(at, at + length)
          bySound.set(loose(sounds(piece)), piece)
          if (length >= 5)
            for (let gap = 1; gap < length - 1; gap++)
              byShape.set(`${piece.slice(0, gap)}＿${piece.slice(gap + 1)}`, piece)
        }
    }
  return { sounds: bySound, shapes: byShape, next: byNext }
}

/** Writes mistyped stretches as the names that they sound or look like; only where `strange` says that no document has them. */
export function corrected(text: string, spelling: Spelling, strange: (piece: string) => boolean): string {
  const result = latin(text, spelling)
  const bySound = (piece: string) => spelling.sounds.get(loose(sounds(piece)))
  for (const read of [bySound, (piece: string) => (piece.length >= 5 ? byShape(piece, spelling) : undefined)])
    for (let length = 6; length >= 3; length--)
      for (let at = 0; at + length <= result.length; at++) {
        const piece = result.slice(at, at + length)
        if (!/^\p{Script=Han}+$/u.test(piece) || !strange(piece)) continue
        const right = read(piece)
        // One slip a question: a second would be guessing on a guess.
        // 评估复核 is no slip for 评估服务: 服核 would be as strange.
        const next = result[at + length] ?? ''
        const last = piece.at(-1) ?? ''
        if (right && right.at(-1) !== last && !strange(last + next) && strange(right.at(-1) + next)) continue
        if (right && right !== piece && !slips(piece, right).some((sign) => PARTICLES.includes(sign)))
          return result.slice(0, at) + right + result.slice(at + length)
      }
  return result
}

/** The typed signs that differ. */
function slips(piece: string, right: string): string[] {
  return [...piece].filter((sign, place) => sign !== right[place])
}

/** Signs that nobody types for another by mistake. */
const PARTICLES =
  '的了和与及在是有吗呢怎什么多少几哪谁一二三四五六七八九十新旧老大小上下前后每各这那我你他要能可以去到从对做办领拿补给'

function byShape(piece: string, spelling: Spelling): string | undefined {
  for (let gap = 1; gap < piece.length - 1; gap++) {
    const right = spelling.shapes.get(`${piece.slice(0, gap)}＿${piece.slice(gap + 1)}`)
    if (PARTICLES.includes(piece[gap] ?? '')) continue
    if (right) return right
  }
  return undefined
}

/** shilaohua → 适老化: names written in pinyin. */
function latin(text: string, spelling: Spelling): string {
  return text.replace(/[a-z]{4,}/g, (word, at: number) => {
    const two = spelling.next.get(`${squeezed(word)}|${text[at + word.length] ?? ''}`)
    if (two) return two
    if (word.length < 6) return word
    for (const [sound, piece] of spelling.sounds) if (squeezed(sound) === squeezed(word)) return piece
    for (const [sound, piece] of spelling.sounds) {
      const joined = sound.replaceAll(' ', '')
      if (joined.length >= 6 && word.startsWith(joined)) return piece + word.slice(joined.length)
    }
    return word
  })
}
