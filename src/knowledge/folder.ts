import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { OperatorError } from '../errors.ts'
import { type BureauSettings, readBureau } from './bureau.ts'
import { decode } from './decode.ts'
import { READABLE, refuse } from './gate.ts'
import type { ListedFile } from './ingest.ts'

/**
 * Reads the bureau's settings from the knowledge folder (Node only).
 * @throws OperatorError naming every problem, or that there is no folder.
 */
export async function readBureauFolder(folder: string): Promise<BureauSettings> {
  const known = await stat(folder).catch(() => undefined)
  if (!known?.isDirectory())
    throw new OperatorError(`没有知识文件夹 ${folder}：用 KNOWLEDGE_DIR 指向它，写法见 knowledge/README.md`)
  const [indicators, organization, glossary, holidays, records] = await Promise.all(
    ['indicators.yaml', 'organization.yaml', 'glossary.yaml', 'holidays.yaml', 'records.yaml'].map((name) =>
      readFile(join(folder, name), 'utf8').catch(missing),
    ),
  )
  return readBureau({ indicators, organization, glossary, holidays, records })
}

/** Text of `answers.yaml`; undefined where the bureau has written none. */
export function readAnswersFile(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'answers.yaml'), 'utf8').catch(missing)
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

/**
 * Files below `documents/`, by path; sidecars belong to their file, hidden files to nobody. Bytes are read one file at a
 * time, when they are asked for.
 */
export async function listDocuments(folder: string): Promise<ListedFile[]> {
  const root = await realpath(folder).catch(() => undefined)
  if (root === undefined) return []
  const found = (await readdir(root, { withFileTypes: true, recursive: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((name) => !isHidden(relative(root, name)))
    .sort()
  const names = new Set(found)
  const files = found.filter((name) => !(isSidecar(name) && names.has(ownerOf(name))))
  return Promise.all(
    files.map((name) => {
      const composed = name.normalize('NFC')
      // Two names that differ only in how they are encoded stay two.
      const path = relative(root, names.has(composed) ? name : composed)
        .split(sep)
        .join('/')
      const sidecar = names.has(`${name}.yaml`) ? `${name}.yaml` : undefined
      return listed(root, name, path, sidecar)
    }),
  )
}

/** What of `reports/` is kept: a template (docx in base64), and beside it what its blanks mean. */
export interface TemplateFile {
  name: string
  content: string
  blanks: string | undefined
}

/** Larger files are no report templates, and would not fit into a row. */
const MAX_TEMPLATE = 1_000_000

/** The report templates of the knowledge folder; what cannot be one is left out with its reason. */
export async function listTemplates(
  folder: string,
): Promise<{ templates: TemplateFile[]; refused: { path: string; reason: string }[] }> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = found.filter((one) => one.isFile() && !isHidden(one.name)).map((one) => one.name)
  const templates: TemplateFile[] = []
  const refused: { path: string; reason: string }[] = []
  for (const name of names.filter((one) => /\.(?:md|txt|docx)$/i.test(one)).sort()) {
    const bytes = new Uint8Array(await readFile(join(folder, name)))
    const reason = bytes.length > MAX_TEMPLATE ? '超过 1 MB，不像底稿' : refuse(name, bytes)
    if (reason) {
      refused.push({ path: `reports/${name}`, reason })
      continue
    }
    const content = /\.docx$/i.test(name) ? Buffer.from(bytes).toString('base64') : decode(bytes)
    const beside = `${name}.blanks.yaml`
    const blanks = names.includes(beside) ? await readFile(join(folder, beside), 'utf8') : undefined
    templates.push({ name: name.normalize('NFC'), content, blanks })
  }
  return { templates, refused }
}

function ownerOf(sidecar: string): string {
  return sidecar.replace(/\.yaml$/i, '')
}

async function listed(
  root: string,
  name: string,
  path: string,
  sidecar: string | undefined,
): Promise<ListedFile> {
  const read = async () => new Uint8Array(await readFile(name))
  if (isSidecar(name)) return { path, size: 0, read, reason: `没有它所说明的文件 ${basename(ownerOf(name))}` }
  try {
    const { size } = await stat(name)
    // A link may lead anywhere: only what lies in the folder is the bureau's to publish.
    const inside = (await realpath(name)).startsWith(root + sep)
    if (!inside) return { path, size, read, reason: '是指向文件夹外面的链接，没有读' }
    return { path, size, read, sidecar: sidecar === undefined ? undefined : await readFile(sidecar, 'utf8') }
  } catch {
    return { path, size: 0, read, reason: '打不开，请检查文件的读取权限' }
  }
}

/** Files that systems and office programs put beside the documents. */
function isHidden(name: string): boolean {
  return name.split(sep).some((part) => /^(?:[.~]|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i.test(part))
}

function isSidecar(name: string): boolean {
  return READABLE.some((format) => name.toLowerCase().endsWith(`.${format}.yaml`))
}
