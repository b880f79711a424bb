import { type BareSpace, drawBareSpace } from "./bare-space.ts";

drawBareSpace((globalThis as unknown as { given: BareSpace }).given);
