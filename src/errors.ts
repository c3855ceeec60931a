/** Errors by who can fix them. Nobody is shown a stack. */

/** Something the operator must set right: settings, files, database. The message is Chinese and complete. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}

/** Bad arguments or unreadable input on the command line: exit code 2. */
export class UsageError extends OperatorError {
  override name = 'UsageError'
}

/** The reason of anything thrown, in one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n')[0]!.slice(0, 300)
}
