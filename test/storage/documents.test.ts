import { expect, it } from 'vitest'
import type { Document, Passage } from '../../src/knowledge/document.ts'
import { tokensOf } from '../../src/knowledge/tokens.ts'
import { createDocumentStore } from '../../src/storage/documents.ts'
import { createPassageIndex } from '../../src/storage/passages.ts'
import { onEachEngine } from './engines.ts'
import { at, type OpenStore } from './rooms.ts'

function passage(ordinal: number, text: string, fields: Partial<Passage> = {}): Passage {
  return { ordinal, headings: ['第一章'], article: '', kind: 'text', text, ...fields }
}

function document(path: string, fields: Partial<Document> = {}): Document {
  const dates = { issued: '', effective: '', expires: '' }
  return {
    ...{
      path,
      title: `关于${path}的通知`,
      number: '',
      issuer: '',
      ...dates,
      supersedes: [],
      audience: ['all'],
    },
    passages: [passage(0, '高龄津贴每人每月100元')],
    ...fields,
  }
}

async function index(openStore: OpenStore) {
  const store = await openStore()
  const documents = createDocumentStore(store)
  const passages = createPassageIndex(store)
  return {
    documents,
    passages,
    found: async (text: string, readers: string[], asOf?: string) =>
      (await passages.search(tokensOf(text), { readers, asOf }, 10)).map((one) => one.path),
  }
}

onEachEngine((openStore) => {
  it('shows each reader only what is open to one of the reader’s keys', async () => {
    const { documents, passages, found } = await index(openStore)
    await documents.put(document('public.md'), 'h', at(0))
    await documents.put(document('staff.md', { audience: ['staff'] }), 'h', at(0))
    await documents.put(document('street.md', { audience: ['xinhe', 'meiling'] }), 'h', at(0))
    expect(await found('高龄津贴', ['all'])).toEqual(['public.md'])
    expect((await found('高龄津贴', ['all', 'staff'])).sort()).toEqual(['public.md', 'staff.md'])
    expect((await found('高龄津贴', ['all', 'staff', 'meiling'])).sort()).toEqual([
      'public.md',
      'staff.md',
      'street.md',
    ])
    expect(await found('高龄津贴', [])).toEqual([])
    const visible = await passages.searchDocuments(tokensOf('高龄津贴'), { readers: ['all'] }, 10)
    expect(visible.size).toBe(1)
    const [staff] = await passages.heads(['staff'])
    expect(await passages.passagesOf(staff!.id, { readers: ['all'] })).toEqual([])
  })

  it('finds what was in force on the day that is asked about', async () => {
    const { documents, found } = await index(openStore)
    await documents.put(document('old.md', { effective: '2024-01-01' }), 'h', at(0))
    await documents.put(document('new.md', { effective: '2026-01-01' }), 'h', at(0))
    await documents.setValidity('old.md', {
      validFrom: '2024-01-01',
      validTo: '2025-12-31',
      supersededBy: 'new.md',
    })
    expect(await found('高龄津贴', ['all'], '2023-12-31')).toEqual([])
    expect(await found('高龄津贴', ['all'], '2025-12-31')).toEqual(['old.md'])
    expect(await found('高龄津贴', ['all'], '2026-01-01')).toEqual(['new.md'])
    expect((await found('高龄津贴', ['all'])).length).toBe(2)
    expect((await documents.document('old.md'))?.supersededByTitle).toBe('关于new.md的通知')
  })

  it('puts a changed document in the place of the old one, words and readers with it', async () => {
    const { documents, found, passages } = await index(openStore)
    await documents.put(document('a.md'), 'h1', at(0))
    const changed = { passages: [passage(0, '临时救助标准'), passage(1, '孤儿养育')], audience: ['staff'] }
    await documents.put(document('a.md', changed), 'h2', at(1))
    expect(await found('高龄津贴', ['all', 'staff'])).toEqual([])
    expect(await found('临时救助', ['all'])).toEqual([])
    expect(await found('临时救助', ['staff'])).toEqual(['a.md'])
    expect(await documents.counts()).toEqual({ documents: 1, passages: 2 })
    expect((await passages.frequencies(tokensOf('津贴'), ['all'])).of.size).toBe(0)
    expect(await documents.stamps()).toEqual(new Map([['a.md', 'h2']]))
  })

  it('remembers a refused file until it can be read', async () => {
    const { documents } = await index(openStore)
    await documents.put(document('a.docx'), 'h1', at(0))
    await documents.refuse({ path: 'a.docx', reason: '打不开' }, 'h2', at(1))
    expect(await documents.counts()).toEqual({ documents: 0, passages: 0 })
    expect(await documents.refusals()).toEqual([{ path: 'a.docx', reason: '打不开' }])
    await documents.put(document('a.docx'), 'h3', at(2))
    expect(await documents.refusals()).toEqual([])
    await documents.remove('a.docx')
    expect(await documents.stamps()).toEqual(new Map())
  })

  it('gives back a table with its rows, and a document of half a million signs', async () => {
    const { documents } = await index(openStore)
    const row: Partial<Passage> = {
      kind: 'row',
      columns: ['档次', '元/月'],
      cells: ['一档', '300'],
      parent: 0,
    }
    const long = Array.from({ length: 500 }, (_, n) => passage(n + 2, `第${n}项`.padEnd(1_000, '救助申请')))
    const whole = document('a.md', {
      passages: [passage(0, '一档 | 300', { kind: 'table' }), passage(1, '一档 | 300', row), ...long],
    })
    await documents.put(whole, 'h', at(0))
    expect((await documents.document('a.md'))?.passages).toEqual(whole.passages)
  })

  it('tells by its stamp that the bureau’s settings have changed', async () => {
    const { documents } = await index(openStore)
    expect(await documents.bureauStamp()).toBe('')
    await expect(documents.bureau()).rejects.toThrow()
    await documents.writeFile('bureau', '{"a":1}', at(0))
    const stamp = await documents.bureauStamp()
    await documents.writeFile('bureau', '{"a":1}', at(1))
    expect(await documents.bureauStamp()).toBe(stamp)
    await documents.writeFile('bureau', '{"a":2}', at(2))
    expect(await documents.bureauStamp()).not.toBe(stamp)
  })

  it('takes signs of the query language for words', async () => {
    const { documents, passages } = await index(openStore)
    await documents.put(document('a.md'), 'h', at(0))
    const hostile = ['"', 'OR', 'NEAR(', '*', "'; DROP TABLE passages; --", '高龄']
    expect(await passages.search(hostile, { readers: ['all'] }, 5)).toHaveLength(1)
  })
})
