import { databaseAnswers } from "@/lib/platform/http/database-pulse";

/** Live when it answers at all; ready when the database does. Open to everybody, so it says nothing else. */
export async function GET() {
  if (await databaseAnswers()) {
    return Response.json({ status: "ready", database: "up" }, { headers: { "cache-control": "no-store" } });
  }
  return Response.json(
    { status: "live", database: "down" },
    { status: 503, headers: { "cache-control": "no-store", "retry-after": "10" } },
  );
}
