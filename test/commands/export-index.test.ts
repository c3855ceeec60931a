import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import type { NodeHouse } from '../../src/assemble-node.ts'
import type { Io } from '../../src/commands/command.ts'
import { exportIndex } from '../../src/commands/export-index.ts'
import { UsageError } from '../../src/errors.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'

const store = openSqlite(':memory:', resolve(import.meta.dirname, '../../migrations'))
const house = { store, documents: createDocumentStore(store) } as unknown as NodeHouse

function run(args: string[], writeFile: Io['writeFile']) {
  const out: string[] = []
  const io = { out: (line: string) => out.push(line), err() {}, writeFile } as unknown as Io
  return exportIndex
    .run(args, io, async () => house)
    .then(() => out.map((line) => JSON.parse(line) as unknown))
}

it('writes one file and says what is in it', async () => {
  const files = new Map<string, string>()
  const out = await run(
    ['--out', 'index.sql'],
    async (path, content) => void files.set(path, String(content)),
  )
  expect(out).toMatchObject([{ documents: 0, passages: 0, file: 'index.sql' }])
  expect(files.get('index.sql')).toMatch(/^CREATE TABLE IF NOT EXISTS index_pieces/)
})

it('asks for the file’s name, and says when it cannot be written', async () => {
  await expect(run([], async () => {})).rejects.toThrow(UsageError)
  const closed = run(['--out', '/closed/index.sql'], () => Promise.reject(new Error('EACCES')))
  await expect(closed).rejects.toThrow(/写不进 \/closed\/index.sql/)
})
