import { UsageError } from '../errors.ts'
import type { Command } from './command.ts'

const MARKS = { ok: '✓', wrong: '✗', hint: '·' }

export const doctor: Command = {
  usage: 'doctor   检查飞书接得对不对：凭证、机器人、权限、回调地址；哪里不对，到哪里改',
  async run(_args, io, open) {
    // Looks at Feishu only: the database of a running service is left alone.
    const house = await open({ inMemory: true, empty: true })
    const findings = await house.examineFeishu()
    if (!findings)
      throw new UsageError(
        '没有接飞书：设 FEISHU_APP_ID、FEISHU_APP_SECRET、FEISHU_ENCRYPT_KEY、FEISHU_VERIFICATION_TOKEN 四项，见 README',
      )
    for (const { state, line } of findings) io.out(`${MARKS[state]} ${line}`)
    const count = findings.filter(({ state }) => state === 'wrong').length
    io.err(count ? `有 ${count} 处要改。` : '没有发现问题。')
  },
}
