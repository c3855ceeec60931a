import { createHash, timingSafeEqual } from 'node:crypto'

/** Any headers that can be asked by name: `Headers` of the web, or a map of lower-case names. */
export interface HeaderLookup {
  get(name: string): string | null | undefined
}

/**
 * Whether Feishu signed these very bytes: hex sha256 of timestamp + nonce + key + raw body.
 * The body is never re-serialised, since one space more is another signature.
 */
export function isSigned(headers: HeaderLookup, rawBody: Uint8Array, encryptKey: string): boolean {
  const timestamp = headers.get('x-lark-request-timestamp')
  const nonce = headers.get('x-lark-request-nonce')
  const signature = headers.get('x-lark-signature')
  // An empty key would make the signature a plain checksum that anybody can compute.
  if (!encryptKey || !timestamp || !nonce || !signature) return false
  return sameSecret(signature, signatureOf(timestamp, nonce, encryptKey, rawBody))
}

/** Lower-case hex, as Feishu sends it. */
export function signatureOf(
  timestamp: string,
  nonce: string,
  encryptKey: string,
  rawBody: Uint8Array,
): string {
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey, 'utf8')
    .update(rawBody)
    .digest('hex')
}

/** Compares in constant time, whatever the lengths; an empty expectation matches nothing. */
export function sameSecret(given: string, expected: string): boolean {
  if (expected === '') return false
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest()
  return timingSafeEqual(digest(given), digest(expected))
}
