import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { findPeriods } from '../../src/reporting/periods.ts'
import { type RequestScene, readSummaryRequest, type SummaryRequest } from '../../src/summary/request.ts'
import { catalogue, glossary, organization } from './gold.ts'
import { type Wording, wordings } from './request-wordings.ts'

const TODAY = '2026-06-24'
const BAR = 0.95

const scenes: Record<string, RequestScene> = {
  sample: sceneOf({ catalogue, organization, glossary }),
  baiyang: sceneOf(baiyang()),
}

test(`of ${wordings.length} wordings at least ${BAR * 100} % are understood, and none of policy is taken for one`, () => {
  const wrong = wordings.flatMap((one) => {
    const reasons = faults(one)
    return reasons.length
      ? [`${one.class} · ${one.after ? `${one.after} → ` : ''}${one.text}: ${reasons.join('; ')}`]
      : []
  })
  const share = 1 - wrong.length / wordings.length
  const classes = Map.groupBy(wordings, (one) => one.class)
  const figures = [...classes].map(
    ([name, list]) => `${name} ${list.filter((one) => !faults(one).length).length}/${list.length}`,
  )
  console.info(
    `requests understood: ${(share * 100).toFixed(1)} % of ${wordings.length} (${figures.join(', ')})`,
  )
  expect(share, wrong.join('\n')).toBeGreaterThanOrEqual(BAR)
  expect(wrong.filter((line) => line.startsWith('none')).length, wrong.join('\n')).toBe(0)
})

function read(one: Wording): SummaryRequest | undefined {
  const scene = scenes[one.bureau ?? 'sample']!
  const before = one.after ? readSummaryRequest(one.after, scene) : undefined
  return readSummaryRequest(one.text, { ...scene, ...(before ? { context: before } : {}) })
}

function faults(one: Wording): string[] {
  const got = read(one)
  if (one.none) return got ? [`taken for ${JSON.stringify(got)}`] : []
  if (!got) return ['not understood']
  const compare = typeof got.compare === 'object' ? got.compare.from : got.compare
  const wanted: [string, unknown, unknown][] = [
    ...(one.from
      ? ([
          ['from', one.from, got.period.from],
          ['to', one.to, got.period.to],
        ] as [string, unknown, unknown][])
      : []),
    ['indicators', one.indicators?.toSorted(), got.indicators?.toSorted()],
    ['orgs', one.orgs, got.orgs],
    ['view', one.view ?? 'overview', got.view],
    ['compare', one.compare, compare],
    ['file', one.file, got.file],
    ['problem', undefined, got.problem],
  ]
  return wanted.flatMap(([name, want, is]) =>
    JSON.stringify(want) === JSON.stringify(is)
      ? []
      : [`${name} ${JSON.stringify(is)}, not ${JSON.stringify(want)}`],
  )
}

function sceneOf(bureau: Pick<RequestScene, 'catalogue' | 'organization' | 'glossary'>): RequestScene {
  return { ...bureau, today: TODAY, readPeriods: (text) => findPeriods(text, TODAY) }
}

function baiyang() {
  const file = (name: string) =>
    parse(readFileSync(new URL(`../evals/reporting/baiyang/knowledge/${name}`, import.meta.url), 'utf8'))
  const bureau = file('organization.yaml')
  return {
    catalogue: file('indicators.yaml').indicators.map((one: object) => ({
      aliases: [],
      targets: {},
      ...one,
    })),
    organization: {
      ...bureau,
      units: bureau.units.map((unit: object) => ({ aliases: [], ...unit })),
      people: bureau.people.map(({ open_id, ...person }: { open_id: string }) => ({
        openId: open_id,
        ...person,
      })),
    },
    glossary: file('glossary.yaml'),
  }
}
