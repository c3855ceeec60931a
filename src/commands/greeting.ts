import type { Loaded } from '../assemble-node.ts'
import type { Settings } from '../settings.ts'

/** What the terminal shows once the service is ready: where to go, what was loaded, what to try. */
export function greeting(start: { settings: Settings; port: number; report: Loaded; ms: number }): string {
  const { settings, port, report } = start
  const lines = [`${report.bureau}助手已就绪（${(start.ms / 1000).toFixed(1)} 秒）`]
  lines.push(
    settings.localChat
      ? `  聊天页   http://localhost:${port}/`
      : '  聊天页   没有开（接了飞书；要开设 LOCAL_CHAT=1）',
  )
  lines.push(`  飞书     ${feishuLine(settings, port)}`)
  lines.push(
    `  已载入   文件 ${report.documents} 份、段落 ${report.passages} 条、指标 ${report.indicators} 项、人员 ${report.people} 名`,
  )
  for (const { path, reason } of report.refused) lines.push(`  没读成   ${path}：${reason}`)
  lines.push(
    settings.model
      ? `  模型     ${settings.model.models.join('、')}：只在查不到时提建议，回答仍照引文件原文`
      : '  模型     不用模型：回答照引文件原文',
  )
  lines.push('  试试说', ...report.examples.map((text) => `    ${text}`))
  if (report.documents === 0)
    lines.push(`  提醒     ${settings.knowledgeDir}/documents 里没有读到文件，问什么都会说没有查到`)
  return lines.join('\n')
}

function feishuLine(settings: Settings, port: number): string {
  if (!settings.feishu) return '没有接（设 FEISHU_APP_ID 等四项即可，见 README）'
  if (settings.feishu.mode === 'websocket') return `长连接，应用 ${settings.feishu.appId}`
  return `回调地址 ${settings.publicUrl || `http://本机:${port}`}/feishu/events，应用 ${settings.feishu.appId}`
}
