export { type PythonTarget, pythonTargets } from "./expression.ts";
export {
  type PrintedField,
  type ProbeChoice,
  printDivergenceProgram,
  printedField,
  printFieldProgram,
  printMethodProgram,
} from "./program.ts";
