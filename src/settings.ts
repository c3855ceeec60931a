import { z } from 'zod'
import { OperatorError } from './errors.ts'

/** The only file that names environment variables (CONTRACT §2, and our own few). */

export interface FeishuSettings {
  appId: string
  appSecret: string
  /** Empty only with `FEISHU_INSECURE=1` or over the long connection. */
  encryptKey: string
  verificationToken: string
  domain: string
  mode: 'webhook' | 'websocket'
}

export interface ModelSettings {
  baseUrl: string
  apiKey: string
  /** In order of preference. */
  models: string[]
  /** Undefined: search by words alone. */
  embedding?: string | undefined
  /** Whether documents for staff may be shown to the model. */
  staffDocuments: boolean
  /** Tokens: of one call, of a chat a day, of all chats a day. */
  limits: { call: number; chat: number; day: number }
  waits?: { firstTokenMs: number; wholeMs: number }
}

/** How pictures are read. */
export interface PictureSettings {
  /** In which order; what is not set up is passed over. */
  readers: ('feishu' | 'ocr' | 'vision')[]
  /** Pictures and scanned pages are read by this process itself. */
  ocr: boolean
  /** Pictures go to this model. Undefined: to none. */
  vision: { baseUrl: string; apiKey: string; model: string; limits: ModelSettings['limits'] } | undefined
}

/** The table of a Feishu Base that the ledger is copied to. */
export interface BitableSettings {
  appToken: string
  tableId: string
}

export interface Settings {
  port: number
  host: string
  databasePath: string
  knowledgeDir: string
  feishu: FeishuSettings | undefined
  /** Undefined: the ledger is copied nowhere. */
  bitable: BitableSettings | undefined
  localChat: boolean
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** No trailing slash; empty: cards carry no links. */
  publicUrl: string
  /** ISO time where the clock starts; undefined: the real time. */
  now: string | undefined
  /** Undefined: no model, which is the whole product. */
  model: ModelSettings | undefined
  pictures: PictureSettings
}

export type Environment = Record<string, string | undefined>

const url = (what: string) => z.url({ protocol: /^https?$/, error: `应为完整网址，${what}` })

/** A whole number of at least one. */
const count = (what: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,9}$/, `应为正整数，${what}`)
    .transform(Number)

/** Switches of the model library that would print what is asked, or send it to its maker. */
const TELLTALES = [
  ...(['LANGSMITH_TRACING', 'LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING', 'LANGCHAIN_TRACING_V2'] as const),
  'LANGCHAIN_VERBOSE',
] as const
const telltales = Object.fromEntries(TELLTALES.map((key) => [key, z.string().optional()])) as Record<
  (typeof TELLTALES)[number],
  z.ZodOptional<z.ZodString>
>

const PORT_RULE = '应为 0 到 65535 的整数，例如 3000'

