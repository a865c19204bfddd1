import { describe, expect, expectTypeOf, it } from "vitest";
import type * as database from "../db/generated/enums";
import type { MailState, MailTrouble } from "./schema";
import { troubleOf, wordsOf } from "./smtp-trouble";

describe("what a failed hand-over means", () => {
  it.each<[string, object, MailTrouble]>([
    ["greylisted", { code: "EENVELOPE", command: "RCPT TO", responseCode: 451 }, "busy"],
    ["mailbox busy", { code: "EENVELOPE", command: "RCPT TO", responseCode: 450 }, "busy"],
    ["server out of room", { code: "EMESSAGE", command: "DATA", responseCode: 452 }, "busy"],
    ["sender asked to wait", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 451 }, "busy"],
    ["server going down", { code: "EENVELOPE", command: "RCPT TO", responseCode: 421 }, "connection"],
    ["no such person", { code: "EENVELOPE", command: "RCPT TO", responseCode: 550 }, "address"],
    ["address not allowed", { code: "EENVELOPE", command: "RCPT TO", responseCode: 553 }, "address"],
    ["content refused", { code: "EMESSAGE", command: "DATA", responseCode: 554 }, "refused"],
    ["sender refused", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 550 }, "refused"],
    ["too large", { code: "EMESSAGE", command: "MAIL FROM" }, "refused"],
    ["no address at all", { code: "EENVELOPE", command: "API" }, "address"],
    ["wrong password", { code: "EAUTH", command: "AUTH PLAIN", responseCode: 535 }, "setup"],
    ["sign-in demanded", { code: "EENVELOPE", command: "MAIL FROM", responseCode: 530 }, "setup"],
    ["no encryption", { code: "ETLS", command: "STARTTLS" }, "setup"],
    ["own certificate", { code: "ESOCKET", command: "CONN", message: "self-signed certificate" }, "setup"],
    ["expired certificate", { code: "CERT_HAS_EXPIRED" }, "setup"],
    ["unfriendly greeting", { code: "EPROTOCOL", command: "CONN", responseCode: 554 }, "connection"],
    ["nobody listens", { code: "ESOCKET", command: "CONN", message: "connect ECONNREFUSED" }, "connection"],
    ["no such host", { code: "EDNS", command: "CONN" }, "connection"],
    ["hung", { code: "ETIMEDOUT", command: "CONN" }, "connection"],
    ["cut off", { code: "ECONNECTION", command: "CONN" }, "connection"],
    ["our own deadline", new Error("late"), "connection"],
    ["nothing known", {}, "connection"],
  ])("%s", (_, error, trouble) => {
    expect(troubleOf(error)).toBe(trouble);
  });

  it("keeps the server's words to the length of their column", () => {
    expect(wordsOf(new Error("x".repeat(900)))).toHaveLength(500);
    expect(wordsOf("thrown")).toBe("Unknown error");
  });
});

it("has the states the database has", () => {
  expectTypeOf<MailState>().toEqualTypeOf<database.MailState>();
});
