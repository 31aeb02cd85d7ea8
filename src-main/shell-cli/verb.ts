/** What a verb gets from its process; tests give their own. `print` writes one line to standard output. */
export type CliContext = {
  environment: NodeJS.ProcessEnv;
  print(line: string): void;
  /** Bytes to standard output as they are. */
  write(bytes: Uint8Array): void;
  /** For people: standard error, never mixed with answers. */
  explain(line: string): void;
  readInput(): Promise<string>;
  /** Fires at Ctrl+C or a request to stop. */
  signal: AbortSignal;
};

/** 0 = done, 1 = it failed or what was checked is not in order, 2 = wrongly called. */
export type ExitCode = 0 | 1 | 2;

export type Verb = {
  usage: string;
  /** @throws AppError: BAD_INPUT exits 2, anything else 1 */
  run(args: string[], context: CliContext): Promise<ExitCode>;
};
