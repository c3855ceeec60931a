/** Deeper than anything the platform sends, shallow enough for every later walk over the value. */
const MAX_DEPTH = 64

export type JsonObject = { [key: string]: unknown }

/**
 * Reads JSON that came from outside. Undefined for what is no JSON, is nested too deeply, or has a key twice or `__proto__`:
 * two readers of such a body could see two different messages.
 */
export function parseJson(text: string): unknown {
  if (!isUnambiguous(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The same, for bodies that must be an object. */
export function parseObject(text: string): JsonObject | undefined {
  return asObject(parseJson(text))
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

/** The field as an object; an empty one where it is missing or something else. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  return asObject(value[key]) ?? {}
}

/** The field as text; empty where it is missing or something else. */
export function textAt(value: JsonObject, key: string): string {
  const field = value[key]
  return typeof field === 'string' ? field : ''
}

export function listAt(value: JsonObject, key: string): unknown[] {
  const field = value[key]
  return Array.isArray(field) ? field : []
}

/** One linear pass, with no recursion and no backtracking; whether it is JSON at all is left to the parser. */
function isUnambiguous(text: string): boolean {
  const open: (Set<string> | undefined)[] = []
  let string = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '"') {
      const end = closingQuote(text, at)
      if (end < 0) return false
      string = text.slice(at, end + 1)
      at = end
    } else if (char === '{' || char === '[') {
      if (open.push(char === '{' ? new Set() : undefined) > MAX_DEPTH) return false
    } else if (char === '}' || char === ']') open.pop()
    else if (char === ':' && !isNewKey(open.at(-1), string)) return false
  }
  return true
}

function closingQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return -1
}

function isNewKey(seen: Set<string> | undefined, quoted: string): boolean {
  if (!seen) return false
  try {
    const key = JSON.parse(quoted) as string
    if (key === '__proto__' || seen.has(key)) return false
    seen.add(key)
    return true
  } catch {
    return false
  }
}
