/** A state that has no picture; the message is a sentence for the reader. */
export class PlaneProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PlaneProblem";
  }
}
