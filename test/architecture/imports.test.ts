import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const src = resolve(import.meta.dirname, '../../src')

/** Rooms by level: a file imports from its own room and from lower levels only. */
const LEVELS: Record<string, number> = {
  entry: 7,
  commands: 6,
  assemble: 5,
  app: 4,
  feishu: 3,
  storage: 3,
  language: 3,
  web: 3,
  settings: 3,
  conversation: 2,
  policy: 1,
  reporting: 1,
  summary: 1,
  knowledge: 0,
  roster: 0,
  base: -1,
}
const BASE = new Set(['message.ts', 'reply.ts', 'errors.ts', 'log.ts', 'clock.ts', 'metrics.ts'])
const ENTRIES = new Set(['node.ts', 'worker.ts', 'cli.ts'])

/** The catalogue, an entry and the organization are plain data types that features and the loader of the knowledge folder share. */
const SHARED_TYPES = new Set(['reporting/catalogue.ts', 'reporting/entry.ts', 'roster/organization.ts'])

const VENDORS: Record<string, string[]> = {
  '@larksuiteoapi/node-sdk': ['feishu'],
  'drizzle-orm': ['storage'],
  'better-sqlite3': ['storage'],
  hono: ['app', 'feishu', 'web', 'entry', 'assemble'],
  '@hono/node-server': ['entry', 'assemble'],
  langchain: ['language'],
  '@langchain/openai': ['language'],
  '@langchain/core': ['language'],
}

interface Import {
  file: string
  room: string
  target: string
  typeOnly: boolean
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)))
    .sort()
}

function roomOf(file: string): string {
  if (BASE.has(file) || file.startsWith('../prompts/')) return 'base'
  if (ENTRIES.has(file)) return 'entry'
  if (/^assemble(-[a-z]+)?\.ts$/.test(file)) return 'assemble'
  return file.includes('/') ? file.split('/')[0]! : file.replace(/\.ts$/, '')
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8')
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/gm,
  )
  return [...found].map((match) => {
    const name = match[2] ?? match[3] ?? ''
    const target = name.startsWith('.') ? relative(src, join(src, dirname(file), name)) : name
    return { file, room: roomOf(file), target, typeOnly: Boolean(match[1]) }
  })
}

const imports = files(src).flatMap(importsOf)
const own = imports.filter((one) => one.target.endsWith('.ts'))

describe('the house', () => {
  it('lets imports run downwards only', () => {
    const wrong = own.filter(({ room, target, typeOnly }) => {
      const to = roomOf(target)
      if (to === room || (typeOnly && SHARED_TYPES.has(target))) return false
      if (typeOnly && room === 'commands' && to === 'assemble') return false
      const [level, below] = [LEVELS[room], LEVELS[to]]
      if (level === undefined || below === undefined) return true
      if (room === 'summary' && to === 'reporting') return !typeOnly
      // Adapters fit the interfaces that features own; only types may look sideways.
      return level === below ? true : level < below
    })
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([])
  })

  it('keeps vendors in their rooms', () => {
    const wrong = imports.filter(({ room, target }) => {
      const vendor = Object.keys(VENDORS).find((name) => target === name || target.startsWith(`${name}/`))
      return vendor !== undefined && !VENDORS[vendor]!.includes(room)
    })
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([])
  })

  it('names environment variables in settings.ts and the entries only', () => {
    const wrong = files(src).filter((file) => {
      if (file === 'settings.ts' || roomOf(file) === 'entry') return false
      return /process\.env/.test(readFileSync(join(src, file), 'utf8'))
    })
    expect(wrong).toEqual([])
  })

  it('takes the time as a parameter below the entries', () => {
    const wrong = files(src).filter((file) => {
      if (['clock.ts'].includes(file) || roomOf(file) === 'entry') return false
      return /new Date\(\)|Date\.now\(\)/.test(readFileSync(join(src, file), 'utf8'))
    })
    expect(wrong).toEqual([])
  })

  it('keeps every source file within 300 lines', () => {
    const long = files(src).filter((file) => readFileSync(join(src, file), 'utf8').split('\n').length > 301)
    expect(long).toEqual([])
  })

  it('has no room that nobody would find by its name', () => {
    const rooms = [...new Set(files(src).map(roomOf))]
    expect(rooms.filter((room) => LEVELS[room] === undefined)).toEqual([])
  })
})
