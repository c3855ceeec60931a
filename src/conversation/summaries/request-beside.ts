import type { Reading } from '../../reporting/read.ts'
import type { Scene } from '../scene.ts'
import { requestIn } from './summaries.ts'

/** “…18人，另外发我本周汇总”: what stands behind the last figure and asks for a summary; empty where nothing does. */
export function requestBeside(text: string, { figures }: Pick<Reading, 'figures'>, scene: Scene): string {
  const end = Math.max(0, ...figures.map((one) => one.span.end))
  const [, behind = ''] = /[，,。;；！!\n](.*)$/su.exec(text.slice(end)) ?? []
  const asks =
    /(?:发|给我|看|出|要|查|来).{0,10}(?:汇总|[周月季年日]报|报表|统计|排名|进度|完成情况)|(?:汇总|[周月季年日]报|报表).{0,10}(?:发来|发?给?我)/u.test(
      behind,
    )
  if (!asks || /附件|如下|[表报总](?:已|在)/u.test(behind)) return ''
  const request = behind.replace(/^\s*(?:另外|顺便|还有|对了|再)[，,]?/u, '').trim()
  return requestIn(request, scene) ? request : ''
}
