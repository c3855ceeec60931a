import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personById, type ReaderKeys, readerKeys } from '../../src/roster/organization.ts'
import { openStage, type Stage } from '../support/stage.ts'

/**
 * To who may not read a document, everything is as if it did not exist: answers, follow-ups, not-found texts, pages.
 * Each reader's house is compared with one that never held what this reader may not see. AUDIENCE_PAIRS=2000 for the long run.
 */
const PAIRS = Number(process.env.AUDIENCE_PAIRS ?? 80)
/** The public; a street that one staff document is not for. */
const ASKERS = ['', 'ou_bl_jiang']
const FORMS = ['是多少', '怎么申请', '要什么材料', '什么时候', '有效吗', '', '呢', '谁能申请', '找谁']

/** The same pieces on every run. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

interface Closed {
  path: string
  words: string[]
}

/** Documents that the reader may not see, each cut into its own phrases. */
async function closedTo(readers: ReaderKeys, stage: Stage): Promise<Closed[]> {
  const rows = await stage.house.store.all(sql`
    SELECT path FROM documents d WHERE NOT EXISTS (SELECT 1 FROM document_readers r
      WHERE r.document_id = d.id AND r.reader IN (SELECT value FROM json_each(${JSON.stringify(readers)})))`)
  const closed: Closed[] = []
  for (const { path } of rows) {
    const document = await stage.house.documents.document(String(path))
    const texts = [document!.title, ...document!.passages.flatMap(({ text }) => text.split(/[\n。；，|]/))]
    closed.push({
      path: String(path),
      words: texts.map((text) => text.trim()).filter((text) => text.length >= 4),
    })
  }
  return closed
}

describe.each(ASKERS)('to “%s” a closed document does not exist:', (openId) => {
  let whole: Stage
  let without: Stage
  let readers: ReaderKeys
  let closed: Closed[]
  beforeAll(async () => {
    whole = await openStage()
    without = await openStage()
    readers = readerKeys(personById((await whole.house.bureau()).organization, openId))
    closed = await closedTo(readers, whole)
    for (const { path } of closed) await without.house.documents.remove(path)
  })
  afterAll(() => {
    whole.close()
    without.close()
  })

  it('questions in its own words and their follow-ups are answered byte for byte alike', async () => {
    expect(closed.length).toBeGreaterThan(0)
    const next = random(20260624)
    const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]!
    const leaks: string[] = []
    let before: { whole: unknown; without: unknown } = { whole: undefined, without: undefined }
    for (let at = 0; at < PAIRS / ASKERS.length; at++) {
      if (at % 4 === 0) before = { whole: undefined, without: undefined }
      const text = `${pick(pick(closed).words).slice(0, 24)}${pick(FORMS)}`
      const asked = { text, asOf: '2026-06-24', readers }
      const a = await whole.house.answers.answer({ ...asked, context: before.whole })
      const b = await without.house.answers.answer({ ...asked, context: before.without })
      if (JSON.stringify(a) !== JSON.stringify(b)) leaks.push(`${text}\n${told(a)}\n${told(b)}`)
      before = { whole: a.context, without: b.context }
    }
    expect(leaks).toEqual([])
  }, 240_000)

  it('suggestions and what can be asked do not tell of it', async () => {
    const [a, b] = [await whole.house.bureau(), await without.house.bureau()]
    expect(a.question).toBe(b.question)
  })
})

function told(answer: { outcome: unknown }): string {
  return JSON.stringify(answer.outcome).slice(0, 200)
}
