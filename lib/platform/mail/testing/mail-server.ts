import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Received = { to: string; raw: string };

/** What a server answers; thrown from `onRecipient` or `onMail`. */
export const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

type Behaviour = {
  onRecipient?: (address: string) => void | Promise<void>;
  /** Called with the whole mail before it is acknowledged. */
  onMail?: (mail: Received) => void | Promise<void>;
  port?: number;
} & SMTPServerOptions;

/** A real SMTP server on this machine. */
export async function startMailServer({ onRecipient, onMail, port = 0, ...options }: Behaviour = {}) {
  const received: Received[] = [];
  let connections = 0;
  let closed = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    ...options,
    onConnect(_, callback) {
      connections += 1;
      callback();
    },
    onClose() {
      closed += 1;
    },
    onRcptTo({ address }, _, callback) {
      Promise.resolve()
        .then(() => onRecipient?.(address))
        .then(() => callback(), callback);
    },
    async onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const mail = { to: session.envelope.rcptTo[0]?.address ?? "", raw: Buffer.concat(chunks).toString() };
      try {
        await onMail?.(mail);
        received.push(mail);
        callback();
      } catch (error) {
        callback(error as Error);
      }
    },
  });
  // Clients that are killed in the middle break their connections.
  server.on("error", () => {});
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const listening = (server.server.address() as AddressInfo).port;
  return {
    received,
    port: listening,
    url: `smtp://127.0.0.1:${listening}`,
    connections: () => connections,
    closed: () => closed,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

/** A header of a received mail, unfolded. */
export function header(mail: Received | undefined, name: string): string | undefined {
  const head = mail?.raw.split("\r\n\r\n")[0]?.replaceAll(/\r\n[ \t]+/g, " ");
  const found = head?.split("\r\n").find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}: `));
  return found?.slice(name.length + 2);
}
