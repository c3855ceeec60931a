/** Links to cited documents. One that is not for everybody opens only with a token made here, for a limited time. */

const encoder = new TextEncoder()

/** How much of a citation a link carries: enough to find it again. */
const QUOTE = 80

/** Returns `EXPIRES.SIGNATURE`; `expiresAt` is a UTC ISO time. The key is any secret string of the house. */
export async function signSource(key: string, path: string, expiresAt: string): Promise<string> {
  const expires = String(Math.floor(Date.parse(expiresAt) / 1000))
  const signature = await crypto.subtle.sign('HMAC', await hmacKey(key), signed(path, expires))
  return `${expires}.${base64url(new Uint8Array(signature))}`
}

/** Whether the token was made with this key, for this document, and has not run out at `now` (UTC ISO). Constant time. */
export async function verifySource(key: string, path: string, token: string, now: string): Promise<boolean> {
  const [, expires, signature] = /^(\d{1,12})\.([\w-]{43})$/.exec(token) ?? []
  if (!key || !expires || !signature) return false
  const bytes = fromBase64url(signature)
  const genuine = await crypto.subtle.verify('HMAC', await hmacKey(key), bytes, signed(path, expires))
  return genuine && Number(expires) * 1000 > Date.parse(now)
}

/** The address of a document's page with the citation marked; `base` without trailing slash. */
export function sourceAddress(base: string, path: string, quote: string, token?: string): string {
  const place = path.split('/').map(encodeURIComponent).join('/')
  const query = new URLSearchParams()
  if (quote) query.set('q', [...quote].slice(0, QUOTE).join(''))
  if (token) query.set('t', token)
  const text = query.toString()
  return `${base}/sources/${place}${text ? `?${text}` : ''}${quote ? '#cited' : ''}`
}

function hmacKey(key: string) {
  const usage: ['sign', 'verify'] = ['sign', 'verify']
  return crypto.subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, usage)
}

function signed(path: string, expires: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encoder.encode(`source\n${expires}\n${path}`))
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
