import type { RequestOf } from "../../tasks/client.ts";
import { messageTurns } from "../../tasks/turns.ts";
import type { ExportWork } from "./protocol.ts";
import { createExportScheduler } from "./scheduler.ts";

const handle = createExportScheduler((message) => self.postMessage(message), messageTurns());

self.onmessage = ({ data }: MessageEvent<RequestOf<ExportWork>>) => handle(data);
