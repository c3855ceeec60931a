import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Certificates are made for the test, so that no key lies about. */
export const canSign = spawnSync('openssl', ['version']).status === 0

/** A server whose certificate nobody vouches for. */
export async function startSelfSigned(): Promise<{ url: string; close(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'self-signed-'))
  const [key, cert] = [join(folder, 'k.pem'), join(folder, 'c.pem')]
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'].concat(
      ...['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost'],
    ),
    { stdio: 'ignore' },
  )
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) })
  rmSync(folder, { recursive: true })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/v1`,
    close: () => void server.close(),
  }
}
