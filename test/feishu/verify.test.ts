import { describe, expect, test } from 'vitest'
import { decrypt } from '../../src/feishu/decrypt.ts'
import { isSigned, sameSecret, signatureOf } from '../../src/feishu/verify.ts'

const KEY = 'test-encrypt-key-0001'
const A =
  'AAECAwQFBgcICQoLDA0OD5l+RVJdVs6cjHpFeQ8fHjwouDqPl8aHeJkAphJjzLDGz6q/JiCZPaYrkSqXT5qQxByYxRqaU89ObDDWy1vZ3+0OxbstmzNvNMuXuHwgm2ch'
const B =
  'AAECAwQFBgcICQoLDA0ODzgJiQ3uarzFvhwDhf0/iSX/+YgMN5zSsAPv6xMzsKqDEpKk/kk56TyDNn1cgM4zw96d8CMBANR3fU9siIuCm87rspuB3TDjLjh7vVaaM3P2'

const bytes = (text: string) => new TextEncoder().encode(text)
const sign = (body: string) => signatureOf('1760000000', 'nonce-0001', KEY, bytes(body))

function headers(signature: string, without = ''): Headers {
  const all = new Headers({
    'X-Lark-Request-Timestamp': '1760000000',
    'X-Lark-Request-Nonce': 'nonce-0001',
    'X-Lark-Signature': signature,
  })
  if (without) all.delete(without)
  return all
}

describe('decrypting', () => {
  test.each([
    ['A', A, KEY, '{"challenge":"c-0001","token":"vt-0001","type":"url_verification"}'],
    ['B', B, KEY, '{"schema":"2.0","header":{"token":"vt-0001"},"event":{"k":"12户"}}'],
    ['C', 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'test key', 'hello world'],
  ])('opens vector %s', (_, cipher, key, plain) => {
    expect(decrypt(cipher, key)).toBe(plain)
  })

  test.each([
    ['another key', A, 'other'],
    ['a cut text', A.slice(0, -24), KEY],
    ['no base64', '不是', KEY],
    ['nothing', '', KEY],
    ['an IV alone', 'AAECAwQFBgcICQoLDA0ODw==', KEY],
  ])('gives nothing for %s, without throwing', (_, cipher, key) => {
    expect(decrypt(cipher, key)).toBeUndefined()
  })
})

describe('the signature', () => {
  test.each([
    [`{"encrypt":"${A}"}`, '03aebcf0f2fa7d1a579030e5e679307635b5337391b31a64ae9d4ba3d5100416'],
    [`{"encrypt":"${B}"}`, 'beda1d250f4c1e4d816024a184d3b7454aad56bd60514f778792739748b5a010'],
    [`{"encrypt": "${B}"}`, 'c29550d15bb5f91e8065b384989f27fd65c14d0ab564a542b1b5a794868d9110'],
  ])('is that of the raw bytes', (body, expected) => {
    expect(sign(body)).toBe(expected)
    expect(isSigned(headers(expected), bytes(body), KEY)).toBe(true)
  })

  test('fails when a header is missing, and with an empty key', () => {
    const body = `{"encrypt":"${A}"}`
    for (const header of ['x-lark-request-timestamp', 'x-lark-request-nonce', 'x-lark-signature'])
      expect(isSigned(headers(sign(body), header), bytes(body), KEY)).toBe(false)
    const unkeyed = signatureOf('1760000000', 'nonce-0001', '', bytes(body))
    expect(isSigned(headers(unkeyed), bytes(body), '')).toBe(false)
  })

  test('an empty secret equals nothing, not even itself', () => {
    expect(sameSecret('', '')).toBe(false)
    expect(sameSecret('vt-0001', 'vt-0001')).toBe(true)
    expect(sameSecret('vt-0001 ', 'vt-0001')).toBe(false)
  })
})
