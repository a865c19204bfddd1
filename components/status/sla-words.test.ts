import { describe, expect, it } from "vitest";
import { durationWords } from "./duration-words";
import { slaWords } from "./sla-words";

const hour = 3600;

describe("durationWords", () => {
  it.each([
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [12 * 60 + 30, "12 min"],
    [80 * 60, "1 h 20 min"],
    [2 * hour, "2 h"],
    [47 * hour + 59 * 60, "47 h 59 min"],
    [48 * hour, "2 d"],
    [51 * hour, "2 d 3 h"],
    [-90 * 60, "1 h 30 min"],
  ])("says %d seconds as %s", (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});

describe("slaWords", () => {
  const reading = (state: Parameters<typeof slaWords>[0]["state"], usedSeconds: number) => ({
    state,
    usedSeconds,
    targetSeconds: 4 * hour,
  });

  it("says what is left and how much is used while it runs", () => {
    expect(slaWords(reading("running", hour))).toEqual({
      tone: "info",
      label: "On time",
      words: "3 h left",
      share: 0.25,
    });
  });

  it("tells warned, breached and met apart by tone and by word (S16)", () => {
    const said = (["warned", "breached", "met"] as const).map((state) => slaWords(reading(state, 3.5 * hour)));
    expect(new Set(said.map((one) => one.tone)).size).toBe(3);
    expect(said.map((one) => one.label)).toEqual(["Due soon", "Breached", "Met"]);
  });

  it("keeps a breach after the ticket was answered, with how late it was (S16)", () => {
    expect(slaWords({ ...reading("breached", 5.5 * hour), ended: true })).toMatchObject({
      tone: "danger",
      label: "Breached",
      words: "ended 1 h 30 min late",
      share: 1,
    });
  });

  it("counts exactly due as met (S15)", () => {
    expect(slaWords(reading("met", 4 * hour)).words).toBe("exactly on time");
  });

  it("says why it is paused", () => {
    expect(slaWords({ ...reading("paused", hour), pausedReason: "waiting for the customer" }).words).toBe(
      "3 h left · waiting for the customer",
    );
  });
});
