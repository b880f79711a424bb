import type { RequestOf } from "../work/client.ts";
import { messageTurns } from "../work/turns.ts";
import type { LaboratoryWork } from "./protocol.ts";
import { createLaboratoryScheduler } from "./scheduler.ts";

const handle = createLaboratoryScheduler((message) => self.postMessage(message), messageTurns());

self.onmessage = ({ data }: MessageEvent<RequestOf<LaboratoryWork>>) => handle(data);
