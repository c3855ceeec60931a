import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ownReader } from '../../src/assemble-pictures.ts'
import type { Document } from '../../src/knowledge/document.ts'
import { ingestFolder } from '../../src/knowledge/ingest-folder.ts'
import { hasOcr } from '../../src/knowledge/ocr.ts'
import { createParseWorker, createPictureReader } from '../../src/knowledge/parse-worker.ts'
import { pictureSize } from '../../src/knowledge/picture-size.ts'
import { withoutRules } from '../../src/knowledge/ruled.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { openStage } from '../support/stage.ts'
import { knowledge } from './samples.ts'

const NOW = '2026-06-24T02:00:00.000Z'
const file = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, 'files', name)))
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** The sample bureau's settings, and these scans as its documents. */
function bureau(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'scans-'))
  folders.push(folder)
  for (const name of ['organization.yaml', 'indicators.yaml', 'glossary.yaml'])
    cpSync(join(knowledge, name), join(folder, name))
  mkdirSync(join(folder, 'documents'))
  for (const name of names) cpSync(join(import.meta.dirname, 'files', name), join(folder, 'documents', name))
  return folder
}

const index = () =>
  createDocumentStore(openSqlite(':memory:', resolve(import.meta.dirname, '../../migrations')))

describe('without a reader of pictures', () => {
  it('pages that are pictures are named in the report, each time; empty ones are not', async () => {
    const folder = bureau('半扫描.pdf', '扫描通知.pdf')
    const documents = index()
    const told = [
      {
        path: '扫描通知.pdf',
        reason: '是扫描件，没有文字层，请换成可复制文字的 pdf 或 docx，或者装好图片识别（OCR_ENGINE）再导入',
      },
      { path: '半扫描.pdf', reason: '第2页是图片，没有文字层，没有收；其余页已收' },
    ]
    expect((await ingestFolder(folder, documents, NOW)).refused).toEqual(told)
    expect(await ingestFolder(folder, documents, NOW)).toMatchObject({ changed: 0, refused: told })
    rmSync(join(folder, 'documents', '半扫描.pdf'))
    expect((await ingestFolder(folder, documents, NOW)).refused).toHaveLength(1)
  })
})

// The packages are optional: where they were left out on purpose there is nothing to be tried.
describe.skipIf(!hasOcr())('a reader of pictures', { timeout: 90_000 }, () => {
  it('reads a photographed table row by row', async () => {
    const read = ownReader(createPictureReader())
    expect(await read(file('表格照片.jpg'), { chat: '' })).toEqual({
      kind: 'text',
      lines: ['新河街道6月24日', '指标 | 今天', '适老化改造 | 12户', '能力评估 | 30人'],
    })
    // A few bytes that promise more pixels than memory holds.
    const bomb = new Uint8Array(64)
    bomb.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    new DataView(bomb.buffer).setUint32(16, 60_000)
    new DataView(bomb.buffer).setUint32(20, 60_000)
    expect(await read(bomb, { chat: '' })).toEqual({ kind: 'unread', why: 'broken' })
    const cut = file('表格照片.jpg').slice(0, 20)
    expect(await read(cut, { chat: '' })).toEqual({ kind: 'unread', why: 'broken' })
  })

  it('reads a scanned notice as text, in articles, and marks its page', async () => {
    const worker = createParseWorker({ ocr: true })
    const { passages, scan, number, effective }: Document = await worker.parse({
      path: '扫描通知.pdf',
      bytes: file('扫描通知.pdf'),
    })
    await worker.stop()
    expect({ scan, number, effective }).toEqual({
      scan: { read: [1], unread: [], unsure: 0 },
      number: '云民发〔2025〕12号',
      effective: '2025-07-01',
    })
    expect(passages.find((one) => one.article === '二、')?.text).toBe(
      '二、救助标准。每人每次救助标准不低于1200元，全年累计不超过8400元。',
    )
    expect(passages.every((one) => one.kind !== 'table' && one.kind !== 'row')).toBe(true)
  })

  it('reads anew what could not be read before it was there, and marks it wherever it is quoted', async () => {
    const folder = bureau('扫描通知.pdf')
    const place = { knowledge: folder, database: join(folder, 'index.db') }
    const before = await openStage(place)
    expect((await before.house.documents.counts()).documents).toBe(0)
    before.close()
    const after = await openStage({ ...place, ocr: true })
    const { text, reply } = await after.say('ou_xh_wang', '临时救助每人每次标准是多少')
    expect(reply.kind).toBe('answer')
    expect(text).toContain('1200元')
    expect(text).toContain('原文由图片识别，数字请核对原件')
    expect(text).toContain('（由图片识别，请核对原件）')
    after.close()
  })
})

describe('the size of a picture', () => {
  const png = (width: number, height: number) => {
    const bytes = new Uint8Array(40)
    bytes.set([0x89, 0x50, 0x4e, 0x47])
    new DataView(bytes.buffer).setUint32(16, width)
    new DataView(bytes.buffer).setUint32(20, height)
    return bytes
  }

  it('is told by its header alone', () => {
    expect(pictureSize(file('表格照片.jpg'))).toEqual({ width: 908, height: 494 })
    expect(pictureSize(png(60_000, 3))).toEqual({ width: 60_000, height: 3 })
    expect(pictureSize(new Uint8Array(10))).toBeUndefined()
  })

  it('is never asked for beyond the end, whatever the bytes are', () => {
    const starts = fc.constantFrom(
      [0xff, 0xd8],
      [0x89, 0x50],
      [0x47, 0x49],
      [0x42, 0x4d],
      [0x52, 0x49, 0x46, 0x46],
    )
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
        const size = pictureSize(new Uint8Array([...start, ...rest]))
        if (size) expect(Number.isFinite(size.width * size.height)).toBe(true)
      }),
    )
  })
})

describe('the rules of a table', () => {
  it('are painted over, letters are not', () => {
    const [width, height] = [220, 60]
    const data = new Uint8ClampedArray(width * height * 4).fill(255)
    const ink = (x: number, y: number) => data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    for (let x = 0; x < width; x++) ink(x, 30)
    for (let y = 0; y < height; y++) ink(110, y)
    for (let x = 20; x < 28; x++) ink(x, 10)
    withoutRules({ data, width, height })
    const isInk = (x: number, y: number) => data[(y * width + x) * 4] === 0
    expect([isInk(50, 30), isInk(110, 5), isInk(110, 30)]).toEqual([false, false, false])
    expect([isInk(20, 10), isInk(27, 10)]).toEqual([true, true])
  })
})
