import { fileSize } from "@/components/audit/file-size";
import { Button } from "@/components/ui/button";
import { isFilm, lessonFileAddress } from "@/lib/policies/training/lesson-media";

type Lesson = { id: string; title: string; mediaType: string | null; fileName: string | null; size: bigint | null };

/** The film or document of a lesson; what it says stands below it as text. */
export function LessonMediaView({ lesson }: { lesson: Lesson }) {
  const { id, title, mediaType, fileName, size } = lesson;
  if (!mediaType || !fileName || size === null) return null;
  const address = lessonFileAddress(id);
  if (!isFilm(mediaType)) {
    return (
      <p>
        <Button asChild variant="secondary" className="h-auto min-h-9 whitespace-normal md:py-2">
          <a href={address} download>
            {`Open the document (PDF, ${fileSize(Number(size))})`}
            <span className="sr-only">{`: ${title}`}</span>
          </a>
        </Button>
      </p>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what the film says stands below it as text, which every lesson must have */}
      <video
        controls
        preload="metadata"
        playsInline
        src={address}
        aria-label={`Film: ${title}. What it says stands below as text.`}
        className="aspect-video w-full rounded-lg bg-muted"
      />
      <p className="text-xs text-muted-foreground">What the film says, as text:</p>
    </>
  );
}
