import "server-only";
import type { z } from "zod";
import type { Actor } from "../auth/actor-types";
import type { Permission } from "../auth/permissions";
import type { Tx } from "../db/client";
import type { EventDefinition } from "../define-event";
import type { EventSubject } from "./event-draft";
import type { CrudName, EventTypeName, RetentionClassName, RiskName } from "./event-types";

export type ActorOf<K extends Actor["kind"]> = Extract<Actor, { kind: K }>;

export type QueryContext = { tx: Tx; actor: Actor; now: Date };

export type CommandContext = QueryContext & {
  /** Written to the outbox in the same transaction; sent after commit, at least once. */
  emit<Schema extends z.ZodType>(event: EventDefinition<string, Schema>, data: z.input<Schema>): void;
  /** Runs once the transaction has committed (dropping caches); never for anything that must not be lost. */
  afterCommit(work: () => void | Promise<void>): void;
  /** A second event in the same transaction, for a nested or further act of the same request. */
  note(event: EventSubject & Partial<EventWords> & { action: string }): void;
};

export type EventWords = {
  type: EventTypeName;
  crud: CrudName;
  riskLevel: RiskName;
  retentionClass: RetentionClassName;
  controls: readonly string[];
};

export type OperationMeta = {
  kind: "command" | "query";
  name: string;
  permission: Permission;
  input: z.ZodType;
  output?: z.ZodType;
  controls: readonly string[];
  audited: boolean;
  summary: string;
};

export type Operation<Input extends z.ZodType = z.ZodType, Output = unknown> = {
  (actor: Actor, input: z.input<Input>): Promise<Output>;
  readonly operation: OperationMeta;
};
