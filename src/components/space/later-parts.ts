/** What stands beside and below a picture of space, loaded in one piece after it. */
export { Panel } from "./Panel.tsx";
export { Reading } from "./Reading.tsx";
