import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { bureauOf, everyIndicator, fillText } from './bureau.ts'

/** `*{id}` is to be filled with it, `*{?id}` at most offered, `*{}` left open, `*{=words}` a name. */
const GOLD = /(\*+|[×_]+)\{([^}]*)\}/g

function marked(source: string): { text: string; gold: string[] } {
  return { text: source.replace(GOLD, '$1'), gold: [...source.matchAll(GOLD)].map((match) => match[2] ?? '') }
}

async function score(folder: string, name: string, text: string, gold: readonly string[], to: string) {
  const bureau = bureauOf(folder)
  const entries = everyIndicator(
    bureau,
    bureau.organization.units.find((one) => one.name === '花溪街道')?.id ?? bureau.organization.units[0]!.id,
  )
  const { blanks } = await fillText(bureau, name, text, entries, `${to.slice(0, 4)}-01-01`, to)
  const figures = new Map(entries.map((one) => [one.indicator, one.value]))
  const wrong: string[] = []
  let right = 0
  expect(blanks).toHaveLength(gold.length)
  for (const [place, blank] of blanks.entries()) {
    const want = gold[place] ?? ''
    const [, id = '', rate = ''] = /^([a-z_]*)(%?)/.exec(want) ?? []
    const told = `${blank.before}[${blank.text}]${blank.after} 应为${want}，${blank.state} ${blank.indicator} ${blank.reason}`
    if (blank.state !== 'filled') {
      if (!/^[a-z=]/.test(want)) right += 1
      else wrong.push(`没填：${told}`)
      continue
    }
    const isRight = want.startsWith('=')
      ? blank.text === want.slice(1)
      : blank.indicator === id &&
        id !== '' &&
        (rate !== '' || isFigure(blank.value ?? 0, figures.get(id) ?? -1))
    if (isRight) right += 1
    else wrong.push(`填错：${told}`)
  }
  return { right: right / gold.length, filledWrongly: wrong.filter((one) => one.startsWith('填错')), wrong }
}

/** In the blank's unit, rounded down where the blank says 余. */
function isFigure(value: number, base: number): boolean {
  return [1, 10_000].some((scale) => value <= base / scale && value > base / scale - 10)
}

const here = (name: string) => readFileSync(resolve(import.meta.dirname, name), 'utf8')

it.each([
  ['../../evals/reporting/linjiang/knowledge', 'linjiang.md'],
  ['../../evals/reporting/baiyang/knowledge', 'baiyang.txt'],
])('fills the blanks of a report in another style: %s', async (folder, name) => {
  const { text, gold } = marked(here(name))
  const { right, filledWrongly, wrong } = await score(folder, name, text, gold, '2026-06-30')
  expect(filledWrongly).toEqual([])
  expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
})

it('fills the duty report of the sample bureau', async () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../knowledge/reports/duty.md'), 'utf8')
  const gold = here('duty.txt').trim().split(' ')
  const { right, filledWrongly, wrong } = await score(
    '../../../knowledge',
    'duty.md',
    text,
    gold,
    '2026-12-31',
  )
  expect(filledWrongly).toEqual([])
  expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
})
