import type { CallFailure } from './failure.ts'

/** Our names of the calls: one code means different things on different calls. */
export type Call =
  | 'token'
  | 'info'
  | 'scopes'
  | 'chats'
  | 'create'
  | 'reply'
  | 'patch'
  | 'edit'
  | 'card-make'
  | 'card-text'
  | 'card-end'
  | 'card-put'
  | 'get'
  | 'resource'
  | 'upload'
  | 'react'
  | 'unreact'
  | 'append'
  | 'recognize'
  | 'hear'

/**
 * retry: again later, the same way · new-token: at once with another token · simplify: once more in plainer form ·
 * send-new: elsewhere, as a new message · upload-again: the file first · stop: whom it was for is gone ·
 * hold: again much later, an admin must set something right for the whole app · admin: given up, an admin can set this chat
 * right · bug: ours, never repeated unchanged.
 */
export type Action =
  | 'retry'
  | 'new-token'
  | 'simplify'
  | 'send-new'
  | 'upload-again'
  | 'stop'
  | 'hold'
  | 'admin'
  | 'bug'

interface Rule {
  codes: number[]
  /** Every call where not given. */
  calls?: Call[]
  action: Action
  /** What an admin has to set right. */
  remedy?: string
}

const SENDING: Call[] = ['create', 'reply']
const CARDS: Call[] = ['card-make', 'card-text', 'card-end', 'card-put']
const CHANGING: Call[] = ['patch', 'edit', ...CARDS]

