export { rounds } from "../../src/engine/testing/rounds.ts";
