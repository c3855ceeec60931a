import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { ExamineParts, Finding } from './doctor.ts'

/** The platform waits no longer for the answer to its address check. */
const LIMIT_MS = 1_000

/** Calls our own public address as the platform does when it is entered in the console. */
export async function checkAddress(parts: ExamineParts): Promise<Finding[]> {
  const { settings, publicUrl, clock } = parts
  if (!publicUrl) return []
  const url = `${publicUrl}/feishu/events`
  const send = parts.fetch ?? ((to, init) => fetch(to, init))
  const challenge = randomBytes(8).toString('hex')
  const body = JSON.stringify({ challenge, token: settings.verificationToken, type: 'url_verification' })
  const sealed = settings.encryptKey ? JSON.stringify({ encrypt: encrypt(body, settings.encryptKey) }) : body
  const began = Date.parse(clock())
  try {
    const headers = { 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(5_000)
    const answer = await send(url, { method: 'POST', headers, body: sealed, signal, redirect: 'manual' })
    const ms = Date.parse(clock()) - began
    const text = await answer.text()
    if (answer.status !== 200 || !text.includes(challenge)) return [wrongAnswer(url, answer.status)]
    if (ms > LIMIT_MS)
      return [{ state: 'wrong', line: `回调地址 ${url} 答得太慢（${ms} 毫秒），飞书只等 1 秒` }]
    return [{ state: 'ok', line: `回调地址 ${url} 通，${ms} 毫秒；在“事件配置”和“回调配置”里都填它` }]
  } catch {
    return [{ state: 'wrong', line: `回调地址 ${url} 连不上：服务要先启动，域名、端口、证书要能从公网访问` }]
  }
}

function wrongAnswer(url: string, status: number): Finding {
  const line =
    status === 401
      ? `回调地址 ${url} 不认这里的密钥：运行中的服务和这条命令的 FEISHU_ENCRYPT_KEY、FEISHU_VERIFICATION_TOKEN 要一样`
      : `回调地址 ${url} 答的是 HTTP ${status}：检查 PUBLIC_URL 和反向代理是否指到本服务`
  return { state: 'wrong', line }
}

function encrypt(plain: string, encryptKey: string): string {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey, 'utf8').digest(), iv)
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64')
}
