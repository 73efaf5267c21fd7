/* Operations on their way to the server, and its answer to each. */
import type { ProblemBody } from "../problem";
import type { Operation } from "./operation";
import type { Instant } from "./values";

export type ResultStatus = "applied" | "held" | "rejected" | "failed";

export interface CountedFor {
  promise_id: string;
  commitment_id: string;
  short_name: string;
  why: string | string[];
}

export interface PushResult {
  operation_id: string;
  status: ResultStatus;
  activity_id: string;
  new_activity_id?: string | null;
  revision: number | null;
  /** Short receipt number, e.g. "1043-2". */
  receipt: string | null;
  counted_for: CountedFor[];
  clashes: string[];
  flags: string[];
  problem?: ProblemBody | null;
}

export interface PushRequest {
  device_id: string;
  device_time: Instant;
  operations: Operation[];
}

export interface PushAnswer {
  results: PushResult[];
  server_time: Instant;
  epoch: string;
}
