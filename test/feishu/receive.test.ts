import { describe, expect, test } from 'vitest'
import { type Received, receiveEvent } from '../../src/feishu/receive.ts'
import {
  createEvents,
  encrypted,
  type SignedRequest,
  sealed,
  signed,
  testApp,
} from '../support/feishu/events.ts'

const NOW = '2026-06-24T02:00:01.000Z'
const events = createEvents()
const plainApp = { ...testApp, encryptKey: '' }

function receive(request: SignedRequest, settings: typeof testApp = testApp): Received {
  const rawBody = new TextEncoder().encode(request.body)
  return receiveEvent({ headers: new Headers(request.headers), rawBody }, settings, NOW)
}

const outcome = (received: Received) =>
  received.kind === 'refused' ? `${received.status} ${received.reason}` : received.kind

describe('a signed event', () => {
  test('is accepted, seven hours after it was signed too', () => {
    expect(receive(sealed(events.text({ text: '今天12户' })))).toMatchObject({
      kind: 'accepted',
      incoming: { kind: 'said', text: '今天12户', senderId: 'ou_a', addressed: true },
    })
    const late = signed(sealed(events.text({ text: '今天12户' })).body, testApp, '1')
    expect(receive(late).kind).toBe('accepted')
  })

  test('is refused after any of 2,000 mutations of body, headers and key', () => {
    const request = sealed(events.text({ text: '今天12户' }))
    const random = seeded(7)
    let accepted = 0
    for (let round = 0; round < 2_000; round++) {
      const { mutated, key } = mutate(request, random)
      const received = receive(mutated, { ...testApp, encryptKey: key })
      expect(['refused']).toContain(received.kind)
      if (received.kind !== 'refused') accepted++
    }
    expect(accepted).toBe(0)
  })

  test('is refused when the token or the app is another, and never echoes their challenge', () => {
    const otherToken = createEvents({ ...testApp, verificationToken: 'vt-other' })
    const otherApp = createEvents({ ...testApp, appId: 'cli_other' })
    expect(outcome(receive(sealed(otherToken.text({ text: '12户' }))))).toBe('401 wrong-token')
    expect(outcome(receive(sealed(otherToken.challenge())))).toBe('401 wrong-token')
    expect(outcome(receive(sealed(otherApp.text({ text: '12户' }))))).toBe('401 wrong-app')
    expect(
      outcome(receive(sealed(events.text({ text: '12户' })), { ...testApp, verificationToken: '' })),
    ).toBe('401 wrong-token')
  })

  test('is not believed in what stands beside `encrypt`', () => {
    const inner = encrypted(JSON.stringify(events.text({ text: '12户', from: 'ou_a' })), testApp.encryptKey)
    const forged = events.text({ text: '9999户', from: 'ou_admin' })
    const received = receive(signed(JSON.stringify({ ...forged, encrypt: inner })))
    expect(received).toMatchObject({ kind: 'accepted', incoming: { text: '12户', senderId: 'ou_a' } })
  })

  test('of a kind that nobody subscribed is ignored with its name', () => {
    expect(receive(sealed(events.envelope('drive.file.edit_v1', {})))).toEqual({
      kind: 'ignored',
      reason: 'unknown-type',
      type: 'drive.file.edit_v1',
    })
    expect(receive(sealed(events.envelope('constructor', {}))).kind).toBe('ignored')
  })
})