const schema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_RULE)
    .transform(Number)
    .refine((port) => port <= 65535, PORT_RULE)
    .default(3000),
  HOST: z.string().optional(),
  DATABASE_PATH: z.string().default('./data/assistant.db'),
  KNOWLEDGE_DIR: z.string().default('./knowledge'),
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-zA-Z]{4,40}$/, '应以 cli_ 开头，见开发者后台“凭证与基础信息”的 App ID')
    .optional(),
  FEISHU_APP_SECRET: z.string().min(8, '太短，见开发者后台“凭证与基础信息”的 App Secret').optional(),
  FEISHU_ENCRYPT_KEY: z.string().optional(),
  FEISHU_VERIFICATION_TOKEN: z.string().optional(),
  FEISHU_DOMAIN: url('例如 https://open.feishu.cn').default('https://open.feishu.cn'),
  FEISHU_MODE: z.enum(['webhook', 'websocket'], { error: '只能是 webhook 或 websocket' }).default('webhook'),
  FEISHU_INSECURE: z.enum(['0', '1'], { error: '只能是 0 或 1' }).default('0'),
  BITABLE_APP_TOKEN: z
    .string()
    .regex(/^[0-9a-zA-Z]{8,60}$/, '应是多维表格网址里 /base/ 后面的一串字母数字')
    .optional(),
  BITABLE_TABLE_ID: z
    .string()
    .regex(/^tbl[0-9a-zA-Z]{4,40}$/, '应以 tbl 开头，是多维表格网址里 table= 后面的一串')
    .optional(),
  LOCAL_CHAT: z.enum(['0', '1'], { error: '只能是 0 或 1' }).default('0'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: '只能是 debug、info、warn 或 error' })
    .default('info'),
  PUBLIC_URL: url('例如 https://minzheng.example.gov.cn').optional(),
  NOW: z
    .string()
    .refine((value) => !Number.isNaN(Date.parse(value)), '应为 ISO 时间，例如 2026-06-24T10:00:00+08:00')
    .optional(),
  OPENAI_BASE_URL: url('例如 https://api.example.com/v1').optional(),
  OPENAI_API_KEY: z.string().optional(),
  CHAT_MODEL: z.string().optional(),
  EMBEDDING_MODEL: z.string().optional(),
  VISION_MODEL: z.string().optional(),
  OCR_ENGINE: z.enum(['none', 'tesseract'], { error: '只能是 none 或 tesseract' }).default('none'),
  PHOTO_READERS: z
    .string()
    .default('feishu,ocr,vision')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(
      z.array(
        z.enum(['feishu', 'ocr', 'vision'], { error: '应为 feishu、ocr、vision 中的几个，用逗号隔开' }),
      ),
    ),
  ...telltales,
  MODEL_AUDIENCE: z.enum(['all', 'staff'], { error: '只能是 all 或 staff' }).default('all'),
  MODEL_DAY_TOKENS: count('每天最多用多少 token，例如 2000000').default(2_000_000),
  MODEL_CHAT_TOKENS: count('一个会话每天最多用多少 token，例如 100000').default(100_000),
})

type Raw = z.infer<typeof schema>

/** Keys that belong together: each problem names the key and what to set. */
function missingTogether(raw: Raw): [string, string][] {
  return [...feishuProblems(raw), ...bitableProblems(raw), ...modelProblems(raw)]
}

function bitableProblems(raw: Raw): [string, string][] {
  const keys = ['BITABLE_APP_TOKEN', 'BITABLE_TABLE_ID'] as const
  const given = keys.filter((key) => raw[key])
  if (!given.length) return []
  const problems = keys
    .filter((key) => !raw[key])
    .map((key): [string, string] => [
      key,
      `没有设置，但设置了 ${given[0]}；两项一起设，要么都不设（不抄台账）`,
    ])
  if (!raw.FEISHU_APP_ID)
    problems.push(['FEISHU_APP_ID', `没有设置，但设置了 ${given[0]}；接了飞书才能抄台账到多维表格`])
  return problems
}

function modelProblems(raw: Raw): [string, string][] {
  const given = (['OPENAI_BASE_URL', 'OPENAI_API_KEY'] as const).filter((key) => raw[key])
  const named = (['CHAT_MODEL', 'EMBEDDING_MODEL', 'VISION_MODEL'] as const).filter((key) => raw[key])
  if (named.length && !given.length)
    return [
      [
        'OPENAI_BASE_URL',
        `没有设置，但设置了 ${named.join('、')}；填模型服务的网址，例如 https://api.example.com/v1`,
      ],
    ]
  if (named.length)
    return TELLTALES.filter((key) => raw[key] === 'true').map((key) => [
      key,
      '不能是 true：会把问答的原文记下来或者送到别处；用了模型就把它去掉',
    ])
  if (!named.length && given.length)
    return [
      ['CHAT_MODEL', `没有设置，但设置了 ${given.join('、')}；填模型名，多个用逗号隔开；不用模型就都不设`],
    ]
  return []
}

function feishuProblems(raw: Raw): [string, string][] {
  const problems: [string, string][] = []
  const feishuKeys = ['FEISHU_APP_SECRET', 'FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN'] as const
  if (!raw.FEISHU_APP_ID) {
    const given = feishuKeys.filter((key) => raw[key])
    if (given.length)
      problems.push(['FEISHU_APP_ID', `没有设置，但设置了 ${given.join('、')}；四项要一起设置`])
    return problems
  }
  if (!raw.FEISHU_APP_SECRET) problems.push(['FEISHU_APP_SECRET', '没有设置，见开发者后台“凭证与基础信息”'])
  if (raw.FEISHU_MODE === 'websocket') return problems
  if (!raw.FEISHU_VERIFICATION_TOKEN)
    problems.push(['FEISHU_VERIFICATION_TOKEN', '没有设置，见开发者后台“事件与回调 → 加密策略”'])
  if (!raw.FEISHU_ENCRYPT_KEY && raw.FEISHU_INSECURE !== '1')
    problems.push([
      'FEISHU_ENCRYPT_KEY',
      '没有设置：公网回调没有签名就谁都能冒充飞书。见“事件与回调 → 加密策略”；确实要不加密运行，设 FEISHU_INSECURE=1',
    ])
  return problems
}

