import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openStage, type Stage } from '../support/stage.ts'

const sample = resolve(import.meta.dirname, '../../knowledge')

type Options = NonNullable<Parameters<typeof openStage>[0]> & {
  /** Changes to organization.yaml and indicators.yaml. */
  organization?(text: string): string
  indicators?(text: string): string
}

/** A stage with the sample bureau's people and indicators and none of its documents: quick to open. */
export async function openFigures(options: Options = {}): Promise<Stage> {
  const { organization = same, indicators = same, ...rest } = options
  const folder = mkdtempSync(join(tmpdir(), 'figures-'))
  const read = (name: string) => readFileSync(join(sample, name), 'utf8')
  writeFileSync(join(folder, 'organization.yaml'), organization(read('organization.yaml')))
  writeFileSync(join(folder, 'indicators.yaml'), indicators(read('indicators.yaml')))
  for (const name of ['holidays.yaml', 'glossary.yaml', 'records.yaml'])
    copyFileSync(join(sample, name), join(folder, name))
  try {
    return await openStage({ ...rest, knowledge: folder })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function same(text: string): string {
  return text
}
