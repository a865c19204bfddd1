import "server-only";
import { drawGrid, ink } from "../export-policy/draw-blocks";
import { footers, sayIn, taggedDocument } from "../export-policy/tagged-document";

export type PrintedCertificate = {
  holder: string;
  course: string;
  organization: string;
  /** Local ISO dates. */
  passedOn: string;
  validUntil: string;
  /** Where anybody can check it. */
  address: string;
};

/** A certificate of training as a tagged PDF (P17): the facts as a table, and the address that proves them. Read the stream. */
export function certificatePdf(certificate: PrintedCertificate): NodeJS.ReadableStream {
  const { holder, course, organization, passedOn, validUntil, address } = certificate;
  const doc = taggedDocument({
    title: `Certificate: ${course}`,
    author: organization,
    subject: `Certificate of training of ${holder}`,
    madeAt: new Date(passedOn),
  });
  const whole = doc.struct("Document");
  doc.addStructure(whole);
  const section = doc.struct("Sect", { title: "Certificate" });
  whole.add(section);
  const say = sayIn(doc, section);
  say("P", organization, "regular", 11, ink.quiet);
  doc.moveDown(5);
  say("P", "Certificate of training", "regular", 14, ink.quiet);
  say("H1", course, "bold", 26);
  say("P", `${holder} has taken this course and passed its quiz.`, "regular", 13);
  doc.moveDown(1);
  drawGrid(doc, section, [
    ["What", "Of this certificate"],
    ["Holder", holder],
    ["Issued by", organization],
    ["Passed on", passedOn],
    ["Valid until", validUntil],
  ]);
  say("H2", "How to check it", "bold", 14);
  say("P", "Paper can be changed. Open this address: the portal that issued it says what it says.", "regular", 10.5);
  say("P", address, "mono", 9);
  section.end();
  whole.end();
  footers(doc, `Certificate of training · ${organization}`);
  doc.end();
  return doc;
}