/**
 * Reads the settings. Empty variables count as not set.
 * @throws OperatorError naming every wrong or missing key at once, in Chinese.
 */
export function readSettings(environment: Environment): Settings {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const parsed = schema.safeParse(present)
  const problems: [string, string][] = parsed.success
    ? missingTogether(parsed.data)
    : [
        ...parsed.error.issues.map((issue): [string, string] => [String(issue.path[0]), issue.message]),
        ...missingTogether(looseDefaults(present)),
      ]
  if (problems.length || !parsed.success) {
    const lines = problems.map(([key, what]) => `  ${key}：${what}`)
    throw new OperatorError(`设置有 ${problems.length} 处要改：\n${lines.join('\n')}`)
  }
  return shape(parsed.data)
}

function looseDefaults(present: Record<string, unknown>): Raw {
  return { FEISHU_MODE: 'webhook', FEISHU_INSECURE: '0', ...present } as Raw
}

function serverOf(raw: Raw): Pick<ModelSettings, 'baseUrl' | 'apiKey' | 'limits'> {
  return {
    baseUrl: raw.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
    apiKey: raw.OPENAI_API_KEY ?? '',
    limits: { call: 8_000, chat: raw.MODEL_CHAT_TOKENS, day: raw.MODEL_DAY_TOKENS },
  }
}

function picturesOf(raw: Raw): PictureSettings {
  return {
    readers: raw.PHOTO_READERS,
    ocr: raw.OCR_ENGINE === 'tesseract',
    vision: raw.VISION_MODEL ? { ...serverOf(raw), model: raw.VISION_MODEL } : undefined,
  }
}

function modelOf(raw: Raw): ModelSettings | undefined {
  if (!raw.CHAT_MODEL && !raw.EMBEDDING_MODEL) return undefined
  return {
    ...serverOf(raw),
    models: (raw.CHAT_MODEL ?? '').split(',').flatMap((name) => name.trim() || []),
    embedding: raw.EMBEDDING_MODEL,
    staffDocuments: raw.MODEL_AUDIENCE === 'staff',
  }
}

function shape(raw: Raw): Settings {
  const feishu: FeishuSettings | undefined = raw.FEISHU_APP_ID
    ? {
        appId: raw.FEISHU_APP_ID,
        appSecret: raw.FEISHU_APP_SECRET ?? '',
        encryptKey: raw.FEISHU_ENCRYPT_KEY ?? '',
        verificationToken: raw.FEISHU_VERIFICATION_TOKEN ?? '',
        domain: raw.FEISHU_DOMAIN.replace(/\/$/, ''),
        mode: raw.FEISHU_MODE,
      }
    : undefined
  const localChat = !feishu || raw.LOCAL_CHAT === '1'
  return {
    port: raw.PORT,
    // The chat page lets anybody be anybody: it stays on this machine unless HOST says otherwise.
    host: raw.HOST ?? (localChat ? '127.0.0.1' : '0.0.0.0'),
    databasePath: raw.DATABASE_PATH,
    knowledgeDir: raw.KNOWLEDGE_DIR,
    feishu,
    bitable:
      raw.BITABLE_APP_TOKEN && raw.BITABLE_TABLE_ID
        ? { appToken: raw.BITABLE_APP_TOKEN, tableId: raw.BITABLE_TABLE_ID }
        : undefined,
    localChat,
    logLevel: raw.LOG_LEVEL,
    publicUrl: (raw.PUBLIC_URL ?? '').replace(/\/$/, ''),
    now: raw.NOW,
    model: modelOf(raw),
    pictures: picturesOf(raw),
  }
}
