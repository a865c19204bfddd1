import "server-only";
import type { Tx } from "../../db/client";
import { AppError, notFound } from "../../errors";
import { command } from "../../operation/command";
import { aboutPerson } from "../../operation/protected";
import { absenceChanged } from "./events";
import { assertDays } from "./record-absence";
import { absenceInput, changeAbsenceInput } from "./schema";
import { columns, daysOf } from "./stored-days";
import { assertMayRecord } from "./who-may-record";

/** Other days or another kind: longer, shorter, ended because the person is back. Due dates follow. */
export const changeAbsence = command({
  name: "absence.change",
  summary: "Change or end an absence",
  permission: "absence:record",
  type: "compliance_control",
  crud: "update",
  controls: ["CC5.3"],
  input: changeAbsenceInput,
  async run({ tx, actor, now, emit }, { absenceId, kind, firstDay, lastDay = null }) {
    const { row, name } = await standing(tx, absenceId);
    const changedById = await assertMayRecord(tx, actor, row.personId);
    const days = { firstDay, lastDay };
    await assertDays({ tx, actor, now }, row.personId, days, absenceId);
    const { count } = await tx.absence.updateMany({
      where: { id: absenceId, withdrawnAt: null },
      data: { kind, ...columns(days), changedById, changedAt: now },
    });
    if (count === 0) throw withdrawnAlready();
    emit(absenceChanged, { organizationId: actor.organizationId, personId: row.personId });
    return {
      output: { absenceId },
      event: {
        resource: { type: "absence", id: absenceId, label: aboutPerson(row.personId, name) },
        before: { absence: aboutPerson(row.personId, { kind: row.kind, ...daysOf(row) }) },
        after: { personId: row.personId, absence: aboutPerson(row.personId, { kind, ...days }) },
      },
    };
  },
});

/** It was not so after all. The row stays, and no longer counts. */
export const withdrawAbsence = command({
  name: "absence.withdraw",
  summary: "Withdraw an absence that was recorded by mistake",
  permission: "absence:record",
  type: "compliance_control",
  crud: "update",
  controls: ["CC5.3"],
  input: absenceInput,
  async run({ tx, actor, now, emit }, { absenceId }) {
    const { row, name } = await standing(tx, absenceId);
    const withdrawnById = await assertMayRecord(tx, actor, row.personId);
    const { count } = await tx.absence.updateMany({
      where: { id: absenceId, withdrawnAt: null },
      data: { withdrawnById, withdrawnAt: now },
    });
    if (count === 0) throw withdrawnAlready();
    emit(absenceChanged, { organizationId: actor.organizationId, personId: row.personId });
    return {
      output: { absenceId },
      event: {
        resource: { type: "absence", id: absenceId, label: aboutPerson(row.personId, name) },
        before: { absence: aboutPerson(row.personId, { kind: row.kind, ...daysOf(row) }) },
        after: { personId: row.personId, withdrawn: true },
      },
    };
  },
});

async function standing(tx: Tx, id: string) {
  const row = await tx.absence.findUnique({ where: { id } });
  if (!row) throw notFound("This absence");
  if (row.withdrawnAt) throw withdrawnAlready();
  const person = await tx.person.findUnique({ where: { id: row.personId }, select: { name: true } });
  return { row, name: person?.name ?? "" };
}

const withdrawnAlready = () =>
  new AppError("conflict", "This absence was withdrawn. Nothing was changed: record a new one if there is one.");
