import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { lockAlert } from "./lock-alert";
import { alertInput, resolveInput, snoozeInput } from "./schema";

const words = {
  permission: "alert:handle",
  type: "incident_response",
  controls: ["CC7.3", "CC7.4"],
} as const;
const hour = 60 * 60 * 1000;

const resourceOf = (alert: { id: string; title: string }) => ({ type: "alert", id: alert.id, label: alert.title });

function personOf(actor: Actor): string {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can answer for an alert.");
  return actor.personId;
}

/** Nobody puts away what was raised about themselves. */
function assertNotAbout(personId: string, alert: { objectType: string; objectId: string }): void {
  if (alert.objectType === "person" && alert.objectId === personId) {
    throw dutyRefused("Nothing was changed: this alert is about you. Somebody else has to answer for it.");
  }
}

/** Somebody has seen it and looks into it: from now on it is theirs. */
export const acknowledgeAlert = command({
  ...words,
  name: "alert.acknowledge",
  summary: "Acknowledge an alert and become its owner",
  input: alertInput,
  async run({ tx, actor, now }, { id }) {
    const ownerId = personOf(actor);
    const alert = await lockAlert(tx, id, "acknowledged");
    await tx.alert.update({
      where: { id },
      data: { status: "acknowledged", ownerId, acknowledgedAt: alert.acknowledgedAt ?? now, snoozedUntil: null },
    });
    return {
      output: { id },
      event: { resource: resourceOf(alert), before: { status: alert.status }, after: { status: "acknowledged" } },
    };
  },
});

/** Put aside until a time; then it stands among the open ones again. */
export const snoozeAlert = command({
  ...words,
  name: "alert.snooze",
  summary: "Put an alert aside for some hours",
  input: snoozeInput,
  async run({ tx, actor, now }, { id, hours }) {
    const ownerId = personOf(actor);
    const alert = await lockAlert(tx, id, "snoozed");
    assertNotAbout(ownerId, alert);
    const snoozedUntil = new Date(now.getTime() + hours * hour);
    await tx.alert.update({ where: { id }, data: { status: "snoozed", ownerId, snoozedUntil } });
    return {
      output: { id, snoozedUntil },
      event: {
        resource: resourceOf(alert),
        before: { status: alert.status },
        after: { status: "snoozed", until: snoozedUntil.toISOString() },
      },
    };
  },
});

export const resolveAlert = command({
  ...words,
  name: "alert.resolve",
  summary: "Resolve an alert, saying what was found",
  input: resolveInput,
  async run({ tx, actor, now }, { id, reason }) {
    const personId = personOf(actor);
    const alert = await lockAlert(tx, id, "resolved");
    assertNotAbout(personId, alert);
    await tx.alert.update({
      where: { id },
      data: {
        status: "resolved",
        ownerId: alert.ownerId ?? personId,
        resolvedById: personId,
        resolvedAt: now,
        resolution: reason,
      },
    });
    return {
      output: { id },
      event: {
        resource: resourceOf(alert),
        before: { status: alert.status },
        after: { status: "resolved" },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});
