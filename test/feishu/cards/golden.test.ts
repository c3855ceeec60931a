import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainText } from '../../../src/feishu/cards/plain-text.ts'
import { renderReply } from '../../../src/feishu/cards/render.ts'
import type { Reply } from '../../../src/reply.ts'
import { samples } from './samples.ts'

const golden = join(import.meta.dirname, 'golden')

test.each(Object.entries(samples))('%s is drawn as agreed', async (name, reply: Reply) => {
  const messages = renderReply(reply).map(({ msgType, content }) => ({
    msgType,
    content: JSON.parse(content),
  }))
  await expect(`${JSON.stringify(messages, null, 1)}\n`).toMatchFileSnapshot(join(golden, `${name}.json`))
  await expect(`${plainText(reply)}\n`).toMatchFileSnapshot(join(golden, `${name}.txt`))
})
