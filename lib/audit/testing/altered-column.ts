/** Another value of the same type, so near that only a comparison of values sees it. */
export function altered(column: string, type: string): string {
  if (type === "uuid") return "gen_random_uuid()";
  if (type === "bytea")
    return `set_byte(${column}, 40 % length(${column}), get_byte(${column}, 40 % length(${column})) # 1)`;
  if (type === "timestamp with time zone") return `${column} + interval '1 ms'`;
  if (type === "date") return `${column} + 1`;
  if (type === "bigint" || type === "integer") return `${column} + 1000`;
  if (type === "ARRAY") return `array[array_to_string(${column}, ';')]`;
  if (type === "text") return column === "note" ? `replace(note, E'\\n', E'\\n ')` : `coalesce(${column}, '') || '.'`;
  return `(enum_range(${column}))[array_length(enum_range(${column}), 1) + 1 - array_position(enum_range(${column}), ${column})]`;
}
