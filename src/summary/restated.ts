import type { Catalogue } from '../reporting/catalogue.ts'
import type { Organization } from '../roster/organization.ts'

/** Words that say which way, beside what, and how much of it: none may change sides. */
const FACTS =
  /\d+(?:\.\d+)?%?|增[加至长]?|升|上涨|超过?|[高多]于|多|减少?|降|下降|少于|少|低于|落后|滞后|持平|没有|未|无|全[年期]|去年|今年|本[年月周日季]|上[年月周季]|前一?[周月天]|同期|时间过去|核对|[户人件次个张对名场家份辆所处站条万元]+/g

const SAME: Record<string, string> = {
  ...{
    增: '增',
    增加: '增',
    增长: '增',
    增至: '增至',
    升: '增',
    上涨: '增',
    多: '增',
    多于: '增',
    高于: '增',
  },
  ...{ 减: '减', 减少: '减', 降: '减', 下降: '减', 少: '减', 少于: '减', 低于: '减', 滞后: '落后' },
  ...{ 超: '超过', 未: '没有', 无: '没有' },
}

/**
 * Whether sentences say the same as others in other words: for each thing named the same figures, units, directions and
 * times in the same order, nothing left out and nothing new. `names`: how the things are called. Pure.
 */
export function restates(
  told: readonly string[],
  plain: readonly string[],
  names: readonly string[],
): boolean {
  const [a, b] = [told, plain].map((sentences) => factsOf(sentences, names).sort())
  return a!.length > 0 && a!.join('\n') === b!.join('\n')
}

/** The plain sentences, each in the words that it had before where those still say the same. Pure. */
export function inEarlierWords(
  plain: readonly string[],
  earlier: readonly string[],
  names: readonly string[],
): string[] {
  if (restates(earlier, plain, names)) return [...earlier]
  return plain.map((one) => earlier.find((told) => restates([told], [one], names)) ?? one)
}

/** How the things and the places are called that sentences over figures speak of. */
export function namesOf(catalogue: Catalogue, { units }: Organization): string[] {
  return [...catalogue, ...units].flatMap((one) => [one.name, ...one.aliases])
}

/** One line for each thing: its name and the words that carry facts, in order. */
function factsOf(sentences: readonly string[], names: readonly string[]): string[] {
  const longest = [...new Set(names)].filter(Boolean).sort((x, y) => y.length - x.length)
  return sentences.flatMap((sentence) => {
    const pieces: { name: string; text: string }[] = [{ name: '', text: '' }]
    for (let at = 0; at < sentence.length; ) {
      const name = longest.find((one) => sentence.startsWith(one, at))
      if (name) pieces.push({ name, text: '' })
      else pieces.at(-1)!.text += sentence[at]
      at += name?.length ?? 1
    }
    return pieces
      .map(
        ({ name, text }) => `${name} ${(text.match(FACTS) ?? []).map((one) => SAME[one] ?? one).join(' ')}`,
      )
      .filter((line) => line.trim())
  })
}
