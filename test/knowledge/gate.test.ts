import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createParseWorker } from '../../src/knowledge/parse-worker.ts'
import { readDocument } from '../../src/knowledge/read-document.ts'
import { documents, docx, refusalOf, samplePaths, scannedPdf, xlsx } from './samples.ts'

const OLE2 = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(512)])
const bomb = (name: string) => zipSync({ [name]: new Uint8Array(60_000_000).fill(32) }, { level: 9 })

describe('a file that cannot be read is named with its reason', () => {
  it.each<[string, Uint8Array, string]>([
    ['空.docx', new Uint8Array(), '是空文件'],
    ['密.docx', OLE2, '已加密，或者是旧版 Office 文件；请去掉密码后另存为 docx'],
    ['密.xlsx', OLE2, '已加密，或者是旧版 Office 文件；请去掉密码后另存为 xlsx'],
    ['旧.doc', OLE2, '不支持 .doc 文件，请另存为 docx'],
    ['宏.docm', docx(''), '不支持 .docm 文件，请另存为 docx'],
    ['图.JPG', strToU8('x'), '是图片，没有文字可读；请换成可复制文字的 docx 或 pdf'],
    ['说明', strToU8('x'), '不支持没有扩展名的文件，只读 docx、pdf、xlsx、md、txt、html'],
    ['假.docx', strToU8('其实是文字'), '不是有效的 docx 文件，内容与扩展名不符'],
    ['假.pdf', docx(''), '不是有效的 pdf 文件，内容与扩展名不符'],
    ['假.md', docx(''), '不是有效的 md 文件，其实是压缩包或 Office 文件，请改正扩展名'],
    ['假.txt', Uint8Array.from([1, 0, 2, 0, 3]), '不是有效的 txt 文件：里面不是文字'],
    ['空壳.docx', zipSync({ 'a.txt': strToU8('x') }), '不是有效的 docx 文件，或者文件已损坏'],
    ['断.docx', docx('<w:p/>').subarray(0, 200), '不是有效的 docx 文件，或者文件已损坏'],
    ['断.pdf', strToU8('%PDF-1.7\n乱'), '不是有效的 pdf 文件，或者文件已损坏'],
    ['断.xlsx', zipSync({ 'a.txt': strToU8('x') }), '不是有效的 xlsx 文件，或者文件已损坏'],
    [
      '扫描.pdf',
      scannedPdf(),
      '是扫描件，没有文字层，请换成可复制文字的 pdf 或 docx，或者装好图片识别（OCR_ENGINE）再导入',
    ],
    ['白.docx', docx('<w:p/>'), '没有读到文字'],
    ['弹.docx', bomb('word/document.xml'), '解压后超过 50 MB，疑似压缩炸弹，没有打开'],
    ['弹.xlsx', bomb('xl/worksheets/sheet1.xml'), '解压后超过 50 MB，疑似压缩炸弹，没有打开'],
    ['大.md', new Uint8Array(21_000_000).fill(65), '有 21 MB，超过 20 MB，请拆开或压缩图片'],
  ])('%s', async (path, bytes, reason) => {
    expect(await refusalOf(path, bytes)).toBe(reason)
  })

  it('refuses a sheet with one cell at the far end', async () => {
    const far = xlsx(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )
    expect(far.length).toBeLessThan(4_000)
    const began = performance.now()
    expect(await refusalOf('远.xlsx', far)).toMatch(/表格范围太大|不是有效的 xlsx/)
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('opens no file that an entity names', async () => {
    const entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    const bytes = docx('<w:p><w:r><w:t>甲&e;乙</w:t></w:r></w:p>', entity)
    expect(await refusalOf('实体.docx', bytes)).toBe('不是有效的 docx 文件，或者文件已损坏')
  })

  it('lives through tables nested 20,000 deep', async () => {
    const html = `<p>正文在此。</p>${'<table><tr><td>'.repeat(20_000)}底`
    const { passages } = await readDocument({ path: '深.html', bytes: strToU8(html) })
    expect(passages[0]?.text).toBe('正文在此。')
  })
})

describe('damaged files', () => {
  it('are read or refused in Chinese, whatever byte was changed', async () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    const some = samplePaths.filter((path) => /\.(?:docx|xlsx|pdf|html)$/.test(path))
    for (let round = 0; round < 60; round++) {
      const path = some[round % some.length] ?? ''
      const bytes = new Uint8Array(readFileSync(join(documents, path)))
      for (let i = 0; i < 20; i++) bytes[random(bytes.length)] = random(256)
      expect(await refusalOf(path, bytes)).toMatch(/^read$|^[\u4e00-\u9fa5][^\n]*$/)
    }
  })
})

describe('the parse thread', () => {
  const bytes = strToU8('# 办法\n\n第一条 正文。')

  it('reads on in a fresh thread after one ran out of memory', async () => {
    const worker = createParseWorker({ memoryMb: 24 })
    const cells = '<tr><td>甲</td></tr>'.repeat(600_000)
    const large = { path: '大.html', bytes: strToU8(`<table>${cells}</table>`) }
    await expect(worker.parse(large)).rejects.toThrow('太大或太复杂，读的时候内存不够，没有读')
    expect((await worker.parse({ path: '小.md', bytes })).title).toBe('办法')
    await worker.stop()
  })

  it('reads on in a fresh thread after one took too long', async () => {
    const worker = createParseWorker({ timeMs: 1 })
    await expect(worker.parse({ path: '慢.md', bytes })).rejects.toThrow('读了 0.001 秒还没有读完，没有读')
    await worker.stop()
  })

  it('says the same as reading without a thread', async () => {
    const worker = createParseWorker()
    const pdf = samplePaths.find((path) => path.endsWith('.pdf')) ?? ''
    const file = { path: pdf, bytes: new Uint8Array(readFileSync(join(documents, pdf))) }
    expect(await worker.parse(file)).toEqual(await readDocument(file))
    await expect(worker.parse({ path: 'a.pdf', bytes: scannedPdf() })).rejects.toThrow('是扫描件')
    await worker.stop()
  })
})
