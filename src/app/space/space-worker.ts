import type { RequestOf } from "../tasks/client.ts";
import { messageTurns } from "../tasks/turns.ts";
import type { SpaceWork } from "./protocol.ts";
import { createSpaceScheduler } from "./scheduler.ts";

const handle = createSpaceScheduler((message) => self.postMessage(message), messageTurns());

self.onmessage = ({ data }: MessageEvent<RequestOf<SpaceWork>>) => handle(data);
