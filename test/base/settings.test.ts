import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/errors.ts'
import { readSettings } from '../../src/settings.ts'

const tenant = {
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: 'secret-secret',
  FEISHU_ENCRYPT_KEY: 'key',
  FEISHU_VERIFICATION_TOKEN: 'token',
}

function complaint(environment: Record<string, string | undefined>): string {
  try {
    readSettings(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError)
    return String((error as Error).message)
  }
  return ''
}

describe('settings', () => {
  it('starts with none at all: chat page on this machine only', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      localChat: true,
      feishu: undefined,
    })
  })

  it('counts empty variables as not set', () => {
    expect(readSettings({ PORT: '', FEISHU_APP_ID: ' ' })).toMatchObject({ port: 3000, feishu: undefined })
  })

  it('hides the chat page once a tenant is connected, unless asked for', () => {
    expect(readSettings(tenant)).toMatchObject({ localChat: false, host: '0.0.0.0' })
    expect(readSettings({ ...tenant, LOCAL_CHAT: '1' })).toMatchObject({ localChat: true, host: '127.0.0.1' })
  })

  it('names every wrong key at once, each with what to set', () => {
    const text = complaint({
      PORT: '99999',
      LOG_LEVEL: 'loud',
      NOW: 'yesterday',
      PUBLIC_URL: 'bureau',
      FEISHU_MODE: 'pull',
    })
    for (const key of ['PORT', 'LOG_LEVEL', 'NOW', 'PUBLIC_URL', 'FEISHU_MODE'])
      expect(text).toContain(`${key}：`)
    expect(text).toContain('5 处')
  })

  it('copies the ledger to a table only when both of its settings and a tenant are given', () => {
    const table = { BITABLE_APP_TOKEN: 'bascnCMII2ORej2R', BITABLE_TABLE_ID: 'tblxI2tWaxP5dG7p' }
    expect(readSettings(tenant).bitable).toBeUndefined()
    expect(readSettings({ ...tenant, ...table }).bitable).toEqual({
      appToken: table.BITABLE_APP_TOKEN,
      tableId: table.BITABLE_TABLE_ID,
    })
    expect(complaint({ ...tenant, BITABLE_TABLE_ID: table.BITABLE_TABLE_ID })).toContain(
      'BITABLE_APP_TOKEN：',
    )
    expect(complaint({ ...tenant, BITABLE_APP_TOKEN: table.BITABLE_APP_TOKEN })).toContain(
      'BITABLE_TABLE_ID：',
    )
    expect(complaint({ ...tenant, ...table, BITABLE_TABLE_ID: '第一张表' })).toContain('tbl')
    expect(complaint(table)).toContain('FEISHU_APP_ID：')
  })

  it('refuses a public webhook without an encrypt key, and says how to go on without', () => {
    const text = complaint({ ...tenant, FEISHU_ENCRYPT_KEY: undefined })
    expect(text).toContain('FEISHU_ENCRYPT_KEY')
    expect(text).toContain('FEISHU_INSECURE=1')
    expect(
      readSettings({ ...tenant, FEISHU_ENCRYPT_KEY: undefined, FEISHU_INSECURE: '1' }).feishu,
    ).toMatchObject({
      encryptKey: '',
    })
  })

  it('asks for what is missing of the four values', () => {
    expect(complaint({ FEISHU_APP_ID: tenant.FEISHU_APP_ID })).toMatch(/SECRET[\s\S]*TOKEN[\s\S]*ENCRYPT_KEY/)
    expect(complaint({ FEISHU_APP_SECRET: 'secret-secret' })).toContain('FEISHU_APP_ID')
  })

  it('needs neither token nor key over the long connection', () => {
    const { FEISHU_APP_ID, FEISHU_APP_SECRET } = tenant
    const settings = readSettings({ FEISHU_APP_ID, FEISHU_APP_SECRET, FEISHU_MODE: 'websocket' })
    expect(settings.feishu).toMatchObject({ mode: 'websocket' })
  })

  it('starts no model whose library would print what is asked or send it away', () => {
    const model = { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', CHAT_MODEL: 'm' }
    for (const key of ['LANGSMITH_TRACING', 'LANGCHAIN_TRACING_V2', 'LANGCHAIN_VERBOSE']) {
      expect(complaint({ ...model, [key]: 'true' })).toContain(`${key}：不能是 true`)
      expect(readSettings({ ...model, [key]: 'false' }).model?.models).toEqual(['m'])
      expect(readSettings({ [key]: 'true' }).model).toBeUndefined()
    }
  })

  it('never repeats a secret in its complaint', () => {
    expect(complaint({ ...tenant, FEISHU_APP_ID: 'wrong', PORT: 'x' })).not.toContain('secret-secret')
  })
})
