/** 2: what was asked for makes no sense or cannot be read; 1: the field itself is wrong. */
export type FailureCode = 1 | 2;

/** Ends the command with one line on standard error, never a stack trace. */
export class Failure extends Error {
  readonly exitCode: FailureCode;
  constructor(exitCode: FailureCode, message: string) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/** A wrong argument: `deldot: error: …`, exit code 2. */
export function badArgument(sentence: string): Failure {
  return new Failure(2, `deldot: error: ${sentence}`);
}

/** What the operating system says when a file cannot be used, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a directory";
    case "ENOTDIR":
      return "a part of its path is not a directory";
    case "EACCES":
    case "EPERM":
      return "permission is denied";
    case "ENOSPC":
      return "the disk is full";
    default:
      return code ?? message;
  }
}
