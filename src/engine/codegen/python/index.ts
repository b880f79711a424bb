export {
  type ProbeChoice,
  printDivergenceProgram,
  printedField,
  printFieldProgram,
  printMethodProgram,
} from "./program.ts";
