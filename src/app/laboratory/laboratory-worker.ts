import type { RequestOf } from "../tasks/client.ts";
import { messageTurns } from "../tasks/turns.ts";
import type { LaboratoryWork } from "./protocol.ts";
import { createLaboratoryScheduler } from "./scheduler.ts";

const handle = createLaboratoryScheduler((message) => self.postMessage(message), messageTurns());

self.onmessage = ({ data }: MessageEvent<RequestOf<LaboratoryWork>>) => handle(data);
