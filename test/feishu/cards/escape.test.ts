import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { escapeMarkdown, pieces, plainSafe, tidy } from '../../../src/feishu/cards/escape.ts'
import { bait } from './replies.ts'

const words = fc.array(
  fc.oneof(bait, fc.string({ unit: 'grapheme-ascii' }), fc.constantFrom('\n', '- ', '1. ', '户', '9:00')),
)

test('escaped text is read as plain text, sign for sign, by a Markdown parser', () => {
  fc.assert(
    fc.property(words, (parts) => {
      const text = tidy(parts.join(''))
      const tree = fromMarkdown(escapeMarkdown(text), {
        extensions: [gfm()],
        mdastExtensions: [gfmFromMarkdown()],
      })
      const read = readAsText(tree)
      expect(read).toBe(
        text
          .split('\n')
          .map((line) => line.trim())
          .join('\n'),
      )
    }),
    { numRuns: 500 },
  )
})

type Node = { type: string; value?: string; children?: Node[]; position?: unknown }

/** The text of a tree of nothing but text; throws where anything else was understood. */
function readAsText(node: Node): string {
  if (node.type === 'text') return node.value ?? ''
  if (node.type === 'html' && node.value === '<br>') return '\n'
  // The parser's own search for addresses in finished text leaves links without a position.
  if (!['root', 'paragraph'].includes(node.type) && !(node.type === 'link' && !node.position))
    throw new Error(`understood as ${node.type}`)
  return (node.children ?? []).map(readAsText).join('')
}

test('ordinary official text needs no entities', () => {
  const text = '每月160元（9:00—16:30），302室 8652 1107；2.5万元，《办法》云民规〔2026〕2号'
  expect(escapeMarkdown(text)).toBe(text)
})

test('a text message cannot mention everybody', () => {
  expect(plainSafe('<at user_id="all"></at> [名](https://a.example) 1 < 2')).toBe(
    '＜at user_id="all">＜/at> [名] (https://a.example) 1 < 2',
  )
})

test('pieces together are the text, none in the middle of a character', () => {
  const text = '𠮷'.repeat(500)
  const parts = pieces(text, 333)
  expect(parts.join('')).toBe(text)
  expect(parts.every((part) => part.isWellFormed() && part.length <= 333)).toBe(true)
})
