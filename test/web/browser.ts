import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium, or whatever CHROMIUM names. */
const chromiumPath = process.env.CHROMIUM || '/usr/bin/chromium'

/** Whether there is a browser; says loudly how to get one when not. */
export function hasChromium(): boolean {
  if (existsSync(chromiumPath)) return true
  console.error(
    `\n!! 浏览器测试没有运行：找不到 ${chromiumPath}\n!! 安装：apt-get install -y chromium fonts-noto-cjk（或用 CHROMIUM=路径 指定）\n`,
  )
  return false
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
