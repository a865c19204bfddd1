import "server-only";
import { AppError } from "../../errors";
import { newId } from "../../ids";
import { command } from "../../operation/command";
import type { CommandContext } from "../../operation/context";
import { aboutPerson } from "../../operation/protected";
import { absenceChanged } from "./events";
import { type Days, daysProblem, daysWords, overlap } from "./rules";
import { recordAbsenceInput } from "./schema";
import { columns, daysOf, organizationDay } from "./stored-days";
import { assertMayRecord } from "./who-may-record";

/** Somebody is away on these days: what is due for them does not run (platform.md section 1). */
export const recordAbsence = command({
  name: "absence.record",
  summary: "Record an absence of somebody",
  permission: "absence:record",
  type: "compliance_control",
  crud: "create",
  controls: ["CC5.3"],
  input: recordAbsenceInput,
  async run({ tx, actor, now, emit }, { personEmail, kind, firstDay, lastDay = null }) {
    const { organizationId } = actor;
    const person = await tx.person.findFirst({
      where: { email: personEmail, memberships: { some: { organizationId, active: true } } },
      select: { id: true, name: true },
    });
    if (!person) throw invalid("personEmail", "Nobody here has this address.");
    const recordedById = await assertMayRecord(tx, actor, person.id);
    const days = { firstDay, lastDay };
    await assertDays({ tx, actor, now }, person.id, days);
    const absenceId = newId(now.getTime());
    await tx.absence.create({
      data: {
        id: absenceId,
        organizationId,
        personId: person.id,
        kind,
        ...columns(days),
        recordedById,
        recordedAt: now,
      },
    });
    emit(absenceChanged, { organizationId, personId: person.id });
    return {
      output: { absenceId, personId: person.id },
      event: {
        resource: { type: "absence", id: absenceId, label: aboutPerson(person.id, person.name) },
        after: { personId: person.id, absence: aboutPerson(person.id, { kind, ...days }) },
      },
    };
  },
});

/** Possible days, and none of them recorded already. `except`: the absence that is being changed. */
export async function assertDays(
  { tx, actor, now }: Pick<CommandContext, "tx" | "actor" | "now">,
  personId: string,
  days: Days,
  except?: string,
): Promise<void> {
  const problem = daysProblem(days, await organizationDay(tx, actor.organizationId, now));
  if (problem) throw invalid(problem.field, problem.message);
  const others = await tx.absence.findMany({
    where: { personId, withdrawnAt: null, ...(except ? { id: { not: except } } : {}) },
  });
  const taken = others.map(daysOf).find((other) => overlap(days, other));
  if (taken)
    throw new AppError(
      "conflict",
      `An absence is recorded for these days already: ${daysWords(taken)}. Nothing was saved.`,
    );
}

const invalid = (field: string, message: string) =>
  new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors: { [field]: [message] } });