describe('a body that is not what it should be', () => {
  const bad: [string, SignedRequest, string][] = [
    ['plain though a key is set', signed(JSON.stringify(events.text({ text: '12户' }))), '400 not-encrypted'],
    ['plain and unsigned', sealed(events.text({ text: '12户' }), plainApp), '401 bad-signature'],
    ['encrypted with another key', signed(JSON.stringify({ encrypt: encrypted('{}', 'other') })), '400'],
    ['cut', signed(sealed(events.text({ text: '12户' })).body.slice(0, -40)), '400 bad-body'],
    ['empty', signed(''), '400 bad-body'],
    ['a list', signed('[]'), '400 bad-body'],
    ['100,000 levels deep', signed('['.repeat(100_000)), '400 bad-body'],
    [
      '100,000 levels deep inside',
      inside(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      '400 bad-body',
    ],
    ['with __proto__', inside('{"schema":"2.0","__proto__":{"token":"vt-0001"}}'), '400 bad-body'],
    ['with an escaped __proto__', inside('{"\\u005f_proto__":{}}'), '400 bad-body'],
    ['with a key twice', inside('{"type":"a","type":"b"}'), '400 bad-body'],
    ['without an event', inside('{"schema":"2.0","header":{"token":"vt-0001"}}'), '400 bad-body'],
    ['2 MB', signed(`{"encrypt":"${'A'.repeat(2_000_000)}"}`), '413 too-large'],
  ]

  test.each(bad)('%s is refused', (_, request, expected) => {
    expect(outcome(receive(request))).toContain(expected)
  })

  test('that is not UTF-8 is refused', () => {
    const rawBody = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])
    expect(receiveEvent({ headers: new Headers(), rawBody }, plainApp, NOW)).toMatchObject({ status: 400 })
  })

  test('whose fields have the wrong types never throws', () => {
    const junk = [null, 1, 'x', true, [], {}, [[]], { a: 1 }]
    const good = events.text({ text: '12户', group: true, mentionBot: true })
    for (const field of Object.keys(messageOf(good)))
      for (const value of junk) {
        const event = { ...(good.event as object), message: { ...messageOf(good), [field]: value } }
        expect(() => receive(sealed({ ...good, event }))).not.toThrow()
      }
    for (const part of ['header', 'event', 'schema'])
      for (const value of junk) expect(() => receive(sealed({ ...good, [part]: value }))).not.toThrow()
  })
})

describe('the address check', () => {
  test.each([
    ['encrypted and signed', sealed(events.challenge('c-9')), testApp],
    ['encrypted, unsigned', { ...sealed(events.challenge('c-9')), headers: {} }, testApp],
    ['plain, without a key', sealed(events.challenge('c-9'), plainApp), plainApp],
  ])('is answered: %s', (_, request, settings) => {
    expect(receive(request, settings)).toEqual({ kind: 'challenge', challenge: 'c-9' })
  })

  test('is not answered plain when a key is set, nor unsigned with another token', () => {
    expect(outcome(receive(sealed(events.challenge(), plainApp)))).toBe('401 bad-signature')
    const other = createEvents({ ...testApp, verificationToken: 'vt-other' })
    const request = { ...sealed(other.challenge()), headers: {} }
    expect(outcome(receive(request))).toBe('401 wrong-token')
  })
})

function inside(plain: string): SignedRequest {
  return signed(JSON.stringify({ encrypt: encrypted(plain, testApp.encryptKey) }))
}

function messageOf(body: Record<string, unknown>): Record<string, unknown> {
  return (body.event as { message: Record<string, unknown> }).message
}

function mutate(request: SignedRequest, random: () => number) {
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)] as T
  const spoil = (text: string) => {
    const at = Math.floor(random() * text.length)
    const other = String.fromCharCode(33 + Math.floor(random() * 90))
    return pick([
      () => text.slice(0, at) + text.slice(at + 1),
      () => `${text.slice(0, at)}${other === text[at] ? '~' : other}${text.slice(at + 1)}`,
      () => text.slice(0, at) + other + text.slice(at),
      () => text.slice(0, at),
    ])()
  }
  const header = pick(Object.keys(request.headers).filter((name) => name.startsWith('x-lark')))
  const headers = { ...request.headers }
  const kind = pick(['body', 'header', 'dropped', 'key'])
  if (kind === 'header') headers[header] = spoil(headers[header] as string)
  if (kind === 'dropped') delete headers[header]
  return {
    mutated: { headers, body: kind === 'body' ? spoil(request.body) : request.body },
    key: kind === 'key' ? spoil(testApp.encryptKey) : testApp.encryptKey,
  }
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
