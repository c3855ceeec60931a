import { type Context, Hono } from 'hono'
import type { Document } from '../knowledge/document.ts'
import type { DocumentHead } from '../knowledge/ports.ts'
import type { Markup } from './markup.ts'
import { changesPage } from './source-changes.ts'
import { changesAddress, type Pass, passOf, signPass, sourceAddress } from './source-link.ts'
import { missingPage, type SourceDocument, sourcePage, type Version } from './source-page.ts'
import { sourceStyle } from './source-style.ts'

export interface SourceDeps {
  /** By its path below `documents/`. */
  document(path: string): Promise<SourceDocument | undefined>
  /** How all documents stand in time: which ones a document replaced. */
  heads(): Promise<Pick<DocumentHead, 'path' | 'supersededBy'>[]>
  /** Signs links to documents that are not for everybody. */
  key: string
  /** UTC ISO */
  clock(): string
  /** YYYY-MM-DD in the bureau's zone. */
  today(): string
}

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * `GET /sources/…?quote=…`: a document as a page (CONTRACT §3), the cited words marked; `?changes=1`: what changed from it to
 * the one that replaced it. What is not for everybody needs a link that was signed for somebody who may read it; without one
 * the answer is the same as for a document that is not there.
 */
export function sourceRoutes(deps: SourceDeps): Hono {
  const app = new Hono()
  app.get('/sources.css', (c) =>
    c.body(sourceStyle, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }),
  )
  app.get('/sources/*', (c) => page(c, deps))
  return app
}

async function page(c: Context, deps: SourceDeps): Promise<Response> {
  c.header('content-security-policy', POLICY)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'private, no-store')
  const path = decoded(new URL(c.req.url).pathname.slice('/sources/'.length))
  const document = path === undefined ? undefined : await deps.document(path)
  // Checked for every document, so that a refusal takes as long as a miss.
  const pass = await passOf(deps.key, path ?? '', c.req.query('t') ?? '', deps.clock())
  const shown = document && mayRead(document, pass) ? await made(c, document, pass, deps) : undefined
  return shown ? c.html(await shown) : c.html(await missingPage(), 404)
}

/** The audience is the document's own of today: a link does not outlive the right to read. */
function mayRead({ audience }: Document, pass: Pass | undefined): boolean {
  return audience.includes('all') || audience.some((key) => pass?.readers.includes(key))
}

async function made(
  c: Context,
  document: SourceDocument,
  pass: Pass | undefined,
  deps: SourceDeps,
): Promise<Markup | undefined> {
  const replacedBy = document.validity?.supersededBy
  const found = replacedBy ? await deps.document(replacedBy) : undefined
  const newer = found && mayRead(found, pass) ? found : undefined
  const here = await versionOf(document, undefined, pass, deps)
  if (c.req.query('changes') !== undefined)
    return (
      newer &&
      changesPage(
        { document, ...here },
        { document: newer, ...(await versionOf(newer, undefined, pass, deps)) },
      )
    )
  const quote = c.req.query('quote') ?? c.req.query('q') ?? ''
  return sourcePage({
    ...{ document, quote, today: deps.today() },
    newer: newer && (await versionOf(newer, document, pass, deps)),
    older: await olderThan(document, pass, deps),
  })
}

async function olderThan({ path }: Document, pass: Pass | undefined, deps: SourceDeps): Promise<Version[]> {
  const replaced = (await deps.heads()).filter((head) => head.supersededBy === path)
  const documents = await Promise.all(replaced.map((head) => deps.document(head.path)))
  const readable = documents.filter((one) => one !== undefined && mayRead(one, pass)) as SourceDocument[]
  return Promise.all(readable.map((one) => versionOf(one, one, pass, deps)))
}

/** A link to another version opens as long as the one that led here; `compared`: the older of the two. */
async function versionOf(
  document: Document,
  compared: Document | undefined,
  pass: Pass | undefined,
  { key }: SourceDeps,
): Promise<Version> {
  const tokenFor = async ({ path }: Document) => pass && signPass(key, path, pass)
  return {
    title: document.title,
    address: sourceAddress('', document.path, '', await tokenFor(document)),
    ...(compared ? { changes: changesAddress('', compared.path, await tokenFor(compared)) } : {}),
  }
}

function decoded(path: string): string | undefined {
  try {
    return path.split('/').map(decodeURIComponent).join('/')
  } catch {
    return undefined
  }
}
