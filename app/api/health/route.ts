import { ping } from "@/lib/platform/db/door";

/** Live when it answers at all; ready when the database does. Open to everybody, so it says nothing else. */
export async function GET() {
  try {
    await ping();
    return Response.json({ status: "ready", database: "up" }, { headers: { "cache-control": "no-store" } });
  } catch {
    return Response.json(
      { status: "live", database: "down" },
      { status: 503, headers: { "cache-control": "no-store", "retry-after": "10" } },
    );
  }
}
