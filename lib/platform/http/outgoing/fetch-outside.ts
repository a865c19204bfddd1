import "server-only";
import http from "node:http";
import https from "node:https";
import type { BlockList, LookupFunction } from "node:net";
import { env } from "../../env";
import { allowList } from "./addresses";
import { type Address, addressOf, namesOf, OutgoingError, urlOf } from "./look-up";

export type OutgoingRequest = {
  url: string;
  /** Sent to the origin of `url` only, never to where it redirects. */
  headers?: Record<string, string>;
  method?: "GET" | "POST";
  body?: string | Uint8Array;
  timeoutMs?: number;
  largestBytes?: number;
  /** Addresses allowed although private; left out: the setting. */
  allowed?: BlockList;
  /** For tests: names without a name server. */
  resolveName?: (host: string) => Promise<Address[]>;
};
export type OutgoingAnswer = { status: number; contentType: string; body: Buffer; url: string };

const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Calls another system (platform.md section 9). Every address a name answers with must be allowed, and the connection goes to
 * the very address that was looked at, so that a second answer cannot lead elsewhere; the same for each redirect. Ends
 * after `timeoutMs` as a whole and at `largestBytes`. Any status is an answer, redirects apart.
 * @throws OutgoingError
 */
export async function fetchOutside(request: OutgoingRequest): Promise<OutgoingAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs ?? 30_000);
  const allowed = request.allowed ?? allowList(env.OUTGOING_ALLOWED_ADDRESSES);
  const first = urlOf(request.url);
  let url = first;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const address = await addressOf(url, allowed, request.resolveName ?? namesOf);
    const own = url.origin === first.origin;
    const answer = await send(url, address, own ? request : { ...request, headers: {}, body: undefined }, signal);
    if (!redirects.has(answer.status)) return answer;
    if (request.method === "POST")
      throw new OutgoingError(`${url.host} redirects what was sent to it. Enter its new address.`);
    if (!answer.location) throw new OutgoingError(`${url.host} redirects without saying where to.`);
    const next = urlOf(new URL(answer.location, url).href);
    if (url.protocol === "https:" && next.protocol === "http:") {
      throw new OutgoingError(`${url.host} redirects from https to http, which is not followed.`);
    }
    url = next;
  }
  throw new OutgoingError(`${first.host} redirects more than ${mostRedirects} times.`);
}

type Hop = OutgoingAnswer & { location?: string };

function send(url: URL, { address, family }: Address, request: OutgoingRequest, signal: AbortSignal): Promise<Hop> {
  const largest = request.largestBytes ?? 10 * 1024 * 1024;
  const pinned: LookupFunction = (_host, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  return new Promise((fulfil, reject) => {
    const fail = (error: Error) =>
      reject(error instanceof OutgoingError ? error : new OutgoingError(wordsOf(error, url)));
    const call = (url.protocol === "https:" ? https : http).request(
      url,
      {
        method: request.method ?? "GET",
        // No kept-alive connection of somebody else's, and no compressed answer that grows after the cap.
        agent: false,
        headers: { "user-agent": "plinto-portal", "accept-encoding": "identity", ...request.headers },
        lookup: pinned,
        signal,
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on("data", (part: Buffer) => {
          size += part.length;
          if (size <= largest) parts.push(part);
          else
            call.destroy(new OutgoingError(`${url.host} answered with more than ${Math.floor(largest / 1024)} KiB.`));
        });
        answer.on("error", fail);
        answer.on("end", () =>
          fulfil({
            status: answer.statusCode ?? 0,
            contentType: answer.headers["content-type"] ?? "",
            body: Buffer.concat(parts),
            url: url.href,
            location: answer.headers.location,
          }),
        );
      },
    );
    call.on("error", fail);
    call.end(request.body);
  });
}

function wordsOf(error: Error, url: URL): string {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (error.name === "TimeoutError" || error.name === "AbortError") return `${url.host} did not answer in time.`;
  if (code === "ECONNREFUSED") return `Nothing listens at ${url.host}.`;
  if (code === "ECONNRESET") return `${url.host} ended the connection before it had answered.`;
  if (/CERT|SELF_SIGNED|ALTNAME/.test(code)) return `The certificate of ${url.host} is not valid (${code}).`;
  return `${url.host} could not be reached${code ? ` (${code})` : ""}.`;
}
