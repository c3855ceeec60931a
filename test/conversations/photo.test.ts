import { describe, expect, it } from 'vitest'
import { readContent } from '../../src/feishu/content.ts'
import { openStage, type Shown, type Stage } from '../support/stage.ts'

const SENDER = 'ou_xh_wang'

async function photographed(
  lines: string[] | undefined,
  key = 'img_1',
): Promise<{ stage: Stage; shown: Shown }> {
  const stage = await openStage({ files: { readPhoto: async () => lines } })
  await stage.arrive({
    ...{ kind: 'unreadable', eventId: 'ev_p', messageId: 'om_p', content: 'image', addressed: true },
    ...{ chat: { id: `oc_${SENDER}`, kind: 'private' }, senderId: SENDER, sentAt: stage.now() },
    file: { key, name: '' },
  })
  const shown = stage.answerTo('om_p')
  if (!shown) throw new Error('no answer')
  return { stage, shown }
}

describe('a photo', () => {
  it('is shown as it was read, and counts once its sender says that it was read right', async () => {
    const { stage, shown } = await photographed(['今天适老化改造完成12户', '能力评估30人'])
    expect(shown.text).toContain('能力评估30人')
    expect(await stage.house.ledger.ofMessage('om_p')).toEqual([])
    await stage.press(shown, 'photo.yes', SENDER)
    const entries = await stage.house.ledger.ofMessage('om_p')
    expect(entries.map((one) => `${one.indicator} ${one.value} ${one.status}`)).toEqual([
      'home_adaptation 12 recorded',
      'ability_assessment 30 recorded',
    ])
    expect(stage.answerTo('om_p')?.reply.kind).toBe('record')
    stage.close()
  })

  it('is confirmed by nobody else, and twice without effect', async () => {
    const { stage, shown } = await photographed(['今天适老化改造完成12户'])
    const asked = { ...shown }
    expect((await stage.press(asked, 'photo.yes', 'ou_eld_he'))?.tone).toBe('error')
    expect(await stage.house.ledger.ofMessage('om_p')).toEqual([])
    await stage.press(asked, 'photo.yes', SENDER)
    await stage.press(asked, 'photo.yes', SENDER)
    const live = (await stage.house.ledger.ofMessage('om_p')).filter((one) => one.status === 'recorded')
    expect(live).toHaveLength(1)
    stage.close()
  })

  it('that was read wrong leaves nothing', async () => {
    const { stage, shown } = await photographed(['今天适老化改造完成72户'])
    await stage.press(shown, 'photo.no', SENDER)
    expect(stage.answerTo('om_p')?.text).toContain('没有登记')
    expect(await stage.house.ledger.ofMessage('om_p')).toEqual([])
    stage.close()
  })

  it.each([
    ['cannot be read', undefined],
    ['holds no words', []],
  ])('that %s is answered as before', async (_name, lines) => {
    const { stage, shown } = await photographed(lines)
    expect(shown.text).toContain('图片现在还读不了')
    stage.close()
  })

  it('with more than anybody looks over is not offered', async () => {
    const { stage, shown } = await photographed(Array.from({ length: 100 }, (_, i) => `适老化改造${i}户`))
    expect(shown.text).toContain('太多')
    stage.close()
  })

  it('of the platform brings its key', () => {
    expect(readContent('image', '{"image_key":"img_9"}', [])).toEqual({
      unreadable: 'image',
      file: { key: 'img_9', name: '' },
    })
    expect(readContent('image', '', [])).toEqual({ unreadable: 'image' })
  })
})
