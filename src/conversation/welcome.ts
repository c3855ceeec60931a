import type { Entered } from '../message.ts'
import type { Reply, WelcomeReply } from '../reply.ts'
import type { Scene } from './scene.ts'
import type { Outgoing } from './turn.ts'

/** First words: in a group one line on how to call the bot, in private three things to tap. */
export function welcome(entered: Entered, scene: Scene): Outgoing {
  const line = scene.words.welcomeGroup
  const reply: Reply =
    entered.chat.kind === 'group'
      ? { kind: 'notice', tone: 'plain', title: '', lines: [line], buttons: [] }
      : firstWords(scene)
  // A chat is greeted once, however often it is opened.
  return { key: `${entered.chat.id}:welcome`, chat: entered.chat, op: 'send', reply }
}

export function firstWords(scene: Scene): WelcomeReply {
  const { organization } = scene.bureau
  return {
    kind: 'welcome',
    title: `${organization.bureau}助手`,
    lines: ['问政策、报数字、要汇总，直接说就行。', scene.words.youCanAsk],
    examples: examples(scene.bureau),
  }
}

/** A question, a report and a summary, made of this bureau's own indicators and units. */
export function examples(bureau: Scene['bureau']): string[] {
  const { catalogue, organization } = bureau
  const flow = catalogue.find((one) => one.kind === 'flow')
  const short = flow ? shortest([flow.name, ...flow.aliases]) : ''
  const unit = organization.units.find((one) => one.kind === 'street') ?? organization.units[0]
  return [
    ...(bureau.question ? [bureau.question] : []),
    ...(flow && unit ? [`今天${unit.name}完成${short}3${flow.unit}`] : []),
    '本周汇总',
  ]
}

/** The shortest name of at least four characters reads like speech. */
function shortest(names: string[]): string {
  const sorted = names.filter((name) => name.length >= 4).sort((a, b) => a.length - b.length)
  return sorted[0] ?? names[0] ?? ''
}
