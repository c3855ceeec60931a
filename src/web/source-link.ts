import type { ReaderKeys } from '../roster/organization.ts'

/** Links to cited documents. One that is not for everybody opens only with a token made here, for a limited time. */

const encoder = new TextEncoder()

/** How much of a citation a link carries: enough to find it again. */
const QUOTE = 80

/** Returns `EXPIRES.SIGNATURE`; `expiresAt` is a UTC ISO time. The key is any secret string of the house. */
export async function signSource(key: string, path: string, expiresAt: string): Promise<string> {
  const expires = secondsOf(expiresAt)
  return `${expires}.${await signatureOf(key, `source\n${expires}\n${path}`)}`
}

/** Whether the token was made with this key, for this document, and has not run out at `now` (UTC ISO). Constant time. */
export async function verifySource(key: string, path: string, token: string, now: string): Promise<boolean> {
  const [, expires = '', signature = ''] = /^(\d{1,12})\.([\w-]{43})$/.exec(token) ?? []
  const genuine = await isGenuine(key, `source\n${expires}\n${path}`, signature)
  return genuine && Number(expires) * 1000 > Date.parse(now)
}

/** What a link lets its holder read: the audience keys of whoever it was made for, until a time (UTC ISO). */
export interface Pass {
  readers: ReaderKeys
  expiresAt: string
}

/** Returns `EXPIRES.KEYS.SIGNATURE`: the document opens as long as its audience has one of these keys. */
export async function signPass(key: string, path: string, { readers, expiresAt }: Pass): Promise<string> {
  const expires = secondsOf(expiresAt)
  const keys = base64url(encoder.encode(readers.join('\n')))
  return `${expires}.${keys}.${await signatureOf(key, `pass\n${expires}\n${keys}\n${path}`)}`
}

/** The pass that a token is for this document at `now`; undefined for one that is forged or has run out. Constant time. */
export async function passOf(
  key: string,
  path: string,
  token: string,
  now: string,
): Promise<Pass | undefined> {
  const [, expires = '', keys = '', signature = ''] = PASS.exec(token) ?? []
  const genuine = await isGenuine(key, `pass\n${expires}\n${keys}\n${path}`, signature)
  if (!genuine || Number(expires) * 1000 <= Date.parse(now)) return undefined
  const readers = new TextDecoder().decode(fromBase64url(keys)).split('\n')
  return { readers, expiresAt: new Date(Number(expires) * 1000).toISOString() }
}

const PASS = /^(\d{1,12})\.([\w-]{1,400})\.([\w-]{43})$/

/** The address of a document's page with the citation marked; `base` without trailing slash. */
export function sourceAddress(base: string, path: string, quote: string, token?: string): string {
  const query = new URLSearchParams()
  if (quote) query.set('quote', [...quote].slice(0, QUOTE).join(''))
  if (token) query.set('t', token)
  return `${placeOf(base, path, query)}${quote ? '#cited' : ''}`
}

/** The address of what changed between a document and the one that replaced it. */
export function changesAddress(base: string, path: string, token?: string): string {
  return placeOf(base, path, new URLSearchParams({ changes: '1', ...(token ? { t: token } : {}) }))
}

function placeOf(base: string, path: string, query: URLSearchParams): string {
  const place = path.split('/').map(encodeURIComponent).join('/')
  const text = query.toString()
  return `${base}/sources/${place}${text ? `?${text}` : ''}`
}

function secondsOf(instant: string): string {
  return String(Math.floor(Date.parse(instant) / 1000))
}

async function signatureOf(key: string, text: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await hmacKey(key), bytesOf(text))
  return base64url(new Uint8Array(signature))
}

async function isGenuine(key: string, text: string, signature: string): Promise<boolean> {
  if (!key || !signature) return false
  return crypto.subtle.verify('HMAC', await hmacKey(key), fromBase64url(signature), bytesOf(text))
}

function hmacKey(key: string) {
  const usage: ['sign', 'verify'] = ['sign', 'verify']
  return crypto.subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, usage)
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encoder.encode(text))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0))
}
