import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { taskOf } from '../support/model/lies.ts'
import { type ModelServer, startModelServer } from '../support/model/server.ts'
import { openStage, type Shown } from '../support/stage.ts'

let server: ModelServer
let knowledge: string
beforeAll(async () => {
  server = await startModelServer(() => '{}')
  knowledge = mkdtempSync(join(tmpdir(), 'blank-'))
  cpSync(resolve(import.meta.dirname, '../../knowledge'), knowledge, { recursive: true })
  writeFileSync(join(knowledge, 'reports/training.md'), '# 培训简报\n\n本周护理员培训*人次。\n')
})
afterAll(async () => {
  rmSync(knowledge, { recursive: true })
  await server.close()
})

async function reported(staffDocuments = true) {
  const limits = { call: 20_000, chat: 1e9, day: 1e9 }
  const model = { ...{ baseUrl: server.url, apiKey: 'k', models: ['m'], limits }, staffDocuments }
  const stage = await openStage({ knowledge, model })
  await stage.say('ou_xh_wang', '今天护理员上岗培训12人次，护理员轮训30人次')
  server.asked.length = 0
  const fill = (words: string) => {
    server.behave(() => words)
    return stage.say('ou_lead_cheng', '填一下培训简报')
  }
  return { stage, fill }
}

/** The choices that a card offers for its blank, in their order. */
function choicesOn({ reply }: Shown): string[] {
  const parts = reply.kind === 'mixed' ? reply.parts : [reply]
  const buttons = parts.flatMap((part) => ('buttons' in part ? (part.buttons ?? []) : []))
  return buttons.filter(({ action }) => action === 'fill.choose').map(({ label }) => label)
}

it('puts first what a model takes for meant, and leaves the choice to the leader', async () => {
  const { stage, fill } = await reported()
  const [first, second, ...rest] = choicesOn(await fill('{"choice":0}'))
  expect([first, second].map((label) => label?.split(' ')[0]).sort()).toEqual([
    '护理员上岗培训',
    '护理员轮训',
  ])
  const asked = server.asked.filter((one) => taskOf(one) === 'map_blank')
  expect(asked[0]?.user).toContain('护理员培训【空】人次')
  const card = await fill('{"choice":2}')
  expect(choicesOn(card)).toEqual([second, first, ...rest])
  for (const nonsense of ['{"choice":77}', '{"choice":', '{"choice":"护理员轮训"}', ''])
    expect(choicesOn(await fill(nonsense))).toEqual([first, second, ...rest])
  expect(card.text).toContain('1处请您看一眼')
  await stage.press(card, 'fill.choose', 'ou_lead_cheng')
  expect(card.text).not.toContain('请您看一眼')
  stage.close()
})

it('shows no template to a model that may not see what is for staff', async () => {
  const { stage, fill } = await reported(false)
  expect(choicesOn(await fill('{"choice":2}')).length).toBeGreaterThan(1)
  expect(server.asked).toEqual([])
  stage.close()
})
