import "server-only";
import { now } from "../platform/clock";
import type { Tx } from "../platform/db/client";
import { AppError } from "../platform/errors";
import { missingCourse } from "./training/required-course";

type Duty = { policyId: string; personId: string };
/** Says which training is still to be passed before a policy can be acknowledged, by its title; null when none is. */
export type TrainingGate = (tx: Tx, duty: Duty) => Promise<string | null>;

const gates = new Set<TrainingGate>();

/** Training comes first where a gate says so (P14). @returns how to take the gate away again */
export function requireTraining(gate: TrainingGate): () => void {
  gates.add(gate);
  return () => void gates.delete(gate);
}

export async function assertTrained(tx: Tx, duty: Duty): Promise<void> {
  for (const gate of [courses, ...gates]) {
    const missing = await gate(tx, duty);
    if (missing === null) continue;
    throw new AppError("conflict", `Nothing was saved: pass the training “${missing}” first, then acknowledge.`);
  }
}

const courses: TrainingGate = (tx, duty) => missingCourse(tx, { ...duty, at: now() });
