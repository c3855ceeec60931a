import type { Clock } from '../clock.ts'
import type { Calls } from './api/calls.ts'
import type { FeishuClient } from './api/client.ts'
import { remedyOf } from './api/codes.ts'
import { CallFailure } from './api/failure.ts'
import { checkAddress } from './own-address.ts'

/** One thing looked at: a sentence in Chinese, which names what to set right where something is. */
export interface Finding {
  state: 'ok' | 'wrong' | 'hint'
  line: string
}

export interface ExamineParts {
  settings: {
    appId: string
    domain: string
    encryptKey: string
    verificationToken: string
    mode: 'webhook' | 'websocket'
    appSecret: string
  }
  /** Empty: none. */
  publicUrl: string
  /** The ledger is copied to a table. */
  mirrored?: boolean
  /** A model is asked: its answers are shown while they grow. */
  phrased?: boolean
  client: FeishuClient
  calls: Pick<Calls, 'botInfo' | 'scopes' | 'groups'>
  clock: Clock
  fetch?: typeof fetch
}

/** Needed scopes, and what does not work without them; one of those joined by `|` is enough. */
const SCOPES: [string, string][] = [
  ['im:message:send_as_bot|im:message', '不能发消息'],
  ['im:message.p2p_msg:readonly|im:message.p2p_msg', '收不到私聊消息'],
  ['im:message.group_at_msg:readonly|im:message.group_at_msg', '收不到群里 @ 它的消息'],
  ['im:message:readonly|im:message', '收不到撤回，读不到发来的文件和改后的消息'],
  ['im:message.group_msg', '读不到群里改后的消息'],
  ['im:message.reactions:write_only', '处理较久时不能先给一个表情'],
  ['im:resource', '不能发文件'],
  ['im:chat:read', '不知道自己在哪些群'],
  ['im:chat.members:bot_access', '入群时不能打招呼'],
]

const LIVE_SCOPE: [string, string] = ['cardkit:card:write', '查得久的答复不能边查边显示']
const MIRROR_SCOPE: [string, string] = ['base:record:create|bitable:app', '台账抄不到多维表格']

/** Scopes that a house can do without, and what it then does not do. */
const OPTIONAL: [string, string][] = [
  ['optical_char_recognition:image', '照片里的字读不了'],
  ['speech_to_text:speech', '语音听不了；飞书免费版不支持这项'],
]

/** Looks at everything that can be seen through the API, in the order in which it is set up. Never throws. */
export async function examine(parts: ExamineParts): Promise<Finding[]> {
  const token = await checkToken(parts)
  const own = ownSettings(parts)
  if (token.state === 'wrong') return [...own, token]
  return [
    ...own,
    token,
    await checkBot(parts),
    ...(await checkScopes(parts)),
    await checkGroups(parts),
    ...(parts.settings.mode === 'websocket' ? [await checkLongConnection(parts)] : await checkAddress(parts)),
    hint(
      '接口查不到的两处请自己看：“事件配置”里加了接收消息、消息撤回、机器人进群；“回调配置”里加了卡片回传交互（不是旧版）。改完都要发布版本',
    ),
  ]
}

function ownSettings({ settings, publicUrl }: ExamineParts): Finding[] {
  const findings = [
    ok(`应用 ${settings.appId}，${settings.mode === 'websocket' ? '长连接' : '回调地址'}方式`),
  ]
  if (settings.mode === 'webhook' && !settings.encryptKey)
    findings.push(
      wrong('没有 FEISHU_ENCRYPT_KEY：谁都能冒充飞书。在“事件与回调 → 加密策略”里设一个，两边填成一样'),
    )
  if (!publicUrl) findings.push(hint('没有 PUBLIC_URL：卡片里没有“看原文”的链接'))
  return findings
}

async function checkToken({ client, settings }: ExamineParts): Promise<Finding> {
  try {
    await client.checkToken()
    return ok('App ID 和 App Secret 正确，取到了访问凭证')
  } catch (error) {
    const remedy = error instanceof CallFailure ? remedyOf('token', error) : undefined
    const reached = error instanceof CallFailure && error.facts.code !== undefined
    if (remedy) return wrong(`取不到访问凭证：${remedy}`)
    return wrong(
      reached
        ? `取不到访问凭证，飞书答复 ${codeOf(error)}：核对 FEISHU_APP_ID、FEISHU_APP_SECRET`
        : `连不上 ${settings.domain}：检查本机能不能上网、FEISHU_DOMAIN 是否正确`,
    )
  }
}

async function checkBot({ calls }: ExamineParts): Promise<Finding> {
  return looking('机器人', async () => {
    const bot = await calls.botInfo()
    if (!bot.openId) return wrong('没有机器人：在“应用能力”里添加机器人，然后发布版本')
    return bot.enabled
      ? ok(`机器人“${bot.name}”已启用`)
      : wrong(`机器人“${bot.name}”没有启用：在“版本管理与发布”里发布，并请管理员在管理后台启用`)
  })
}

async function checkScopes({ calls, mirrored, phrased }: ExamineParts): Promise<Finding[]> {
  try {
    const granted = await calls.scopes()
    const needed = [...SCOPES, ...(mirrored ? [MIRROR_SCOPE] : []), ...(phrased ? [LIVE_SCOPE] : [])]
    const missing = needed.filter(([names]) => !names.split('|').some((name) => granted.has(name)))
    const without = OPTIONAL.filter(([name]) => !granted.has(name)).map(([name, loss]) =>
      hint(`没有开 ${name}（${loss}）：要用就在“权限管理”里开通，然后发布版本`),
    )
    if (!missing.length) return [ok(`权限齐全（${needed.length} 项）`), ...without]
    const needs = missing.map(([names, loss]) =>
      wrong(`缺权限 ${names.split('|')[0]}（${loss}）：在“权限管理”里开通，然后发布版本`),
    )
    return [...needs, ...without]
  } catch (error) {
    return [failed('权限', error)]
  }
}

async function checkGroups({ calls }: ExamineParts): Promise<Finding> {
  return looking('所在的群', async () => {
    const count = await calls.groups()
    return count ? ok(`在 ${count} 个群里`) : hint('还没有进群：在群设置里添加机器人，私聊不受影响')
  })
}

async function checkLongConnection({ client, settings }: ExamineParts): Promise<Finding> {
  return looking('长连接', async () => {
    await client.http.request({
      method: 'POST',
      url: `${settings.domain}/callback/ws/endpoint`,
      data: { AppID: settings.appId, AppSecret: settings.appSecret },
    })
    return ok('长连接可以建立；“事件配置”和“回调配置”都要选“使用长连接接收”')
  })
}

async function looking(what: string, run: () => Promise<Finding>): Promise<Finding> {
  try {
    return await run()
  } catch (error) {
    return failed(what, error)
  }
}

function failed(what: string, error: unknown): Finding {
  const remedy = error instanceof CallFailure ? remedyOf('info', error) : undefined
  return wrong(`${what}查不到：${remedy ?? `飞书答复 ${codeOf(error)}`}`)
}

function codeOf(error: unknown): string {
  if (!(error instanceof CallFailure)) return '不明'
  const { code, status, kind } = error.facts
  return code !== undefined ? `${code}` : kind === 'timeout' ? '超时' : `HTTP ${status ?? '没有连上'}`
}

function ok(line: string): Finding {
  return { state: 'ok', line }
}

function wrong(line: string): Finding {
  return { state: 'wrong', line }
}

function hint(line: string): Finding {
  return { state: 'hint', line }
}
