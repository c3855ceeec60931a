import { describe, expect, it } from 'vitest'
import { createPictureReading } from '../../src/conversation/transcripts/read-pictures.ts'
import type { PictureReader, Transcript, Unread } from '../../src/conversation/transcripts/transcript.ts'
import { readContent } from '../../src/feishu/content.ts'
import { openStage, type Shown, type Stage } from '../support/stage.ts'

const SENDER = 'ou_xh_wang'
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const picture = { messageId: 'om_p', key: 'img_1', type: 'image' as const, chat: 'oc_1' }

/** A stage whose pictures hold what `read` says at the time. */
const darkroom = (read: () => Transcript): Promise<Stage> =>
  openStage({ files: { pictures: { fetch: async () => PNG, readers: () => [async () => read()] } } })

async function send(stage: Stage, messageId = 'om_p'): Promise<Shown> {
  await stage.arrive({
    ...{ kind: 'unreadable', eventId: `ev_${messageId}`, messageId, content: 'image', addressed: true },
    ...{ chat: { id: `oc_${SENDER}`, kind: 'private' }, senderId: SENDER, sentAt: stage.now() },
    file: { key: 'img_1', name: '' },
  })
  const shown = stage.answerTo(messageId)
  if (!shown) throw new Error('no answer')
  return shown
}

async function photographed(transcript: Transcript): Promise<{ stage: Stage; shown: Shown }> {
  const stage = await darkroom(() => transcript)
  return { stage, shown: await send(stage) }
}

const text = (...lines: string[]): Transcript => ({ kind: 'text', lines })

