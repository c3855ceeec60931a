import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'
import { createAgent, tool } from 'langchain'
import { z } from 'zod'
import { nextStep } from '../../prompts/next-step.ts'
import type { Errand, Tool } from '../conversation/answers/helper.ts'
import { wholeUpTo } from '../policy/look-up.ts'
import type { AskModel } from './ask-model.ts'
import { faultOfQuotes, faultOfText } from './text-guard.ts'

/** The last of them has to tell what was found. */
const STEPS = 4
const LONGEST_FIND = 1_500

/**
 * A few look-ups for one question: sentences, word for word from what the tools gave; undefined: none. The library runs the
 * tools and counts the steps. Loaded with the first question that gets here: nobody else pays for it.
 */
export async function explore(
  ask: AskModel,
  question: string,
  tools: readonly Tool[],
  errand: Errand,
): Promise<string[] | undefined> {
  const { signal } = errand
  const agent = createAgent({ model: new StepModel(ask, errand), tools: tools.map(offered) })
  // A step is a turn of the model and one of a tool.
  const limits = { recursionLimit: 2 * STEPS, ...(signal ? { signal } : {}) }
  try {
    const { messages } = await agent.invoke({ messages: [new HumanMessage(question)] }, limits)
    const sentences = textsOf(messages.at(-1))
    return sentences.length && !faultOfQuotes(sentences, findsIn(messages)) ? sentences : undefined
  } catch (error) {
    if (signal?.aborted) return undefined
    throw error
  }
}

function offered({ name, purpose, run }: Tool) {
  const schema = z.object({ query: z.string() })
  return tool(async ({ query }) => wholeUpTo(await run(query), LONGEST_FIND), {
    name,
    description: purpose,
    schema,
  })
}

/**
 * A chat model for the library over our own way of asking, so that masks, limits, rest and guards stay in one place. Each step
 * is a task with an answer of JSON: tools are called with servers that know no tool calling, too.
 */
class StepModel extends BaseChatModel {
  private readonly ask: AskModel
  private readonly errand: Errand
  private readonly tools: readonly { name: string; description: string }[]

  constructor(ask: AskModel, errand: Errand, tools: readonly { name: string; description: string }[] = []) {
    super({ maxRetries: 0 })
    this.ask = ask
    this.errand = errand
    this.tools = tools
  }

  _llmType(): string {
    return 'steps'
  }

  override bindTools(tools: BindToolsInput[]): StepModel {
    const named = tools.map((one) => ({
      name: 'name' in one ? String(one.name) : '',
      description: 'description' in one ? String(one.description) : '',
    }))
    return new StepModel(this.ask, this.errand, named)
  }

  async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    return { generations: [{ message: await this.step(messages), text: '' }] }
  }

  private async step(messages: readonly BaseMessage[]): Promise<AIMessage> {
    const question = textsOf(messages.find(HumanMessage.isInstance)).join('')
    const [calls, finds] = [callsIn(messages), findsIn(messages)]
    const tools = finds.length < STEPS - 1 ? this.tools : []
    const given = {
      question,
      tools: tools.map(({ name, description }) => `${name} ${description}`).join('\n'),
      seen: finds.map((found, place) => `${calls[place]}：${found || '没有'}`).join('\n'),
    }
    const next = await this.ask(nextStep, given, this.errand, ({ tool: name, query, sentences }) => {
      if (sentences.length) return faultOfQuotes(sentences, finds)
      if (!name) return undefined
      if (!tools.some((one) => one.name === name)) return '没有这个工具'
      if (calls.includes(`${name} ${query}`)) return '这个已经查过'
      // What is looked for comes from the question or from what was found: a tool may tell back what it was asked.
      return faultOfText(query, finds, [question])
    })
    if (!next?.tool || next.sentences.length)
      return new AIMessage({ content: (next?.sentences ?? []).map((text) => ({ type: 'text', text })) })
    const call = { name: next.tool, args: { query: next.query }, id: `step${finds.length}` }
    return new AIMessage({ content: '', tool_calls: [{ ...call, type: 'tool_call' }] })
  }
}

/** What the tools were asked, and what they gave, in the same order. */
function callsIn(messages: readonly BaseMessage[]): string[] {
  return messages
    .filter(AIMessage.isInstance)
    .flatMap(({ tool_calls = [] }) => tool_calls.map(({ name, args }) => `${name} ${args.query}`))
}

function findsIn(messages: readonly BaseMessage[]): string[] {
  return messages.filter(ToolMessage.isInstance).map((one) => textsOf(one).join(''))
}

/** The texts of a message, block by block. */
function textsOf(message: BaseMessage | undefined): string[] {
  if (!message) return []
  if (typeof message.content === 'string') return message.content ? [message.content] : []
  return message.content.flatMap((block) => (block.type === 'text' ? [String(block.text)] : []))
}
