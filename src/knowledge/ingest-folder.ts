import { join } from 'node:path'
import { listDocuments, listTemplates, readAnswersFile, readBureauFolder } from './folder.ts'
import { type IngestReport, ingest } from './ingest.ts'
import { createParseWorker } from './parse-worker.ts'
import type { DocumentStore } from './ports.ts'
import { checkAnswers, readStandardAnswers } from './standard-answers.ts'

/**
 * Reads the knowledge folder into the index: the bureau's settings and its documents (Node only).
 * @throws OperatorError when the settings are wrong or the folder is not there.
 */
export async function ingestFolder(
  folder: string,
  store: DocumentStore,
  now: string,
  options: { progress?: (done: number, of: number) => void; ocr?: boolean } = {},
): Promise<IngestReport> {
  const { progress, ocr = false } = options
  const bureau = await readBureauFolder(folder)
  const worker = createParseWorker({ ocr })
  try {
    const source = {
      list: () => listDocuments(join(folder, 'documents')),
      parse: worker.parse,
      ocr,
      readers: new Set(['all', 'staff', ...bureau.organization.units.map((unit) => unit.id)]),
      ...(progress ? { progress } : {}),
    }
    const report = await ingest(source, store, now)
    const refused = await keepTemplates(folder, store, now)
    const standard = await standardAnswers(folder, source.readers, store)
    await store.writeFile('bureau', JSON.stringify({ ...bureau, answers: standard.answers }), now)
    return { ...report, refused: [...report.refused, ...refused, ...standard.refused] }
  } finally {
    await worker.stop()
  }
}

/**
 * The bureau's settings alone, for an index that is filled otherwise or not needed.
 * @throws OperatorError when the settings are wrong or the folder is not there.
 */
export async function readBureau(folder: string, store: DocumentStore, now: string): Promise<IngestReport> {
  await store.writeFile('bureau', JSON.stringify(await readBureauFolder(folder)), now)
  return { ...(await store.counts()), changed: 0, removed: 0, refused: [] }
}

/** The bureau's own answers that their basis bears, and why the others are left out. */
async function standardAnswers(folder: string, readers: ReadonlySet<string>, store: DocumentStore) {
  const listed = readStandardAnswers(await readAnswersFile(folder), readers)
  const checked = await checkAnswers(listed.answers, store)
  return { answers: checked.answers, refused: [...listed.refused, ...checked.refused] }
}

/** Report templates are kept whole, so that a house without a folder has them too. Returns what was left out. */
async function keepTemplates(
  folder: string,
  store: DocumentStore,
  now: string,
): Promise<IngestReport['refused']> {
  const { templates, refused } = await listTemplates(join(folder, 'reports'))
  for (const { name, content, blanks } of templates) {
    await store.writeFile(`report:${name}`, content, now)
    await store.writeFile(`report-blanks:${name}`, blanks ?? '', now)
  }
  await store.writeFile('reports', JSON.stringify(templates.map(({ name }) => name)), now)
  return refused
}
