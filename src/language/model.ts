/** One call of a model: what goes in. */
export interface ModelCall {
  system: string
  user: string
  /** JSON Schema of the answer, with its name. */
  schema?: { name: string; shape: Record<string, unknown> }
  /** Images as data URLs, where the model takes them. */
  images?: readonly string[]
  maxTokens: number
  signal?: AbortSignal
  /** Told what has come so far, again and again. */
  heard?(soFar: string): void
}

export interface ModelAnswer {
  /** As it came: JSON where a schema was asked for. */
  text: string
  /** Tokens of prompt and answer; estimated where the server does not say. */
  tokens: number
}

/** One model of one server. Nothing is retried here. */
export interface Model {
  name: string
  /** @throws ModelError */
  call(call: ModelCall): Promise<ModelAnswer>
}

/** network, rate, server, timeout: worth another try. auth, missing (model or path), request, certificate, unreadable: told to the operator. cancelled: nobody waits any more. */
export type ModelFault =
  | 'network'
  | 'rate'
  | 'server'
  | 'timeout'
  | 'auth'
  | 'missing'
  | 'request'
  | 'certificate'
  | 'too-long'
  | 'unreadable'
  | 'cancelled'

export class ModelError extends Error {
  override name = 'ModelError'
  readonly fault: ModelFault
  constructor(fault: ModelFault, message = fault as string) {
    super(message)
    this.fault = fault
  }
}
