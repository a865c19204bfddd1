import { z } from "zod";

/** What a lesson may carry beside its text: judged by its bytes, never by its name. */
export const LessonMedia = z.enum(["video/mp4", "video/webm", "application/pdf"]);
export type LessonMedia = z.infer<typeof LessonMedia>;
export const lessonMediaLabels: Record<LessonMedia, string> = {
  "video/mp4": "Film (MP4)",
  "video/webm": "Film (WebM)",
  "application/pdf": "Document (PDF)",
};

export const isFilm = (media: string): boolean => media.startsWith("video/");

/** Where the file of a lesson is read. */
export const lessonFileAddress = (lessonId: string) => `/api/v1/policies/lessons/${lessonId}/file`;

/**
 * One range of bytes as a player asks for it (RFC 9110, 14.2): both ends included. Null when nothing, or several ranges, are asked for:
 * then the whole is sent. "none" when it lies outside.
 */
export function rangeOf(header: string | null, size: number): { from: number; to: number } | "none" | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!asked) return null;
  const [, first = "", last = ""] = asked;
  if (first === "" && last === "") return null;
  if (first === "")
    return last === "0" || Number(last) === 0 || size === 0
      ? "none"
      : { from: Math.max(0, size - Number(last)), to: size - 1 };
  const [from, to] = [Number(first), last === "" ? size - 1 : Math.min(Number(last), size - 1)];
  if (last !== "" && Number(last) < from) return null;
  return from >= size ? "none" : { from, to };
}
