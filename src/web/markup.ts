import type { html } from 'hono/html'

/** Escaped HTML, as `html` makes it. */
export type Markup = ReturnType<typeof html>

export type Node = Record<string, unknown>

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

export function words(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** A link that a page may carry: a web address or a place on this site. */
export function safeLink(value: unknown): string | undefined {
  const url = words(value)
  return /^https?:\/\//i.test(url) || /^\/(?!\/)/.test(url) ? url : undefined
}
