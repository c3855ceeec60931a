import { Hono } from 'hono'
import type { Markup } from './markup.ts'
import { signSource, verifySource } from './source-link.ts'

/** A page behind a signed link: what is asked for, and with whose rights, stands in the link and runs out with it. */
export interface SignedPageDeps<Link, Page> {
  /** With the rights that the link's person has now. */
  page(link: Link): Promise<Page | undefined>
  key: string
  /** UTC ISO */
  clock(): string
}

/** The address of such a page. A token for one route opens no other, and no document. */
export async function signedAddress(
  base: string,
  route: string,
  key: string,
  link: object,
  expiresAt: string,
): Promise<string> {
  const query = JSON.stringify(link)
  const token = await signSource(key, signed(route, query), expiresAt)
  return `${base}/${route}?${new URLSearchParams({ q: query, t: token })}`
}

function signed(route: string, query: string): string {
  return `${route}\n${query}`
}

/** `GET /ROUTE`. Without a valid link the same answer as for nothing. */
export function signedRoute<Link, Page>(
  route: string,
  deps: SignedPageDeps<Link, Page>,
  draw: (page: Page) => Markup,
): Hono {
  const app = new Hono()
  app.get(`/${route}`, async (c) => {
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('cache-control', 'private, no-store')
    const query = c.req.query('q') ?? ''
    const genuine = await verifySource(deps.key, signed(route, query), c.req.query('t') ?? '', deps.clock())
    const page = genuine ? await deps.page(JSON.parse(query) as Link) : undefined
    if (!page) return c.text('没有这个页面，或者链接已失效。', 404)
    return c.html(await draw(page))
  })
  return app
}
