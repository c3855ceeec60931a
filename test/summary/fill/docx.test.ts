import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { bureauOf, everyIndicator, fillText } from './bureau.ts'

const bureau = bureauOf('../../../knowledge')
const entries = everyIndicator(bureau, 'xinhe')
const run = (text: string, properties = '') =>
  `<w:r>${properties ? `<w:rPr>${properties}</w:rPr>` : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (...runs: string[]) =>
  `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>${runs.join('')}</w:p>`
const cell = (text: string) => `<w:tc>${paragraph(run(text))}</w:tc>`

function docx(body: string): Uint8Array {
  const xml = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(xml),
    'word/media/a.png': new Uint8Array([1, 2, 3]),
  })
}

const fill = (body: string) => fillText(bureau, 'x.docx', docx(body), entries)

it('fills blanks that are split over runs, and touches nothing but their text', async () => {
  const body = paragraph(
    run('完成适老化改造', '<w:b/>'),
    run('*'),
    run('*', '<w:i/>'),
    run('户，A&amp;B，能力评估'),
    run('　　　', '<w:u w:val="single"/>'),
    run('人。'),
  )
  const { docx: bytes, text, blanks } = await fill(body)
  const files = unzipSync(bytes!)
  expect(blanks.map((one) => [one.state, one.value])).toEqual([
    ['filled', 101],
    ['filled', 115],
  ])
  expect(text).toBe('完成适老化改造101户，A&B，能力评估115人。')
  const want = paragraph(
    run('完成适老化改造', '<w:b/>'),
    run('101'),
    run('', '<w:i/>'),
    run('户，A&amp;B，能力评估'),
    run('115', '<w:u w:val="single"/>'),
    run('人。'),
  )
  expect(strFromU8(files['word/document.xml']!)).toContain(want)
  expect(files['word/media/a.png']).toEqual(new Uint8Array([1, 2, 3]))
})

it('reads tables by row and column', async () => {
  const rows = [
    ['指标', '今年累计（户）', '全年任务'],
    ['适老化改造', '××', '××户'],
  ]
  const table = `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`
  const { blanks } = await fill(table)
  expect(blanks.map((one) => one.value)).toEqual([101, 320])
})

it('writes what cannot be markup', async () => {
  const { docx: bytes } = await fill(paragraph(run('在**区，&lt;w:t&gt;完成适老化改造*户')))
  expect(strFromU8(unzipSync(bytes!)['word/document.xml']!)).toContain(
    '在云溪区，&lt;w:t&gt;完成适老化改造101户',
  )
})

const box = (choice: string, fallback: string) =>
  `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>${choice}</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${fallback}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`

it('fills the older copy of a text box like the newer, and counts its blanks once', async () => {
  const split = paragraph(run('适老化'), run('改造*户'))
  const {
    docx: bytes,
    blanks,
    text,
  } = await fill(
    box(paragraph(run('适老化改造*户')) + paragraph(run('说明')), split + paragraph(run('说明'))) +
      paragraph(run('能力评估*人')),
  )
  const xml = strFromU8(unzipSync(bytes!)['word/document.xml']!)
  expect(blanks.map((one) => one.value)).toEqual([101, 115])
  expect(xml.match(/改造101户/g)).toHaveLength(2)
  expect(xml).toContain('能力评估115人')
  expect(text.match(/101户/g)).toHaveLength(1)
})

it('leaves alone an older copy that says something else', async () => {
  const { docx: bytes } = await fill(box(paragraph(run('适老化改造*户')), paragraph(run('共改造*户'))))
  const xml = strFromU8(unzipSync(bytes!)['word/document.xml']!)
  expect(xml).toContain('改造101户')
  expect(xml).toContain('共改造*户')
})

it('refuses what is no Word file', async () => {
  await expect(fillText(bureau, 'x.docx', new Uint8Array([80, 75, 3, 4]), entries)).rejects.toThrow()
})
