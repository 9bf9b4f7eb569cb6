const EXPRESSION = /^\$\{?request\.body\.([A-Za-z0-9_.-]+)\}?$/;

/** The path into the body that a route selection expression names; undefined when it is of another form. */
export const selectionPath = (expression: string): readonly string[] | undefined =>
  EXPRESSION.exec(expression)?.[1]?.split('.');

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/**
 * The route key that a message asks for, or `$default`: for a body that is no JSON, or has no text at the path
 * (Developer Guide, "Route selection expressions"). Never one of the connection's own routes.
 */
export const selectRoute = (expression: string, body: string): string => {
  let value = parsed(body);
  for (const name of selectionPath(expression) ?? []) {
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    value = isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return typeof value === 'string' && value !== '' && !value.startsWith('$') ? value : '$default';
};
