export async function textDocx(_text: string): Promise<Uint8Array> {
  throw new Error('todo')
}
