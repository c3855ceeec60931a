import { expect, test } from 'vitest'
import { askedDay, spanAsked } from '../../src/policy/times.ts'

const TODAY = '2026-06-24'

test.each([
  ['2024年5月那会儿低保户封顶多少', '2024-05-15', 'past'],
  ['去年补几成', '2025-06-24', 'past'],
  ['9月份以后散居孤儿能拿多少', '2026-09-01', 'future'],
  ['2023年享受过一次，今年再申请行不行', TODAY, 'none'],
  ['现在每月多少', TODAY, 'none'],
  ['2026年2月30日的标准', TODAY, 'none'],
])('%s asks for the rules of %s', (text, day, shift) => {
  expect(askedDay(text, TODAY)).toMatchObject({ day, shift })
})

test.each([
  ['下周在哪儿办', '2026-06-29', '2026-07-05'],
  ['这周六下午', '2026-06-27', '2026-06-27'],
  ['下个月有哪几场', '2026-07-01', '2026-07-31'],
  ['7月9号几点开始', '2026-07-09', '2026-07-09'],
  ['明天有什么培训', '2026-06-25', '2026-06-25'],
])('%s is %s to %s', (text, from, to) => {
  expect(spanAsked(text, TODAY)).toEqual({ from, to })
})
