import type { z } from 'zod'

/** What a model wrote, as the value asked for; thoughts, fences and words around the JSON are passed over. */
export function readJson<T>(
  text: string,
  schema: z.ZodType<T>,
  restore: (text: string) => string,
): { value: T } | { reason: string } {
  const spoken = text.replace(/<think>[\s\S]*?(?:<\/think>|$)/gi, '').replace(/```(?:json)?/gi, '')
  const json = outermost(spoken)
  if (!json) return { reason: '没有 JSON' }
  try {
    const parsed = schema.safeParse(JSON.parse(json))
    if (!parsed.success) return { reason: `JSON 的形状不对：${parsed.error.issues[0]?.path.join('.') ?? ''}` }
    return { value: restored(parsed.data, restore) }
  } catch {
    return { reason: 'JSON 不完整' }
  }
}

/** From the first brace to its own closing one. */
function outermost(text: string): string | undefined {
  const start = text.indexOf('{')
  if (start < 0) return undefined
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length; i++) {
    const sign = text[i]
    if (quoted) {
      if (sign === '\\') i += 1
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '{') depth += 1
    else if (sign === '}' && --depth === 0) return text.slice(start, i + 1)
  }
  return undefined
}

function restored<T>(value: T, restore: (text: string) => string): T {
  if (typeof value === 'string') return restore(value) as T
  if (Array.isArray(value)) return value.map((one) => restored(one, restore)) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, restored(one, restore)])) as T
  return value
}
