import { describe, expect, it } from "vitest";
import { actorWords, eventSentence, pastOf } from "./event-words";
import { phrases } from "./sentences";

const sources = import.meta.glob<string>(
  ["../*/**/*.ts", "!../**/*.test.ts", "!../**/testing/**", "!../platform/db/generated/**"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

/** Names of operations and of further events, as they stand in the sources: `name: "policy.approve"`. */
const names = [
  ...new Set(
    Object.values(sources).flatMap((text) =>
      [...text.matchAll(/\b(?:name|action|checkAction):?\s*=?\s*"([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)"/g)].map(
        (match) => match[1] ?? "",
      ),
    ),
  ),
].sort();

describe("sentences", () => {
  it("are written for every operation and event of the portal", () => {
    expect(names.length).toBeGreaterThan(80);
    expect(names).toContain("log.verify");
    expect(names.filter((name) => phrases[name] === undefined)).toEqual([]);
  });

  it.each([
    ["approve a policy version", "approved a policy version"],
    ["submit a policy version", "submitted a policy version"],
    ["withdraw a request", "withdrew a request"],
    ["reply to a ticket", "replied to a ticket"],
    ["read an event", "read an event"],
    ["view evidence", "viewed evidence"],
    ["expire", "expired"],
    ["edit a draft", "edited a draft"],
    ["plan a package", "planned a package"],
  ])("%s → %s", (phrase, past) => expect(pastOf(phrase)).toBe(past));

  it("make a past of every phrase: a verb in -ed, or one that is known to be irregular", () => {
    const known = ["began", "built", "found", "kept", "ran", "read", "sent", "set", "swept", "withdrew", "wrote"];
    const pasts = Object.values(phrases).map((phrase) => pastOf(phrase).split(" ")[0] ?? "");
    expect(pasts.filter((past) => !known.includes(past) && !/^[a-z]+[^e]ed$/.test(past))).toEqual([]);
  });

  it("say who was refused, what failed and whose name was erased", () => {
    const act = { action: "policy.approve", actorKind: "user", actorName: "Mara <b>Lindner</b>" };
    expect(eventSentence({ ...act, outcome: "success" })).toBe("Mara <b>Lindner</b> approved a policy version");
    expect(eventSentence({ ...act, outcome: "denied" })).toBe(
      "Mara <b>Lindner</b> was not allowed to approve a policy version",
    );
    expect(eventSentence({ ...act, outcome: "failure" })).toMatch(
      /tried to approve a policy version, and nothing was changed$/,
    );
    expect(actorWords({ actorKind: "user", actorName: null })).toBe("A person whose name was erased");
    expect(actorWords({ actorKind: "system", actorName: "sla-sweep" })).toBe("The portal");
  });

  it("fall back to the action's own name", () => {
    const act = { action: "unheard.of", actorKind: "api_key", actorName: "CRM" };
    expect(eventSentence({ ...act, outcome: "success" })).toBe("The API key CRM ran unheard.of");
    expect(eventSentence({ ...act, outcome: "denied" })).toBe("The API key CRM was not allowed to run unheard.of");
  });
});
