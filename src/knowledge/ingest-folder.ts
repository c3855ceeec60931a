import { join } from 'node:path'
import { listDocuments, listTemplates, readBureauFolder } from './folder.ts'
import { type IngestReport, ingest } from './ingest.ts'
import { createParseWorker } from './parse-worker.ts'
import type { DocumentStore } from './ports.ts'

/**
 * Reads the knowledge folder into the index: the bureau's settings and its documents (Node only).
 * @throws OperatorError when the settings are wrong or the folder is not there.
 */
export async function ingestFolder(
  folder: string,
  store: DocumentStore,
  now: string,
  progress?: (done: number, of: number) => void,
): Promise<IngestReport> {
  const bureau = await readBureauFolder(folder)
  const worker = createParseWorker()
  try {
    const source = {
      list: () => listDocuments(join(folder, 'documents')),
      parse: worker.parse,
      readers: new Set(['all', 'staff', ...bureau.organization.units.map((unit) => unit.id)]),
      ...(progress ? { progress } : {}),
    }
    const report = await ingest(source, store, now)
    const refused = await keepTemplates(folder, store, now)
    await store.writeFile('bureau', JSON.stringify(bureau), now)
    return { ...report, refused: [...report.refused, ...refused] }
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
