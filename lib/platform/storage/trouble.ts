import "server-only";
import { isDiskFull } from "../db/failures";
import { AppError } from "../errors";

const full = new Set(["ENOSPC", "EDQUOT"]);
const unusable = new Set(["EROFS", "EACCES", "EPERM", "EIO", "EMFILE", "ENFILE"]);

/** What people are told when files, or the database's own, can be kept no more; null when something else is the matter. */
export function storageTrouble(error: unknown): AppError | null {
  const code = fileCodeOf(error);
  if (full.has(code) || isDiskFull(error)) {
    return new AppError(
      "storage_full",
      "There is no room left in the portal's storage. Nothing was saved. Tell your administrator, then try again.",
    );
  }
  if (!unusable.has(code)) return null;
  return new AppError(
    "unavailable",
    "The portal's storage cannot be used at the moment. Nothing was saved. Tell your administrator, then try again.",
  );
}

/** The code of a failed call to the file system, wherever in the chain of causes it stands. */
function fileCodeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return "";
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (!code || !syscall) return fileCodeOf(error.cause, depth + 1);
  // What Node says when folders cannot be made on a read-only file system.
  return code === "ENOENT" && syscall === "mkdir" ? "EROFS" : code;
}