describe('a photo', () => {
  it('is shown as it was read, and counts once its sender says that it was read right', async () => {
    const { stage, shown } = await photographed(text('今天适老化改造完成12户', '能力评估30人'))
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

  it('that makes one ask goes on being the same message when that is answered', async () => {
    const { stage, shown } = await photographed(text('今天床位3张'))
    await stage.press(shown, 'photo.yes', SENDER)
    const asked = stage.answerTo('om_p')
    expect(asked?.text).toContain('床位')
    await stage.press(asked!, 'report.choose', SENDER)
    expect(await stage.house.ledger.ofMessage('om_p')).not.toEqual([])
    stage.close()
  })

  it('is confirmed by nobody else, nor refused, and twice without effect', async () => {
    const { stage, shown } = await photographed(text('今天适老化改造完成12户'))
    const asked = { ...shown }
    expect((await stage.press(asked, 'photo.yes', 'ou_eld_he'))?.tone).toBe('error')
    expect((await stage.press(asked, 'photo.no', 'ou_eld_he'))?.tone).toBe('error')
    expect(stage.answerTo('om_p')?.updates).toBe(0)
    expect(await stage.house.ledger.ofMessage('om_p')).toEqual([])
    await stage.press(asked, 'photo.yes', SENDER)
    await stage.press(asked, 'photo.yes', SENDER)
    const live = (await stage.house.ledger.ofMessage('om_p')).filter((one) => one.status === 'recorded')
    expect(live).toHaveLength(1)
    stage.close()
  })

  it('that was read wrong leaves nothing', async () => {
    const { stage, shown } = await photographed(text('今天适老化改造完成72户'))
    await stage.press(shown, 'photo.no', SENDER)
    expect(stage.answerTo('om_p')?.text).toContain('没有登记')
    expect(await stage.house.ledger.ofMessage('om_p')).toEqual([])
    stage.close()
  })

  it('that is recalled takes its question with it, and its figures once they counted', async () => {
    const { stage, shown } = await photographed(text('今天适老化改造完成12户'))
    const asked = { ...shown }
    await stage.recall('om_p')
    expect(stage.answerTo('om_p')?.text).toContain('消息已撤回')
    expect((await stage.press(asked, 'photo.yes', SENDER))?.tone).toBe('warning')
    expect(await stage.house.ledger.ofMessage('om_p')).toEqual([])
    stage.close()

    const { stage: other, shown: again } = await photographed(text('今天适老化改造完成12户'))
    await other.press(again, 'photo.yes', SENDER)
    await other.recall('om_p')
    expect((await other.house.ledger.ofMessage('om_p')).map((one) => one.status)).toEqual(['withdrawn'])
    other.close()
  })

  it('that is not read is answered with why, and with what to do instead', async () => {
    const unread = (why: Unread): Transcript => ({ kind: 'unread', why })
    const cases: [Transcript, string][] = [
      [unread('not-here'), '图片现在还读不了'],
      [unread('not-allowed'), '图片现在还读不了'],
      [unread('gone'), '图片取不到'],
      [unread('too-large'), '超过 5 MB'],
      [unread('format'), '请发 jpg 或 png'],
      [unread('broken'), '没有传完整'],
      [{ kind: 'nothing' }, '没有读到字'],
      [text(' ', ''), '没有读到字'],
    ]
    let now: Transcript = { kind: 'nothing' }
    const stage = await darkroom(() => now)
    for (const [place, [transcript, words]] of cases.entries()) {
      now = transcript
      const shown = await send(stage, `om_${place}`)
      expect(shown.text).toContain(words)
      expect(shown.text).toContain('打成文字')
    }
    stage.close()
  })

  it('with more than anybody looks over is not offered', async () => {
    const { stage, shown } = await photographed(
      text(...Array.from({ length: 100 }, (_, i) => `适老化改造${i}户`)),
    )
    expect(shown.text).toContain('太多')
    await expect(stage.press(shown, 'photo.yes', SENDER)).rejects.toThrow()
    stage.close()
  })

  it('of the platform brings its key, and several in a post all of theirs', () => {
    expect(readContent('image', '{"image_key":"img_9"}', [])).toEqual({
      unreadable: 'image',
      file: { key: 'img_9', name: '' },
    })
    expect(readContent('image', '', [])).toEqual({ unreadable: 'image' })
    const img = (key: string) => [{ tag: 'img', image_key: key }]
    const post = (content: unknown[][]) => JSON.stringify({ title: '', content })
    expect(readContent('post', post([img('a'), img('b')]), [])).toEqual({
      unreadable: 'image',
      pictures: ['a', 'b'],
    })
    expect(readContent('post', post([[{ tag: 'text', text: '见图' }], img('a')]), [])).toEqual({
      text: '见图',
      pictures: ['a'],
    })
  })
})

describe('several readers', () => {
  const unread =
    (why: Unread): PictureReader =>
    async () => ({ kind: 'unread', why })
  const failing: PictureReader = async () => {
    throw new Error('busy')
  }
  const reading = (...readers: PictureReader[]) => createPictureReading(async () => PNG, readers)(picture)

  it('are asked in their order until one finds text', async () => {
    const asked: string[] = []
    const reader =
      (name: string, transcript: Transcript): PictureReader =>
      async () => {
        asked.push(name)
        return transcript
      }
    const all = [reader('a', { kind: 'nothing' }), reader('b', text('12户')), reader('c', text('13户'))]
    expect(await reading(...all)).toEqual(text('12户'))
    expect(asked).toEqual(['a', 'b'])
  })

  it('stand in for one another when one is not allowed or fails', async () => {
    expect(await reading(unread('not-allowed'), async () => text('12户'))).toEqual(text('12户'))
    expect(await reading(failing, async () => text('12户'))).toEqual(text('12户'))
  })

  it('are all asked again later where one that may pass failed, and nobody looked in', async () => {
    await expect(reading(failing, unread('not-allowed'))).rejects.toThrow('busy')
    expect(await reading(failing, async () => ({ kind: 'nothing' }))).toEqual({ kind: 'nothing' })
  })

  it('see no picture that is none', async () => {
    const never: PictureReader = async () => {
      throw new Error('asked')
    }
    const of = (bytes: Uint8Array) => createPictureReading(async () => bytes, [never])(picture)
    expect(await of(new TextEncoder().encode('%PDF-1.4'))).toEqual({ kind: 'unread', why: 'format' })
    expect(await of(new Uint8Array())).toEqual({ kind: 'unread', why: 'broken' })
    const gone = createPictureReading(async () => 'gone' as const, [never])
    expect(await gone(picture)).toEqual({ kind: 'unread', why: 'gone' })
  })
})
