import { createDecipheriv, createHash } from 'node:crypto'

const BLOCK = 16

/**
 * Opens the `encrypt` field of a callback: base64 of a 16-byte IV and AES-256-CBC, key = sha256 of the Encrypt Key.
 * Undefined when it is not that, or not UTF-8: what a client sent never throws.
 */
export function decrypt(encrypted: string, encryptKey: string): string | undefined {
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length < 2 * BLOCK || bytes.length % BLOCK !== 0) return undefined
  const key = createHash('sha256').update(encryptKey, 'utf8').digest()
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, BLOCK))
    const plain = Buffer.concat([decipher.update(bytes.subarray(BLOCK)), decipher.final()])
    return utf8(plain)
  } catch {
    return undefined
  }
}

/** The text of UTF-8 bytes; undefined where they are not UTF-8, rather than text with holes. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return undefined
  }
}
