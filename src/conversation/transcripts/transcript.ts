/** What was read in a picture or heard in a voice message; never what it means. */
export type Transcript =
  | { kind: 'text'; lines: string[] }
  /** There is nothing to be read or heard in it. */
  | { kind: 'nothing' }
  | { kind: 'unread'; why: Unread }

/**
 * Why nothing was read or heard. gone: cannot be fetched · format: of a kind that is not read · broken: not whole ·
 * not-allowed: a right or a plan is missing, the operator knows · not-here: nothing reads it in this house.
 */
export type Unread = 'gone' | 'too-large' | 'too-long' | 'format' | 'broken' | 'not-allowed' | 'not-here'

/** Reads the text in a picture. Throws only for what may pass. */
export type PictureReader = (picture: Uint8Array, errand: { chat: string }) => Promise<Transcript>

/** A picture in a message: sent as a picture, or as a file. */
export interface SentPicture {
  messageId: string
  key: string
  type: 'image' | 'file'
  /** Id of the chat it was sent to. */
  chat: string
}
