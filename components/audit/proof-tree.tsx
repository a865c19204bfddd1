export type DrawnStep = { side: "left" | "right"; sibling: string; node: string };

const [width, row, boxWidth, boxHeight] = [320, 58, 92, 28];
const columns = { left: 50, own: 160, right: 270 };

/** The way from a leaf to the signed root, drawn: the leaf at the bottom, at each level the sibling it is hashed with. */
export function ProofTree({ leaf, steps }: { leaf: string; steps: readonly DrawnStep[] }) {
  const height = steps.length * row + boxHeight + 2;
  const yOf = (level: number) => (steps.length - level) * row + boxHeight / 2 + 1;
  const path = [leaf, ...steps.map((step) => step.node)];
  return (
    <div className="grid gap-3">
      <svg
        role="img"
        aria-label={`Path of ${steps.length} hashes from the event to the signed root. The same as a list follows.`}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full max-w-80"
      >
        {steps.map(({ side, node }, level) => (
          <g key={node} fill="none" strokeWidth="1.5">
            <path
              d={`M${columns[side]} ${yOf(level) - boxHeight / 2} L${columns.own} ${yOf(level + 1) + boxHeight / 2}`}
              className="stroke-input"
            />
            <path
              d={`M${columns.own} ${yOf(level) - boxHeight / 2} V${yOf(level + 1) + boxHeight / 2}`}
              className="stroke-primary"
            />
          </g>
        ))}
        {steps.map(({ side, sibling }, level) => (
          <Box key={sibling} x={columns[side]} y={yOf(level)} text={sibling} />
        ))}
        {path.map((hash, level) => (
          <Box key={hash} x={columns.own} y={yOf(level)} text={hash} own />
        ))}
      </svg>
      <details>
        <summary className="min-h-6 cursor-pointer text-primary-text max-md:min-h-11">The path as a list</summary>
        <ol className="mt-2 grid list-decimal gap-1 pl-6 font-mono text-xs wrap-anywhere">
          <li>leaf {leaf}</li>
          {steps.map(({ side, sibling, node }) => (
            <li key={node}>
              {side} sibling {sibling}, together {node}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function Box({ x, y, text, own = false }: { x: number; y: number; text: string; own?: boolean }) {
  return (
    <g>
      <rect
        x={x - boxWidth / 2}
        y={y - boxHeight / 2}
        width={boxWidth}
        height={boxHeight}
        rx="6"
        strokeWidth="1.5"
        className={own ? "fill-primary-surface stroke-primary" : "fill-card stroke-input"}
      />
      <text
        x={x}
        y={y + 4}
        textAnchor="middle"
        className={own ? "fill-primary-text font-mono text-xs" : "fill-muted-foreground font-mono text-xs"}
      >
        {`${text.slice(0, 8)}…`}
      </text>
    </g>
  );
}
