import { afterEach, describe, expect, test } from 'vitest'
import { parseEvent } from '../../src/feishu/events.ts'
import { fetchFile, fetchWithin } from '../../src/feishu/fetch-file.ts'
import { completeEdit, readMessage } from '../../src/feishu/read-message.ts'
import type { Edited } from '../../src/message.ts'
import { type Desk, openDesk } from '../support/feishu/desk.ts'
import { createEvents, defaultAt, testApp } from '../support/feishu/events.ts'

const open: Desk[] = []
const desk = async () => {
  const one = await openDesk({ timeoutMs: 500 })
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const said = { messageId: 'om_1', chatId: 'oc_group', senderId: 'ou_a' }
const mention = (id: string) => ({ key: '@_user_1', id, id_type: 'open_id', name: '助手' })

describe('a message read back', () => {
  test('has its words, its author, and says whether the bot is meant', async () => {
    const { platform, calls } = await desk()
    const content = JSON.stringify({ text: '<p>@_user_1 今天12户</p><p>能力评估30人</p>' })
    platform.said({ ...said, content, mentions: [mention('ou_bot')] })
    expect(await readMessage(calls, 'om_1', 'ou_bot')).toEqual({
      ...{ text: '今天12户\n能力评估30人', addressed: true, senderId: 'ou_a' },
    })
    platform.said({ ...said, content, mentions: [mention('ou_other')] })
    expect(await readMessage(calls, 'om_1', 'ou_bot')).toMatchObject({ addressed: false })
  })

  test('is none when it was recalled, is unknown, or may not be seen', async () => {
    const { platform, calls } = await desk()
    platform.said({ ...said, deleted: true })
    expect(await readMessage(calls, 'om_1', 'ou_bot')).toBeUndefined()
    expect(await readMessage(calls, 'om_none', 'ou_bot')).toBeUndefined()
    platform.fault({ call: 'get', wrong: { code: 230027 } })
    expect(await readMessage(calls, 'om_1', 'ou_bot')).toBeUndefined()
  })

  test('is asked for again later while the platform cannot say', async () => {
    const { platform, calls } = await desk()
    platform.fault({ call: 'get', wrong: { status: 503 } })
    await expect(readMessage(calls, 'om_1', 'ou_bot')).rejects.toThrow('HTTP 503')
  })

  test('completes an edit, whose own words and mentions are not believed', () => {
    const edit: Edited = {
      ...{ kind: 'edited', eventId: 'ev', messageId: 'om_1', chat: { id: 'oc_group', kind: 'group' } },
      ...{ senderId: '', sentAt: defaultAt, text: '', addressed: false, revision: '1' },
    }
    const read = { text: '今天12户', addressed: true, senderId: 'ou_a' }
    expect(completeEdit(edit, read)).toMatchObject(read)
    expect(completeEdit(edit, undefined)).toEqual(edit)
  })
})

describe('a file that was sent', () => {
  test('is named in the message, and its bytes are fetched', async () => {
    const { platform, calls } = await desk()
    const body = createEvents().message('file', { file_key: 'file_9', file_name: '周报.xlsx' }, {})
    const parsed = parseEvent(body, { ...testApp, verificationToken: testApp.verificationToken }, defaultAt)
    expect(parsed).toMatchObject({
      incoming: { kind: 'unreadable', content: 'file', file: { key: 'file_9', name: '周报.xlsx' } },
    })
    const bytes = new Uint8Array(3_000_000).map((_, place) => place % 251)
    platform.resources.set('file_9', bytes)
    expect(await fetchFile(calls, 'om_1', 'file_9')).toEqual(bytes)
  })

  test('is left when it is too large, gone, or refused', async () => {
    const { platform, calls } = await desk()
    platform.resources.set('file_9', new Uint8Array(2_000_000))
    const file = { messageId: 'om_1', key: 'file_9', type: 'file' as const }
    expect(await fetchWithin(calls, file, 1_000_000)).toBe('too-large')
    expect(await fetchWithin(calls, { ...file, key: 'file_none' }, 1_000_000)).toBe('gone')
    expect(await fetchFile(calls, 'om_1', 'file_none')).toBeUndefined()
    platform.fault({ call: 'resource', wrong: { code: 234004 } })
    expect(await fetchFile(calls, 'om_1', 'file_9')).toBeUndefined()
  })

  test('is asked for again later while the platform does not answer', async () => {
    const { platform, calls } = await desk()
    platform.fault({ call: 'resource', wrong: 'hang' })
    await expect(fetchFile(calls, 'om_1', 'file_9')).rejects.toThrow('timeout')
  })
})
