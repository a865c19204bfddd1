import type { MailTrouble } from "./schema";

/** What nodemailer says of a failed hand-over. */
type SmtpError = { code?: string; command?: string; responseCode?: number; message?: string };

const setup = new Set(["EAUTH", "ETLS", "ENOAUTH", "EOAUTH2", "EREQUIRETLS"]);
const certificate = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO$)/;
const aboutTheMail = new Set(["MAIL FROM", "RCPT TO", "DATA"]);

/**
 * Only an answer to MAIL FROM, RCPT TO or DATA is about this mail (RFC 5321, 4.2.1): 4xx means later, 5xx never. Whatever goes wrong before
 * (no connection, certificate, password, greeting) concerns every mail and is mended at the server or in the settings.
 */
export function troubleOf(error: unknown): MailTrouble {
  const { code = "", command = "", responseCode = 0, message = "" } = (error ?? {}) as SmtpError;
  if (setup.has(code) || certificate.test(code) || responseCode === 530 || /certificate|ssl routines/i.test(message))
    return "setup";
  if (aboutTheMail.has(command) && responseCode >= 500) return command === "RCPT TO" ? "address" : "refused";
  if (responseCode === 421) return "connection";
  if (aboutTheMail.has(command) && responseCode >= 400) return "busy";
  // Refused by our own side before a server was asked: an address no server takes, a mail larger than it takes.
  if (code === "EENVELOPE") return "address";
  if (code === "EMESSAGE") return "refused";
  return "connection";
}

/** The server's answer for the outbox; never longer than its column allows. */
export function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : "Unknown error";
  return text.slice(0, 500);
}
