import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xlsx } from '../knowledge/samples.ts'
import { hasChromium, launchChromium } from './browser.ts'
import { openProduct, type Product } from './product.ts'
import { takeScreenshot } from './screenshot.ts'

const SHEET = xlsx(
  [
    ['单位', '适老化改造'],
    ['柳桥街道', 6],
  ]
    .map((row, y) => `<row r="${y + 1}">${row.map((value, x) => cell(value, x, y)).join('')}</row>`)
    .join(''),
)

function cell(value: string | number, x: number, y: number): string {
  const place = `${'AB'[x]}${y + 1}`
  return typeof value === 'number'
    ? `<c r="${place}"><v>${value}</v></c>`
    : `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
}

describe.skipIf(!hasChromium())('the product on its chat page', () => {
  let browser: Browser
  let product: Product

  beforeAll(async () => {
    product = await openProduct()
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser?.close()
    await product?.close()
  })

  async function open(person: string, size = { width: 1280, height: 860 }): Promise<Page> {
    const page = await browser.newPage({ viewport: size })
    await page.goto(`${product.url}/?as=${person}&in=private`)
    await page.locator('#figures h2').first().waitFor({ state: 'attached' })
    return page
  }

  /** Says it and gives the answer. */
  async function ask(page: Page, text: string): Promise<Locator> {
    const answers = page.locator('.item.bot')
    const before = await answers.count()
    await page.getByLabel('消息').fill(text)
    await page.keyboard.press('Enter')
    await answers.nth(before).waitFor()
    return answers.nth(before)
  }

  test('a newcomer begins as somebody who can report, and each of the three sentences works', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    await page.goto(product.url)
    await page.getByText('现在以新河街道王芳（工作人员）的身份说话').waitFor()
    const sentences = await page.locator('.example').allTextContents()
    await page.locator('.example').nth(1).click()
    await page.locator('.card-head.t-green').waitFor()
    for (const sentence of [sentences[0]!, sentences[2]!]) {
      const answer = await ask(page, sentence)
      expect(await answer.locator('.card-head').getAttribute('class')).toMatch(/t-(blue|turquoise)/)
    }
    await page.getByRole('button', { name: '数字' }).click()
    await page.locator('.ledger li', { hasText: '适老化改造 3户' }).waitFor()
    await page.close()
  })

  test('a figure out of the ordinary waits, and counts after one tap', async () => {
    const page = await open('ou_ml_gu')
    const answer = await ask(page, '今天适老化改造完成300户')
    await answer.locator('.card-head.t-orange').waitFor()
    expect(await page.locator('.ledger li', { hasText: '300户' }).textContent()).toContain('待确认')
    await answer.getByRole('button', { name: '是300户' }).click()
    await page.locator('#toast.shown.success').waitFor()
    await answer.locator('.card-head.t-green').waitFor()
    expect(await page.locator('.ledger li', { hasText: '300户' }).textContent()).not.toContain('待确认')
    await page.close()
  })

  test('the sentence that an answer rests on stands marked and in sight on its page', async () => {
    const page = await open('ou_xh_tang')
    const answer = await ask(page, '能力评估要不要钱？')
    const [source] = await Promise.all([
      page.waitForEvent('popup'),
      answer.getByRole('link', { name: '看原文' }).click(),
    ])
    const mark = source.locator('mark').first()
    await mark.waitFor()
    expect(await mark.textContent()).toContain('免费')
    await source.waitForFunction(
      'document.querySelector("mark").getBoundingClientRect().top < innerHeight && document.querySelector("mark").getBoundingClientRect().bottom > 0',
    )
    await source.close()
    await page.close()
  })

  test('a summary goes on by its buttons, and its table comes as a file with its Chinese name', async () => {
    await product.say('ou_np_tian', '今天能力评估12人')
    const page = await open('ou_lead_cheng')
    const summary = await ask(page, '本周汇总')
    await summary.getByRole('button', { name: '按单位' }).click()
    await page.locator('.item.bot').nth(1).getByText('南浦街道').first().waitFor()
    await summary.getByRole('button', { name: '数据来源' }).click()
    await page.locator('.card-head', { hasText: '数据来源' }).waitFor()
    for (const [kind, start] of [
      ['Excel', 'PK'],
      ['Word', 'PK'],
    ] as const) {
      await page.locator('.item.bot').first().getByRole('button', { name: kind }).click()
      const link = page.locator('a.file', { hasText: kind === 'Excel' ? '.xlsx' : '.docx' })
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(file.suggestedFilename()).toMatch(/^云溪区民政局.*6月22日—28日\.(xlsx|docx)$/)
      expect(
        readFileSync((await file.path()) ?? '')
          .subarray(0, 2)
          .toString(),
      ).toBe(start)
    }
    await page.close()
  })

  test('a sheet sent from the page is read into the ledger', async () => {
    const page = await open('ou_lq_cao')
    await page.locator('#file').setInputFiles({
      name: '日报“6月”.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(SHEET),
    })
    await page.locator('.item.mine a.file', { hasText: '日报“6月”.xlsx' }).waitFor()
    await page.getByRole('heading', { name: '已登记 1 项' }).waitFor()
    await page.locator('.ledger li', { hasText: '适老化改造 6户' }).waitFor()
    await page.close()
  })

  test('a question is handed over and answered by replying to it', async () => {
    const page = await open('ou_xh_wang')
    const answer = await ask(page, '床位收费多少')
    await answer.getByRole('button', { name: '转给' }).click()
    await page.getByText('已转给管理员邵国栋。').last().waitFor()
    const officer = await open('ou_adm_shao')
    const handed = officer.locator('.item.bot', { hasText: '转来的问题' }).last()
    await handed.hover()
    await handed.getByRole('button', { name: '回复' }).click()
    await officer.getByLabel('消息').fill('没有统一标准，看机构公示。')
    await officer.keyboard.press('Enter')
    await page.getByRole('heading', { name: '邵国栋答复' }).waitFor()
    await officer.close()
    await page.close()
  })

  test('everything on the way can be done with the keyboard alone', async () => {
    const page = await open('ou_bl_jiang')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('跳到输入框')
    await page.keyboard.press('Enter')
    await page.keyboard.type('能力评估9人')
    await page.keyboard.press('Enter')
    await page.locator('.card-head.t-green').waitFor()
    await tabTo(page, '修改')
    await page.keyboard.press('Enter')
    await page.locator('.card-form').waitFor()
    await page.waitForFunction('document.activeElement.matches(".card-form input")')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('8')
    await page.keyboard.press('Enter')
    await page.getByText('9人 → 8人').first().waitFor()
    await page.close()
  })

  test('on a phone no card of a day is wider than the screen', async () => {
    const page = await open('ou_lead_yao', { width: 360, height: 740 })
    for (const text of [
      '本周汇总',
      '谁还没报',
      '今年以来',
      '填一下履职报告',
      '适老化改造我们家能补多少',
      '床位收费多少',
    ])
      await ask(page, text)
    const widths = await page.evaluate(
      '[document.documentElement.scrollWidth, document.getElementById("flow").scrollWidth]',
    )
    expect(Math.max(...(widths as number[]))).toBeLessThanOrEqual(360)
    await page.close()
  })

  test('the picture for the README shows an answer, a report and a summary', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'page-')), 'screenshot.png')
    await takeScreenshot(file, product)
    expect(statSync(file).size).toBeGreaterThan(100_000)
  })

  test('what is told of a case moves the quiet column of who may see it, and no other', async () => {
    const page = await open('ou_xh_wang')
    await ask(page, '建设路5号张家适老化改造已申请')
    const row = (of: Page) => of.locator('.figures li', { hasText: '适老化改造个案' })
    await row(page).waitFor()
    expect(await row(page).textContent()).toContain('新增1户')
    const other = await open('ou_ml_gu')
    expect(await row(other).count()).toBe(0)
    expect(await other.locator('#figures').textContent()).not.toMatch(/建设路|张家/)
  })
})

/** Moves the focus backwards from the input, as a person does, to the button of that name. */
async function tabTo(page: Page, name: string): Promise<void> {
  await page.locator('#text').focus()
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Shift+Tab')
    const found = await page.evaluate(
      `document.activeElement.matches('.card button') && document.activeElement.textContent === ${JSON.stringify(name)}`,
    )
    if (found) return
  }
  throw new Error(`no focus reaches ${name}`)
}
