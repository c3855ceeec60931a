import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, launchChromium } from './browser.ts'
import { servePage } from './page-house.ts'

describe.skipIf(!hasChromium())('the chat page in Chromium', () => {
  let browser: Browser
  let served: Awaited<ReturnType<typeof servePage>>
  const complaints: string[] = []

  beforeAll(async () => {
    served = await servePage()
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  async function open(size: { width: number; height: number }, query = ''): Promise<Page> {
    const page = await browser.newPage({ viewport: size })
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${served.url}/${query}`)
    return page
  }

  test('a newcomer taps a sentence, reports by keyboard, edits, recalls, and sees the figures move', async () => {
    const page = await open({ width: 1280, height: 860 }, '?as=ou_wang&in=private')
    await page.getByRole('button', { name: '83岁独居' }).click()
    await page.getByRole('heading', { name: '适老化改造补贴' }).waitFor()
    expect(await page.locator('#empty').isHidden()).toBe(true)

    await page.getByLabel('消息').fill('今天适老化改造完成12户，能力评估30人')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '已登记 2 项' }).waitFor()
    await page.locator('.ledger .fresh', { hasText: '适老化改造 12户' }).waitFor()

    const own = page.locator('.item.mine', { hasText: '今天适老化改造' })
    await own.hover()
    await own.getByRole('button', { name: '编辑' }).click()
    await page.getByLabel('消息').fill('今天适老化改造完成10户')
    await page.keyboard.press('Enter')
    await page.locator('.card del', { hasText: '12户' }).waitFor()

    const edited = page.locator('.item.mine', { hasText: '完成10户' })
    await edited.hover()
    await edited.getByRole('button', { name: '撤回' }).click()
    await page.getByText('您撤回了一条消息').waitFor()
    await page.locator('.card-head.t-grey').waitFor()
    await page.locator('.ledger del', { hasText: '适老化改造 12户' }).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a form on a card is opened by its button and sends its fields', async () => {
    const page = await open({ width: 1280, height: 860 }, '?as=ou_zhang&in=private')
    await page.getByLabel('消息').fill('能力评估30人')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '修改' }).click()
    await page.getByLabel('适老化改造（户）').fill('10')
    await page.keyboard.press('Enter')
    await page.locator('#toast.shown', { hasText: '好的，记下了。' }).waitFor()
    expect(served.heard.at(-1)).toMatchObject({
      action: 'report.edit',
      form: { 'value:e1': '10', 'value:e2': '30' },
    })
    await page.close()
  })

  test('on a phone nothing is wider than the screen, and people and figures open on a tap', async () => {
    const page = await open({ width: 360, height: 740 }, '?as=ou_sun&in=group')
    await page.getByLabel('消息').fill('本周汇总')
    await page.keyboard.press('Enter')
    await page.locator('.chart svg').waitFor()
    const widths = await page.evaluate(
      '[document.documentElement.scrollWidth, document.getElementById("flow").scrollWidth]',
    )
    expect(Math.max(...(widths as number[]))).toBeLessThanOrEqual(360)
    await page.getByRole('button', { name: '人员' }).click()
    await page.getByText('街道4人').click()
    await page.getByRole('link', { name: '张敏' }).click()
    await page.waitForURL(/as=ou_zhang&in=group/)
    await page.getByRole('button', { name: '数字' }).click()
    expect(await page.locator('#figures').isVisible()).toBe(true)
    await page.close()
  })

  test('every text can be read: contrast of at least 4.5 in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme })
      await page.goto(served.url)
      for (const [ink, ground] of PAIRS) {
        const pair = await page.evaluate(`[${JSON.stringify(ink)}, ${JSON.stringify(ground)}].map((name) => {
          document.body.style.color = 'var(' + name + ')'
          return getComputedStyle(document.body).color.match(/[0-9.]+/g).map(Number)
        })`)
        const [a = [], b = []] = pair as number[][]
        expect(contrast(a, b), `${ink} on ${ground}, ${colorScheme}`).toBeGreaterThanOrEqual(4.5)
      }
      await page.close()
    }
  })
})

const HUES = ['blue', 'green', 'orange', 'grey', 'turquoise', 'red']
const PAIRS: [string, string][] = [
  ...HUES.map((hue): [string, string] => [`--${hue}`, `--${hue}-bg`]),
  ['--ink', '--pane'],
  ['--soft', '--pane'],
  ['--soft', '--ground'],
  ['--ink', '--own'],
  ['--soft', '--current'],
  ['--accent', '--pane'],
  ['--on-accent', '--accent'],
]

function contrast(a: number[], b: number[]): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(rgb: number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
