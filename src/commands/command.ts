import type { NodeHouse as House, OpenOptions } from '../assemble-node.ts'

/** Where a command reads and writes: stdout holds results only, everything else goes to stderr. */
export interface Io {
  out(line: string): void
  err(line: string): void
  /** Lines of a JSON Lines file, or of standard input for `-`. Throws UsageError with file and line. */
  jsonLines(file: string): Promise<unknown[]>
  /** A whole text file, `-` for standard input. Throws UsageError when it cannot be read. */
  readText(file: string): Promise<string>
  /** Throws UsageError when it cannot be read. */
  readBytes(file: string): Promise<Uint8Array>
  writeFile(path: string, content: Uint8Array | string): Promise<void>
}

/** One command of `npm run -s bot -- NAME …`. Throws UsageError for bad arguments (exit 2). */
export interface Command {
  usage: string
  /** `open` opens database and knowledge on first use; a command that needs neither does not call it. */
  run(args: string[], io: Io, open: (options?: OpenOptions) => Promise<House>): Promise<void>
}
