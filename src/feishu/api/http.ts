import type { Client } from '@larksuiteoapi/node-sdk'
import { parseJson } from '../json.ts'
import { CallFailure, refusalIn } from './failure.ts'

/** What the SDK calls instead of its own HTTP library, which fails on Workers and keeps bodies in its errors. */
export type SdkHttp = NonNullable<ConstructorParameters<typeof Client>[0]['httpInstance']>

interface Request {
  url?: string
  method?: string
  headers?: Record<string, unknown>
  params?: Record<string, unknown>
  data?: unknown
  responseType?: string
  timeout?: number
  $return_headers?: boolean
}

export interface HttpOptions {
  fetch: typeof fetch
  /** Milliseconds for a whole call, body included. */
  timeoutMs: number
  /** For up- and downloads, and for what is to be recognized. */
  fileTimeoutMs: number
}

/** Calls that carry a whole picture or a minute of sound as JSON. */
const RECOGNITION = /\/(?:basic|file)_recognize$/

/** The same code on Node and on Workers. Throws CallFailure for whatever is not a success, HTTP 200 with a `code` too. */
export function createHttp(options: HttpOptions): SdkHttp {
  const send = <R>(request: Request) => exchange(request, options) as Promise<R>
  return {
    request: send,
    get: (url, rest) => send({ ...rest, url, method: 'GET' }),
    delete: (url, rest) => send({ ...rest, url, method: 'DELETE' }),
    head: (url, rest) => send({ ...rest, url, method: 'HEAD' }),
    options: (url, rest) => send({ ...rest, url, method: 'OPTIONS' }),
    post: (url, data, rest) => send({ ...rest, url, data, method: 'POST' }),
    put: (url, data, rest) => send({ ...rest, url, data, method: 'PUT' }),
    patch: (url, data, rest) => send({ ...rest, url, data, method: 'PATCH' }),
  }
}

async function exchange(request: Request, options: HttpOptions): Promise<unknown> {
  const url = addressOf(request)
  const path = url.pathname.replace('/open-apis', '')
  const isFile = request.responseType === 'stream' || isMultipart(request) || RECOGNITION.test(path)
  const limit = request.timeout || (isFile ? options.fileTimeoutMs : options.timeoutMs)
  try {
    const answer = await options.fetch(url, { ...initOf(request), signal: AbortSignal.timeout(limit) })
    const data = await dataOf(answer, request, path)
    return request.$return_headers ? { data, headers: Object.fromEntries(answer.headers) } : data
  } catch (error) {
    if (error instanceof CallFailure) throw error
    const late = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
    throw new CallFailure({ kind: late ? 'timeout' : 'unreachable', path })
  }
}

function addressOf({ url, params }: Request): URL {
  const address = new URL(url ?? '')
  for (const [name, value] of Object.entries(params ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) address.searchParams.append(name, String(one))
  return address
}

function initOf(request: Request): RequestInit {
  const method = (request.method ?? 'GET').toUpperCase()
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers ?? {}))
    if (value !== undefined && name.toLowerCase() !== 'content-type') headers.set(name, String(value))
  // The SDK hands an empty object even to these, and a fetch with a body would refuse.
  if (method === 'GET' || method === 'HEAD' || request.data === undefined) return { method, headers }
  if (isMultipart(request)) return { method, headers, body: formOf(request.data) }
  headers.set('content-type', 'application/json; charset=utf-8')
  return { method, headers, body: JSON.stringify(request.data) }
}

function isMultipart(request: Request): boolean {
  const type = request.headers?.['Content-Type'] ?? request.headers?.['content-type']
  return String(type).startsWith('multipart/form-data')
}

function formOf(data: unknown): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(data as Record<string, unknown>)) {
    // The name that people see is a field of its own; this one only marks the part as a file.
    if (value instanceof Uint8Array) form.append(name, new Blob([new Uint8Array(value)]), 'upload')
    else if (value !== undefined) form.append(name, String(value))
  }
  return form
}

async function dataOf(answer: Response, request: Request, path: string): Promise<unknown> {
  const facts = { path, status: answer.status, headers: answer.headers }
  if (request.responseType === 'stream' && answer.ok && isFile(answer)) {
    // The SDK asks whether it is `readable`, as Node's streams are.
    return Object.assign(answer.body ?? new ReadableStream(), { readable: true })
  }
  const body = parseJson(await answer.text())
  const refusal = refusalIn(body, facts)
  if (refusal) throw refusal
  return body
}

/** A downloaded file may itself be JSON: then it comes under a name. */
function isFile(answer: Response): boolean {
  const type = answer.headers.get('content-type') ?? ''
  return !type.includes('application/json') || answer.headers.has('content-disposition')
}
