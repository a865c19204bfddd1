/** Why an expression is not accepted; shown at registration. */
export class ExpressionError extends Error {}

export type ExpressionScope = { event: unknown; async?: unknown };

type Node =
  | { kind: "literal"; value: string | number | boolean | null }
  | { kind: "path"; root: "event" | "async"; keys: string[] }
  | { kind: "not"; operand: Node }
  | { kind: "binary"; operator: string; left: Node; right: Node };

export type Expression = { source: string; node: Node };

const token =
  /\s*(?:(?<number>-?\d+(?:\.\d+)?)|(?<string>'[^'\\]*'|"[^"\\]*")|(?<path>(?:event|async)(?:\.[A-Za-z_]\w*)+)|(?<word>true|false|null)\b|(?<operator>&&|\|\||==|!=|<=|>=|<|>|!|\(|\)))/y;

type Token = { kind: "number" | "string" | "path" | "word" | "operator"; text: string };

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const end = source.trimEnd().length;
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const groups = token.exec(source)?.groups;
    const found = groups && Object.entries(groups).find(([, text]) => text !== undefined);
    if (!found)
      throw new ExpressionError(`The expression "${source}" has something unknown at "${source.slice(at).trim()}".`);
    tokens.push({ kind: found[0] as Token["kind"], text: found[1] as string });
  }
  return tokens;
}

const levels = [["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">="]] as const;

/**
 * Compiles the subset of CEL that jobs use: paths (`event.data.x`, `async.data.x`), literals, comparison, `&&`, `||`, `!`
 * and parentheses. Throws ExpressionError for anything else, so that a function is refused rather than run differently.
 */
export function compileExpression(source: string): Expression {
  const tokens = tokenize(source);
  let next = 0;
  const take = (): Token => {
    const found = tokens[next++];
    if (!found) throw new ExpressionError(`The expression "${source}" ends too early.`);
    return found;
  };

  function binary(level: number): Node {
    const operators: readonly string[] | undefined = levels[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (;;) {
      const operator = tokens[next];
      if (operator?.kind !== "operator" || !operators.includes(operator.text)) return left;
      next++;
      left = { kind: "binary", operator: operator.text, left, right: binary(level + 1) };
    }
  }

  function unary(): Node {
    const first = take();
    if (first.kind === "number") return { kind: "literal", value: Number(first.text) };
    if (first.kind === "string") return { kind: "literal", value: first.text.slice(1, -1) };
    if (first.kind === "word") return { kind: "literal", value: first.text === "null" ? null : first.text === "true" };
    if (first.kind === "path") {
      const [root, ...keys] = first.text.split(".");
      return { kind: "path", root: root as "event" | "async", keys };
    }
    if (first.text === "!") return { kind: "not", operand: unary() };
    if (first.text !== "(")
      throw new ExpressionError(`The expression "${source}" has "${first.text}" in the wrong place.`);
    const inner = binary(0);
    if (take().text !== ")") throw new ExpressionError(`The expression "${source}" lacks a closing parenthesis.`);
    return inner;
  }

  const node = binary(0);
  if (next < tokens.length) throw new ExpressionError(`The expression "${source}" goes on after its end.`);
  return { source, node };
}

/** Compiles a plain path or literal, as keys of concurrency and idempotency are. */
export function compileKey(source: string): Expression {
  const expression = compileExpression(source);
  const { node } = expression;
  if (node.kind === "literal" || (node.kind === "path" && node.root === "event")) return expression;
  throw new ExpressionError(`The key "${source}" is not a plain path such as event.data.id.`);
}

function evaluate(node: Node, scope: ExpressionScope): unknown {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "path":
      return node.keys.reduce<unknown>((value, key) => {
        return typeof value === "object" && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined;
      }, scope[node.root]);
    case "not":
      return evaluate(node.operand, scope) !== true;
    case "binary":
      return compare(node, scope);
  }
}

function compare(node: Extract<Node, { kind: "binary" }>, scope: ExpressionScope): boolean {
  const left = evaluate(node.left, scope);
  if (node.operator === "&&") return left === true && evaluate(node.right, scope) === true;
  if (node.operator === "||") return left === true || evaluate(node.right, scope) === true;
  const right = evaluate(node.right, scope);
  if (node.operator === "==") return equal(node, left, right);
  if (node.operator === "!=") return !equal(node, left, right);
  const ordered =
    (typeof left === "number" && typeof right === "number") || (typeof left === "string" && typeof right === "string");
  if (!ordered) return false;
  if (node.operator === "<") return left < right;
  if (node.operator === "<=") return left <= right;
  return node.operator === ">" ? left > right : left >= right;
}

function equal(node: Extract<Node, { kind: "binary" }>, left: unknown, right: unknown): boolean {
  if ((left ?? null) === null && (right ?? null) === null) {
    // Two absent fields do not match each other: `match: "data.id"` must not pair events that both lack an id.
    return [node.left, node.right].some((side) => side.kind === "literal");
  }
  return typeof left !== "object" && left === right;
}

/** True only if the expression holds; absent fields and unequal types never match, and nothing throws. */
export function holds(expression: Expression, scope: ExpressionScope): boolean {
  return evaluate(expression.node, scope) === true;
}

/** The value of a key as text; absent and null are the same key. */
export function keyOf(expression: Expression, event: unknown): string {
  return JSON.stringify(evaluate(expression.node, { event }) ?? null);
}