/** The first rule that fits decides; those bound to calls come first (FEISHU.md §8). */
const RULES: Rule[] = [
  { codes: [230019, 230050, 230054, 230071, 230072, 230111], calls: ['reply'], action: 'send-new' },
  { codes: [230054], calls: ['create'], action: 'simplify' },
  // A card that is gone for its readers comes again as a new message: it may carry the only answer there is.
  { codes: [230011, 230110, 231003, 200000], calls: CHANGING, action: 'send-new' },
  { codes: [230072, 230075, 230031, 200740, 200750], calls: CHANGING, action: 'send-new' },
  { codes: [230050, 230054, 230055, 230111, 200830], calls: CHANGING, action: 'send-new' },
  { codes: [230012, 230071, 300311], calls: CHANGING, action: 'send-new' },
  { codes: [230017, 234008], calls: SENDING, action: 'upload-again' },
  { codes: [230036, 234002], calls: SENDING, action: 'upload-again' },

  { codes: [1254036, 1254290, 1254291, 1255001, 1255002, 1255040], calls: ['append'], action: 'retry' },
  {
    codes: [1254003, 1254004, 1254040, 1254041, 91402],
    calls: ['append'],
    action: 'admin',
    remedy: '找不到这张多维表格，请核对 BITABLE_APP_TOKEN、BITABLE_TABLE_ID',
  },
  {
    codes: [1254015, 1254045, 1254060, 1254061],
    calls: ['append'],
    action: 'admin',
    remedy:
      '多维表格的列不对，要有“编号 指标 数值 单位 报送单位 起 止 口径 状态 报送人 原话 报送时间 更正自”，数值是数字，其余是文本',
  },
  { codes: [1254103], calls: ['append'], action: 'admin', remedy: '多维表格的行数到了上限，请换一张新表' },

  { codes: [230020, 99991400, 230049, 18121, 231015, 200810], action: 'retry' },
  { codes: [11232, 11233, 11247], action: 'retry' },
  { codes: [2200, 300120, 1150102, 1040102, 1254607], action: 'retry' },
  { codes: [99991661, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677], action: 'new-token' },
  { codes: [230025, 200860, 230022, 230028, 200220, 200380, 200381, 200732, 200737], action: 'simplify' },
  { codes: [230011, 230110, 231003, 200000, 232009, 230029, 230053, 230009, 230026], action: 'stop' },

  {
    codes: [99991672],
    calls: CARDS,
    // There are other ways to show an answer.
    action: 'send-new',
    remedy: '缺少权限，答复不能边查边显示，请在开发者后台“权限管理”开通后发布新版本',
  },
  {
    codes: [99991672],
    calls: ['hear'],
    action: 'hold',
    remedy:
      '听不了语音：缺权限，请在开发者后台“权限管理”开通 speech_to_text:speech 后发布新版本（飞书免费版不支持）',
  },
  {
    codes: [99991672],
    calls: ['recognize'],
    action: 'hold',
    remedy: '读不了照片：缺权限，请在开发者后台“权限管理”开通 optical_char_recognition:image 后发布新版本',
  },
  { codes: [99991672], action: 'hold', remedy: '缺少权限，请在开发者后台“权限管理”开通后发布新版本' },
  { codes: [99991679], action: 'hold', remedy: '需要用户授权，请在开发者后台“权限管理”检查' },
  {
    codes: [230006, 232025, 234007],
    action: 'hold',
    remedy: '没有开机器人能力，请在开发者后台“应用能力”添加机器人并发布',
  },
  {
    codes: [99991401],
    action: 'hold',
    remedy: '本机的出口 IP 不在白名单，请在开发者后台“安全设置”加入或清空白名单',
  },
  { codes: [99991403], action: 'hold', remedy: '本月接口调用额度用完，请在管理后台扩容' },
  {
    codes: [99991662, 99991673, 10014, 232034],
    action: 'hold',
    remedy: '应用没有启用或没有安装，请在管理后台启用并发布',
  },
  {
    codes: [10003, 10015, 99991543],
    action: 'hold',
    remedy: 'App ID 或 App Secret 不对，请核对 FEISHU_APP_ID、FEISHU_APP_SECRET',
  },
  { codes: [230002, 232011, 234004], action: 'admin', remedy: '机器人不在这个群里，请把它加进群' },
  { codes: [230013], action: 'admin', remedy: '对方不在应用的可用范围内，请在版本发布里扩大可用范围' },
  { codes: [230018], action: 'admin', remedy: '群设置不许机器人发言，请群主放开' },
  { codes: [230027], action: 'admin', remedy: '没有在这个会话发言的权限（缺权限，或是外部群）' },
  { codes: [230035], action: 'admin', remedy: '机器人在这个会话被禁言或被管理规则拦下' },
  { codes: [230036], action: 'admin', remedy: '加密密钥已删除，请管理员检查密钥管理' },
  { codes: [230038, 232033], action: 'admin', remedy: '不能给外部组织或外部群发消息' },
  { codes: [230073, 231203], action: 'admin', remedy: '这个会话不许机器人读消息（话题不可见或保密模式）' },
  { codes: [41050], action: 'admin', remedy: '通讯录权限范围不含此人，请在开发者后台扩大' },
  {
    codes: [1254302, 1254304, 91403],
    action: 'admin',
    remedy: '没有多维表格的权限，请开通 base:record:create，并把应用加为这张多维表格的协作者（可编辑）',
  },

  { codes: [230001, 234001, 9499, 10002, 230034, 232006, 230017, 234008, 230055, 230012], action: 'bug' },
  { codes: [234003, 234006, 234010, 234011, 234039, 300311], action: 'bug' },
]

/** Internal errors of the platform: they pass, unless what is sent causes them. */
const MAY_BE_OURS = new Set([2200, 300120, 1150102, 1040102, 1254607])

/** What to do after a failed call. */
export function actionOf(call: Call, failure: CallFailure): Action {
  const { kind, code, status = 0, locked } = failure.facts
  if (kind !== 'refused' || code === undefined) return 'retry'
  if (code === 230099) return locked ? 'retry' : 'simplify'
  const rule = ruleFor(call, code)
  if (rule) return rule.action
  return status === 429 || status >= 500 ? 'retry' : 'bug'
}

/** Whether trying for ever could block a chat for ever. */
export function isBounded(failure: CallFailure): boolean {
  return failure.facts.code !== undefined && MAY_BE_OURS.has(failure.facts.code)
}

/** What an admin has to set right, in Chinese, with the scopes named; undefined where nobody can. */
export function remedyOf(call: Call, failure: CallFailure): string | undefined {
  const { code, scopes } = failure.facts
  const remedy = code === undefined ? undefined : ruleFor(call, code)?.remedy
  return remedy && scopes?.length ? `${remedy}：${scopes.join(' 或 ')}` : remedy
}

function ruleFor(call: Call, code: number): Rule | undefined {
  return RULES.find((rule) => rule.codes.includes(code) && (rule.calls?.includes(call) ?? true))
}
