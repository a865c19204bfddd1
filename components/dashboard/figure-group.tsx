import type { ReactNode } from "react";
import { figureGroupLabels, type Group, type FigureGroup as GroupName } from "@/lib/dashboard/schema";
import { Section } from "../shell/page";
import { Alert } from "../ui/alert";
import { FigureCard } from "./figure-card";

/** The cards of one domain, or why there are none for this reader. `show`: which, in order, and whether a rise is welcome. */
export function FigureGroup({
  name,
  title,
  group,
  show,
  children,
}: {
  name: GroupName;
  title?: string;
  group: Group;
  show: readonly { key: string; rise?: "good" | "bad"; badge?: ReactNode; note?: ReactNode }[];
  children?: ReactNode;
}) {
  const { figures, reason } = group;
  return (
    <Section title={title ?? figureGroupLabels[name]}>
      {figures ? (
        <>
          <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
            {show.flatMap(({ key, ...more }) => {
              const figure = figures.find((one) => one.key === key);
              return figure ? [<FigureCard key={key} figure={figure} {...more} />] : [];
            })}
          </div>
          {children}
        </>
      ) : (
        <Alert tone="info" title="These figures are not shown to you">
          {reason}
        </Alert>
      )}
    </Section>
  );
}
