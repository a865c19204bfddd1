export type Stored = { object_id: string; sha256: string; size: number; file_name: string; media_type: string };

type Outcome = { kind: "stored"; file: Stored } | { kind: "failed"; why: string } | { kind: "cancelled" };

/**
 * Streams a file to the portal. The browser reads it as it sends, so that memory does not grow with it (E1).
 * @returns a function that breaks it off; nothing is stored then
 */
export function sendFile(
  url: string,
  file: File,
  on: { progress(sent: number, total: number): void; end(outcome: Outcome): void },
): () => void {
  const request = new XMLHttpRequest();
  request.open("POST", `${url}?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.responseType = "json";
  request.upload.onprogress = (event) => on.progress(event.loaded, event.total || file.size);
  request.onload = () => {
    const answer = request.response as (Stored & { detail?: string }) | null;
    if (request.status === 201 && answer) on.end({ kind: "stored", file: answer });
    else on.end({ kind: "failed", why: answer?.detail ?? "The portal refused the file. Nothing was stored." });
  };
  request.onerror = () => on.end({ kind: "failed", why: "The connection broke off. Nothing was stored." });
  request.onabort = () => on.end({ kind: "cancelled" });
  request.send(file);
  return () => request.abort();
}
