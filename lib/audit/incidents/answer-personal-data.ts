import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { personalDataConfirmed } from "./events";
import { holdIncident, personOf, resourceOf, tell } from "./held-incident";
import { incidentWords } from "./move-incident";
import { personalDataInput } from "./schema";

/**
 * Are personal data concerned? Yes opens a breach, whose awareness time is what a person says it was: the 72 hours of
 * Article 33 GDPR run from it, so it is never taken from the clock (I3). A "no" can become a "yes", never back.
 */
export const answerPersonalData = command({
  ...incidentWords,
  riskLevel: "high",
  name: "incident.answer-personal-data",
  summary: "Say whether an incident concerns personal data",
  input: personalDataInput,
  async run(context, { id, answer, awareAt, nature }) {
    const { tx, actor, now, emit } = context;
    const personId = personOf(actor);
    const incident = await holdIncident(tx, id);
    if (incident.personalData === true) {
      throw new AppError(
        "conflict",
        "Nothing was changed: a breach is on record already, and its facts stay as they were said.",
      );
    }
    const concerned = answer === "yes";
    await tx.incident.update({ where: { id }, data: { personalData: concerned } });
    if (!concerned || !awareAt || !nature) {
      await tell(context, id, "personal-data", "Personal data are not concerned.");
      return {
        output: { id, personalData: false },
        event: {
          resource: resourceOf(incident),
          before: { personalData: incident.personalData },
          after: { personalData: false },
        },
      };
    }
    const aware = new Date(awareAt);
    if (aware > now) {
      throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
        fieldErrors: { awareAt: ["This is in the future."] },
      });
    }
    const { organizationId } = actor;
    await tx.incidentBreach.create({
      data: { incidentId: id, organizationId, awareAt: aware, nature, recordedById: personId, recordedAt: now },
    });
    await tell(context, id, "personal-data", `Personal data are concerned; aware since ${aware.toISOString()}.`);
    emit(personalDataConfirmed, { organizationId, incidentId: id, awareAt: aware.toISOString() });
    return {
      output: { id, personalData: true },
      event: {
        resource: resourceOf(incident),
        before: { personalData: incident.personalData },
        after: { personalData: true, awareAt: aware.toISOString(), nature: aboutPerson(personId, nature) },
      },
    };
  },
});
